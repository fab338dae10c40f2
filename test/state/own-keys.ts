import {readFileSync} from 'node:fs';
import test from 'ava';
import {actions, actionsOf} from '../../source/actions/registry.js';
import {createKeymap} from '../../source/state/keymap.js';
import {readKeyName} from '../../source/state/key-name.js';
import {readOwnKeys} from '../../source/state/own-keys.js';
import {type Place, textPlaces} from '../../source/state/state.js';
import {anyCharacter, fc, trials} from '../helpers/random.js';

const problemsOf = (value: unknown): readonly string[] => readOwnKeys(value, actions).problems;
const places = [...new Set(actions.flatMap(action => action.places))];

for (const [written, name] of [
	['x', 'x'],
	['X', 'X'],
	['é', 'é'],
	['e\u0301', 'é'],
	[' ', 'space'],
	['Space', 'space'],
	['Ctrl-T', 'ctrl-t'],
	['alt-T', 'alt-T'],
	['Shift-Tab', 'shift-tab'],
	['shift-Ctrl-↑', 'ctrl-shift-up'],
	['PgUp', 'page-up'],
	['ESC', 'escape'],
	['-', '-'],
	['alt--', 'alt--'],
	['ctrl-space', 'ctrl-space'],
] as const) {
	test(`“${written}” is the key ${name}`, t => {
		t.is(readKeyName(written), name);
	});
}

for (const written of [
	'',
	'xy',
	'f5',
	'ctrl-i',
	'ctrl-1',
	'ctrl-',
	'shift-d',
	'super-x',
	'\u001B',
	'\u202E',
	'\u0301',
])
	test(`${JSON.stringify(written)} is no key that a terminal sends`, t => {
		t.is(readKeyName(written), undefined);
	});

