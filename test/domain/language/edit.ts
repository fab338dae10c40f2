import test from 'ava';
import {
	fieldValues,
	setField,
	sortBy,
	swapParties,
	toggleTerm,
	withoutUnfinished,
} from '../../../source/domain/language/edit.js';
import {anyCharacter, fc} from '../../helpers/random.js';

const toggles: readonly (readonly [before: string, after: string])[] = [
	['', 'is:orphaned'],
	['maria  status:open', 'maria  status:open is:orphaned'],
	['maria ', 'maria is:orphaned'],
	['is:orphaned', ''],
	['maria is:orphaned', 'maria'],
	['is:orphaned  maria', 'maria'],
	['a  IS:Orphaned b', 'a  b'],
	['-is:orphaned maria', 'is:orphaned maria'],
	['"is:orphaned"', '"is:orphaned" is:orphaned'],
	['is:orphaned,archived', 'is:orphaned,archived is:orphaned'],
	['a "maria go', 'a is:orphaned "maria go'],
];

for (const [before, after] of toggles) {
	test(`toggles is:orphaned in “${before}”`, t => {
		t.is(toggleTerm(before, 'is:orphaned'), after);
	});
}

const swaps: readonly (readonly [before: string, after: string])[] = [
	['sender:maria', 'recipient:maria'],
	['-recipient:"李 雷",b  x sender:+1*', '-sender:"李 雷",b  x recipient:+1*'],
	['Sender:a', 'recipient:a'],
	['"sender:a" sort:sender customer:b', '"sender:a" sort:sender customer:b'],
	['constructor:x', 'constructor:x'],
	['sender:"unclosed recipient:', 'recipient:"unclosed recipient:'],
];

for (const [before, after] of swaps) {
	test(`swaps sender and recipient in “${before}”`, t => {
		t.is(swapParties(before), after);
	});
}

test('swapping twice changes nothing', t => {
	const piece = fc.constantFrom('sender:', 'recipient:', '-', '"', ' ', ',', '\\', 'a', '李', 'sort:');
	fc.assert(
		fc.property(fc.array(piece), pieces => {
			const text = pieces.join('');
			t.is(swapParties(swapParties(text)), text);
		}),
	);
});

const sorts: readonly (readonly [before: string, key: 'active' | 'customer' | 'messages', after: string])[] =
	[
		['', 'customer', 'sort:customer'],
		['', 'active', 'sort:active'],
		['sort:active', 'active', 'sort:-active'],
		['maria sort:customer x', 'customer', 'maria sort:-customer x'],
		['maria sort:-customer x', 'customer', 'maria sort:customer x'],
		['maria sort:customer', 'messages', 'maria sort:-messages'],
		['sort:nonsense maria', 'customer', 'sort:customer maria'],
	];

for (const [before, key, after] of sorts) {
	test(`sorts “${before}” by ${key}`, t => {
		t.is(sortBy(before, key), after);
	});
}

const fields: readonly (readonly [before: string, values: readonly string[], after: string])[] = [
	['', ['maria'], 'sender:maria'],
	['a', ['李 雷', 'b,c'], 'a sender:"李 雷","b,c"'],
	['a sender:old  b', ['new'], 'a sender:new  b'],
	['sender:one a sender:two', ['new'], 'sender:new a'],
	['sender:one  a sender:two', [], 'a'],
	['-sender:kept', ['new'], '-sender:kept sender:new'],
	['a', [], 'a'],
	['sender:"go', ['x'], 'sender:x sender:"go'],
];

for (const [before, values, after] of fields) {
	test(`gives sender the values ${JSON.stringify(values)} in “${before}”`, t => {
		t.is(setField(before, 'sender', values), after);
	});
}

test('reads back the values that it gave a field, whatever else is there', t => {
	const before = fc.constantFrom('', 'a ', 'sender:x b', '-sender:"y z"', 'sender:"a b",c sender:d', 'a "b');
	fc.assert(
		fc.property(before, fc.array(fc.string({unit: anyCharacter}), {minLength: 1}), (text, values) => {
			t.deepEqual(fieldValues(setField(text, 'sender', values), 'sender'), values);
		}),
	);
});

test('a field that is not there has no values', t => {
	t.deepEqual(fieldValues('a -sender:b "sender:c"', 'sender'), []);
});

/** `|` is the caret. */
const unfinished: readonly (readonly [typed: string, lookedFor: string | undefined])[] = [
	['|', ''],
	['maria sta|', 'maria sta'],
	['maria status:|', 'maria'],
	['maria status:op|', 'maria'],
	['maria -status:op| costa', 'maria costa'],
	['maria status:op |', undefined],
	['maria stat:open|', 'maria'],
	['text:"a b|', ''],
	['status:op is:x|', undefined],
	['status:open|', 'status:open'],
];

for (const [typed, lookedFor] of unfinished) {
	test(`while “${typed}” is typed, it looks for ${lookedFor === undefined ? 'what it did before' : `“${lookedFor}”`}`, t => {
		t.is(withoutUnfinished(typed.replace('|', ''), typed.indexOf('|')), lookedFor);
	});
}
