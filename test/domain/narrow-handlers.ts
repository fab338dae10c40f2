import test from 'ava';
import {apiHandler, type Handler, handlerLabel} from '../../source/domain/handler.js';
import {narrowed} from '../../source/domain/narrow-handlers.js';
import {standsIn, soughtFor} from '../../source/text/sought.js';
import {anyCharacter, fc} from '../helpers/random.js';

const extension = (number: string, name: string): Handler => ({
	kind: 'extension',
	id: Number(number),
	number,
	name,
});
const queue = (id: number, name: string): Handler => ({kind: 'queue', id, number: '', name});

const all = [
	extension('100', 'Ann Lee'),
	extension('1001', 'Lee Anders'),
	extension('2100', 'José Álvarez'),
	extension('3000', 'Joanna Stone'),
	queue(1, 'Anna-Support'),
	queue(2, 'Support'),
	queue(3, 'Tech support 100'),
	queue(4, '客服中心'),
	apiHandler,
].map(handler => ({handler}));

const labelsFor = (typed: string): readonly string[] =>
	narrowed(all, typed).map(({handler}) => handlerLabel(handler));

const examples = [
	{typed: '100', found: ['100 Ann Lee', '1001 Lee Anders', 'Tech support 100', '2100 José Álvarez']},
	{typed: ' 1001 ', found: ['1001 Lee Anders']},
	{typed: '100 a', found: ['100 Ann Lee']},
	{typed: 'ann', found: ['100 Ann Lee', 'Anna-Support', '3000 Joanna Stone']},
	{typed: 'SUPPORT', found: ['Support', 'Anna-Support', 'Tech support 100']},
	{typed: 'alv', found: ['2100 José Álvarez']},
	{typed: 'álv', found: ['2100 José Álvarez']},
	{typed: 'änn', found: []},
	{typed: '中心', found: ['客服中心']},
	{typed: 'platform', found: ['Analytics platform']},
	{typed: 'nobody', found: []},
] as const;

for (const {typed, found} of examples)
	test(`${JSON.stringify(typed)} finds: ${found.join(', ') || 'none'}`, t => {
		t.deepEqual(labelsFor(typed), found);
	});

test('without a text all stay in their order', t => {
	t.is(narrowed(all, ''), all);
	t.is(narrowed(all, '  '), all);
});

const items = fc
	.array(
		fc.record({
			number: fc.constantFrom('', '1', '10', '100', '1001', '2100'),
			name: fc.oneof(
				fc.constantFrom('', 'Ann', 'Ann Lee', 'Lee', 'Joann', 'ann-lee'),
				fc.string({unit: anyCharacter, maxLength: 6}),
			),
		}),
		{maxLength: 12},
	)
	.map(owners =>
		owners.map((owner, index) => ({handler: {kind: 'extension', id: index + 1, ...owner} as const})),
	);

const typing = fc.oneof(
	fc.constantFrom('', '1', '10', 'a', 'ann', 'lee', ' ', '(', '\\', '.*'),
	fc.string({unit: anyCharacter, maxLength: 3}),
);

test('exactly those that contain the text are found, each once', t => {
	fc.assert(
		fc.property(items, typing, (before, typed) => {
			const sought = soughtFor(typed.trim());
			const expected = before.filter(({handler}) => standsIn(sought, handlerLabel(handler)));
			const found = narrowed(before, typed);
			t.deepEqual(
				found.toSorted((a, b) => a.handler.id - b.handler.id),
				expected,
			);
		}),
	);
});

test('a whole number comes before all others, and equally good ones keep their order', t => {
	fc.assert(
		fc.property(items, fc.constantFrom('1', '10', '100'), (before, typed) => {
			const found = narrowed(before, typed);
			const isWhole = found.map(({handler}) => handler.number === typed || handler.name === typed);
			t.true(isWhole.lastIndexOf(true) <= isWhole.filter(Boolean).length - 1);
			const positions = found.filter((_, index) => isWhole[index]).map(item => before.indexOf(item));
			t.deepEqual(
				positions,
				positions.toSorted((a, b) => a - b),
			);
		}),
	);
});

test('narrowing further, then asking again, finds the same', t => {
	fc.assert(
		fc.property(items, typing, (before, typed) => {
			const once = narrowed(before, typed);
			t.deepEqual(narrowed(once, typed), once);
		}),
	);
});
