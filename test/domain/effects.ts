import test from 'ava';
import {type Effects} from '../../source/domain/change.js';
import {
	alteredSessions,
	destroyedSessions,
	type Effect,
	effectsOn,
	touchedSessions,
} from '../../source/domain/effects.js';
import {ann, support} from '../helpers/office.js';

const counts = {messages: 2, failed: 1, files: 0};
const set = {session: 5, ids: [51, 52], ...counts};

/** What each field of a change does, and whether it alters the sessions; a field that is new has to be told here. */
const cases: Readonly<
	Record<keyof Effects, readonly [effects: Effects, expected: readonly Effect[], alters: boolean]>
> = {
	moves: [
		{
			moves: [
				{from: ann, to: support, sessions: [1, 2]},
				{from: support, to: ann, sessions: [3]},
			],
		},
		[
			{kind: 'moved', from: ann, to: support, sessions: [1, 2]},
			{kind: 'moved', from: support, to: ann, sessions: [3]},
		],
		true,
	],
	deleted: [{deleted: [1]}, [{kind: 'deleted', sessions: [1]}], true],
	restored: [{restored: [1]}, [{kind: 'restored', sessions: [1]}], true],
	closed: [{closed: [1]}, [{kind: 'closed', sessions: [1]}], true],
	reopened: [{reopened: [1]}, [{kind: 'reopened', sessions: [1]}], true],
	archived: [{archived: [1]}, [{kind: 'archived', sessions: [1]}], true],
	unarchived: [{unarchived: [1]}, [{kind: 'unarchived', sessions: [1]}], true],
	messagesDeleted: [
		{messagesDeleted: [set]},
		[{kind: 'messages-deleted', sessions: [5], ids: [51, 52], counts}],
		true,
	],
	messagesRestored: [
		{messagesRestored: [set]},
		[{kind: 'messages-restored', sessions: [5], ids: [51, 52], counts}],
		true,
	],
	purged: [
		{purged: [{from: ann, sessions: [1, 2], messages: 3}]},
		[{kind: 'purged', sessions: [1, 2]}],
		true,
	],
	messagesPurged: [
		{messagesPurged: [{session: 5, ids: [51]}]},
		[{kind: 'messages-purged', sessions: [5], ids: [51]}],
		true,
	],
	deliveries: [
		{deliveries: [{of: 7, sessions: [1, 2], tries: 1}]},
		[{kind: 'told', sessions: [1, 2]}],
		false,
	],
	confirmed: [
		{confirmed: [{to: ann, sessions: [1, 2]}]},
		[{kind: 'confirmed', to: ann, sessions: [1, 2]}],
		false,
	],
	held: [{held: [1, 2]}, [{kind: 'held', sessions: [1, 2]}], false],
	released: [{released: [1]}, [{kind: 'released', sessions: [1]}], false],
	begun: [{begun: [{of: 7, sessions: [1]}]}, [{kind: 'partly-told', sessions: [1]}], false],
};

for (const [field, [effects, expected, alters]] of Object.entries(cases)) {
	test(`says what a change does by: ${field}`, t => {
		t.deepEqual([...effectsOn(effects)], expected);
		const sessions = new Set(expected.flatMap(effect => effect.sessions));
		t.deepEqual(touchedSessions(effects), sessions);
		t.deepEqual(alteredSessions(effects), alters ? sessions : new Set());
	});
}

test('a hold has to ask about the fields by which something is lost', t => {
	const destroying = Object.entries(cases).flatMap(([field, [effects]]) =>
		destroyedSessions(effects).size > 0 ? field : [],
	);
	t.deepEqual(destroying, ['deleted', 'messagesDeleted', 'purged', 'messagesPurged']);
	t.deepEqual(
		destroyedSessions({deleted: [1], purged: [{from: ann, sessions: [2], messages: 1}], closed: [3]}),
		new Set([1, 2]),
	);
});