for (const [value, problem] of [
	[[], /^keys: expected an object/],
	['x', /^keys: expected an object/],
	[null, /^keys: expected an object/],
	[{'session.transfr': 'x'}, /^keys: there is no action “session.transfr”; did you mean session.transfer\?$/],
	[{__proto__: null, constructor: 'x'}, /^keys: there is no action “constructor”$/],
	[{'session.transfer': 1}, /^keys\.session\.transfer: expected a key/],
	[{'session.transfer': ['a', null]}, /^keys\.session\.transfer: expected a key/],
	[{'session.transfer': ['a', 'none']}, /^keys\.session\.transfer: “none” is no key/],
	[
		{'session.transfer': Array.from({length: 9}, (_, index) => String(index))},
		/^keys\.session\.transfer: expected at most 8 keys/,
	],
	[{'session.transfer': 'hyper-x'}, /^keys\.session\.transfer: “hyper-x” is no key/],
	[{'session.transfer': '\u001B[2J'}, /^keys\.session\.transfer: “\^\[\[2J” is no key/],
	[{'session.transfer': 'd'}, /^keys\.session\.transfer: d is the key of session\.delete in list$/],
	[
		{'session.transfer': {list: 'o'}},
		/^keys\.session\.transfer\.list: o is the key of operations\.open in list$/,
	],
	[{'session.transfer': {sites: 'o'}}, /^keys\.session\.transfer: “sites” is none of its places/],
	[{'session.transfer': 'escape'}, /^keys\.session\.transfer: Esc is the key of place\.back in list$/],
	[{'session.transfer': 'ctrl-c'}, /^keys\.session\.transfer: Ctrl-C is the key of app\.interrupt in list$/],
	[{'pane.close': 'none'}, /^keys\.pane\.close: Esc always leads out/],
	[{'app.interrupt': 'none'}, /^keys\.app\.interrupt: Ctrl-C always leads out/],
	[{'filter.apply': 'a'}, /^keys\.filter\.apply: “a” is for the text that is typed in filter$/],
	[{'filter.apply': 'backspace'}, /^keys\.filter\.apply: “backspace” is for the text/],
	[
		{'confirmation.agree': 'enter', 'confirmation.enter': 'none'},
		/^keys\.confirmation\.agree: Enter is pressed/,
	],
	[{'confirmation.agree': 'space'}, /^keys\.confirmation\.agree: Space is pressed in passing/],
	[{'confirmation.agree': 't'}, /^keys\.confirmation\.agree: t asks \(.+\), so it cannot agree as well$/],
	[{'question.agree': 'D', 'session.delete': 'D'}, /^keys\.question\.agree: D asks/],
	[{'session.delete': 'y', 'copy.id': 'none'}, /^keys\.session\.delete: y agrees/],
	[{'session.transfer-again': 'y', 'copy.id': 'none'}, /^keys\.session\.transfer-again: y agrees/],
	[{'destination.choose': 'ctrl-y', 'confirmation.agree': 'ctrl-y'}, /^keys\.(?:.+): Ctrl-Y a/],
] as const)
	test(`it is told what is wrong with ${JSON.stringify(value)}`, t => {
		const {own, problems} = readOwnKeys(value, actions);
		t.regex(problems[0] ?? '', problem);
		t.is(createKeymap(actions, own).actionFor('confirmation', 'y')?.id, 'confirmation.agree');
		t.is(createKeymap(actions, own).actionFor('list', 't')?.id, 'session.transfer');
	});

test('keys can be swapped, be others in one place, and go', t => {
	const value = {'session.delete': 'x', 'filter.swap': ['d', 'ctrl-x'], 'messages.merge': {messages: 'none'}};
	t.deepEqual(problemsOf(value), []);
	const {actionFor, keysOf, keyOf} = createKeymap(actions, readOwnKeys(value, actions).own);
	t.is(actionFor('list', 'x')?.id, 'session.delete');
	t.is(actionFor('list', 'd')?.id, 'filter.swap');
	t.is(actionFor('messages', 'd'), undefined);
	t.is(actionFor('messages', 'm'), undefined);
	t.deepEqual(keysOf('messages.merge', 'operations'), ['m']);
	t.is(keyOf('messages.merge'), 'm');
});

test('the way out stays beside one’s own key', t => {
	const {own, problems} = readOwnKeys({'pane.close': 'b'}, actions);
	t.deepEqual(problems, []);
	t.deepEqual(createKeymap(actions, own).keysOf('pane.close', 'messages'), ['b', 'escape']);
});

test('where an entry is left out, those that counted on it are, too', t => {
	const {own, problems} = readOwnKeys(
		{'session.transfer': 'd', 'session.delete': ['x', 'nonsense']},
		actions,
	);
	t.is(problems.length, 2);
	t.deepEqual(own, {});
});

test('very many entries are told and take no time', t => {
	const many = Object.fromEntries(Array.from({length: 50_000}, (_, index) => [`a${index}`, 'x']));
	const problems = problemsOf(many);
	t.is(problems[0], 'keys: only the first 500 of 50000 entries are read');
	t.is(problems.length, 501);
	t.true(
		problemsOf({['a'.repeat(1_000_000)]: 'x', 'session.transfer': 'x'.repeat(1_000_000)}).every(
			each => each.length < 300,
		),
	);
});

/** No key twice in a place, no way out lost, nothing typed lost, and no haste. */
const brokenLaws = (own: ReturnType<typeof readOwnKeys>['own']): readonly string[] => {
	const {actionFor, keysOf} = createKeymap(actions, own);
	const broken: string[] = [];
	for (const place of places) {
		for (const action of actionsOf(place)) {
			for (const key of keysOf(action.id, place)) {
				if (actionFor(place, key) !== action) broken.push(`${key} in ${place} is not ${action.id}`);
				if (textPlaces.has(place) && (key.length === 1 || key === 'space')) broken.push(`${key} in ${place}`);
				const isHasty =
					key === 'enter' ||
					key === 'space' ||
					actions.some(
						({id, asks, places: where}) => asks && where.some(each => keysOf(id, each).includes(key)),
					);
				if (action.agrees && isHasty) broken.push(`${key} agrees`);
			}
		}

		if (actionFor(place, 'escape') === undefined) broken.push(`no way out of ${place}`);
		if (actionFor(place, 'ctrl-c')?.id !== 'app.interrupt') broken.push(`no Ctrl-C in ${place}`);
	}

	return broken;
};

const someKey = fc.oneof(
	fc.constantFrom(...new Set(actions.flatMap(action => action.keys))),
	fc.constantFrom('none', 'ctrl-x', 'alt-x', 'α', 'β', 'F', 'Enter', 'space', 'Esc', '~'),
	fc.string({unit: anyCharacter, maxLength: 3}),
);
const someKeys = fc.oneof(someKey, fc.array(someKey, {maxLength: 3}));
const somePlace: fc.Arbitrary<string> = fc.constantFrom<Place>(...places);

test('whatever the preferences say, no key means two things and none is lost', t => {
	const wanted = fc.dictionary(
		fc.constantFrom(...actions.map(({id}) => id)),
		fc.oneof(someKeys, fc.dictionary(somePlace, someKeys, {maxKeys: 3}), fc.jsonValue()),
		{maxKeys: 30},
	);
	let used = 0;
	fc.assert(
		fc.property(fc.oneof({weight: 9, arbitrary: wanted}, {weight: 1, arbitrary: fc.jsonValue()}), value => {
			const {own} = readOwnKeys(value, actions);
			used += Object.keys(own).length;
			t.deepEqual(brokenLaws(own), []);
		}),
		{numRuns: trials(200)},
	);
	t.true(used > 0);
});

test('keys may change places among the actions of a place as one likes', t => {
	const inList = actions
		.filter(({places: [first, ...more], asks}) => first === 'list' && more.length === 0 && !asks)
		.filter(({keys}) => !keys.includes('escape'));
	const permutation = fc.shuffledSubarray(
		inList.map(({keys}) => keys),
		{minLength: inList.length},
	);
	fc.assert(
		fc.property(permutation, dealt => {
			const value = Object.fromEntries(inList.map(({id}, index) => [id, dealt[index]]));
			const {own, problems} = readOwnKeys(value, actions);
			t.deepEqual(problems, []);
			const {actionFor} = createKeymap(actions, own);
			for (const [index, {id}] of inList.entries())
				for (const key of dealt[index]!) t.is(actionFor('list', key)?.id, id);
		}),
		{numRuns: trials(50)},
	);
	t.true(inList.length > 10);
});

test('the keys in the manual’s example can be used', t => {
	const [, example] = /```json\n(.+?)```/s.exec(readFileSync('source/manual/keys.md', 'utf8'))!;
	const {keys} = JSON.parse(example!) as {keys: object};
	t.true(Object.keys(keys).length > 2);
	t.deepEqual(problemsOf(keys), []);
});
