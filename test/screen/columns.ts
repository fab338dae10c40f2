import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {type ColumnKey, columnKeys} from '../../source/domain/column-fields.js';
import {columnGap} from '../../source/domain/session-columns.js';
import {type Session} from '../../source/domain/session.js';
import {cellTexts, type RowFacts, headingText, listColumns} from '../../source/screen/columns.js';
import {displayWidth} from '../../source/text/fit.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc} from '../helpers/random.js';

const now = Date.UTC(2025, 10, 12) / 1000;

const anyName = fc.oneof(
	hostileText,
	fc.constantFrom('', 'Ann Lee', '李雷', 'يوسف منصور', 'สมชาย ใจดี', '👩‍👩‍👧'),
);
const anySession: fc.Arbitrary<Session> = fc.record({
	id: fc.integer({min: 1, max: 99_999}),
	channel: fc.record({type: fc.constantFrom('sms', 'livechat', 'telex'), name: anyName, number: anyName}),
	customer: fc.record({name: anyName, number: anyName}),
	outbound: fc.boolean(),
	createdAt: fc.option(fc.integer({min: 0, max: now}), {nil: undefined}),
	lastActiveAt: fc.option(fc.integer({min: 0, max: now}), {nil: undefined}),
	handler: fc.record({
		kind: fc.constantFrom('extension', 'queue', 'api', 'none'),
		id: fc.nat(9),
		number: fc.constantFrom('', '1003'),
		name: anyName,
	}),
	status: fc.constantFrom('open', 'closed'),
	archived: fc.boolean(),
	deleted: fc.boolean(),
	messages: fc.nat(99_999),
	failed: fc.nat(1),
	files: fc.nat(3),
	transfers: fc.nat(3),
});

const anyColumns = fc.option(fc.shuffledSubarray([...columnKeys], {minLength: 1}), {nil: undefined});

test('every cell is exactly as wide as its column, whatever others wrote', t => {
	fc.assert(
		fc.property(
			anySession,
			anyColumns,
			fc.integer({min: 56, max: 250}),
			fc.boolean(),
			anyName,
			(session, chosen, width, is, ownId) => {
				const fitted = listColumns(width, chosen, 5);
				const cells = cellTexts(session, fitted, {
					now,
					isOrphaned: is,
					isPending: is,
					isHeld: is,
					ownId: () => ownId,
				}).map(cell => stripVTControlCharacters(cell));
				t.deepEqual(
					cells.map(cell => displayWidth(cell)),
					fitted.map(column => column.width),
				);
				t.is(displayWidth(cells.join(columnGap)), displayWidth(headingText(fitted)));
			},
		),
	);
});

const session: Session = {
	id: 3677,
	channel: {type: 'livechat', name: 'Web shop', number: ''},
	customer: {name: 'Yuki García', number: '+15550100'},
	outbound: false,
	createdAt: now,
	lastActiveAt: now,
	handler: {kind: 'extension', id: 9, number: '1039', name: 'Farid Tanaka'},
	status: 'closed',
	archived: false,
	deleted: false,
	messages: 5,
	failed: 1,
	files: 0,
	transfers: 0,
};

const cellAt = (key: ColumnKey, width: number, is: Partial<Omit<RowFacts, 'now'>> = {}): string =>
	stripVTControlCharacters(
		cellTexts(session, [{key, width}], {now, isOrphaned: false, isPending: false, isHeld: false, ...is})[0]!,
	).trim();

for (const [what, cell, text] of [
	['a hold', cellAt('handler', 34, {isHeld: true}), '§ 1039 Farid Tanaka'],
	['a deleted owner', cellAt('handler', 34, {isOrphaned: true}), '! 1039 Farid Tanaka (deleted)'],
	[
		'a deleted owner without room for the word',
		cellAt('handler', 20, {isOrphaned: true}),
		'! 1039 Farid Tanaka',
	],
	['an act that waits', cellAt('handler', 34, {isPending: true}), '⇡ 1039 Farid Tanaka'],
	['a session that is gone', cellAt('handler', 34, {absence: 'gone'}), '∅ 1039 Farid Tanaka (gone)'],
	[
		'a session that the API does not show, of a deleted owner',
		cellAt('handler', 45, {absence: 'not visible', isOrphaned: true}),
		'? ! 1039 Farid Tanaka (deleted, not visible)',
	],
	['a closed session', cellAt('status', 8), '○ closed'],
	['a message that failed', cellAt('messages', 6), '!5'],
	['a way in', cellAt('channel', 20), 'Live Chat Web shop'],
	['a way in without room for its name', cellAt('channel', 9), 'Live Chat'],
	['a way in with room for some of its name', cellAt('channel', 15), 'Live Chat Web …'],
	['a customer without room for the number', cellAt('customer', 12), 'Yuki García'],
] as const) {
	test(`how the list tells ${what}`, t => {
		t.is(cell, text);
	});
}
