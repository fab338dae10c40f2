import test from 'ava';
import {demoData} from '../../source/demo/demo-data.js';
import {hostiles} from '../../source/demo/hostile-data.js';

const now = Date.UTC(2026, 10, 20, 14) / 1000;

const kinds: readonly (readonly [what: string, pattern: RegExp])[] = [
	['a clear screen', /\u001B\[2J/],
	['a clipboard write', /\u001B\]52;/],
	['a window title', /\u001B\]0;/],
	['a link with a false target', /\u001B\]8;;/],
	['an unfinished sequence', /\u001B\[$/],
	['C1 controls', /\u009B/],
	['an overwritten line', /\r[^\n]/],
	['backspaces and a bell', /\b.*\u0007/],
	['a bidi override', /\u202E/],
	['zero-width characters', /\u200B/],
	['tag characters', /[\u{E0061}-\u{E007A}]/u],
	['stacked marks', /\p{M}{10}/u],
	['ten thousand characters in a line', /^.{10000}$/],
	['a formula', /^=HYPERLINK\(/],
	['a spreadsheet command', /^\+cmd/],
];

const named: readonly (readonly [what: string, pattern: RegExp])[] = [
	['a line break', /\n/],
	['an escape sequence', /\u001B\[/],
	['nothing to be seen', /^\u3164$/],
];

const sessions = [...demoData({sessions: 200, seed: 3, now}).sessions];

for (const [what, pattern] of kinds) {
	test(`a message with ${what} is in a small demo`, t => {
		t.true(sessions.some(({messages}) => messages.some(({text}) => pattern.test(text))));
	});
}

for (const [what, pattern] of named) {
	test(`a customer whose name has ${what} is in a small demo`, t => {
		t.true(sessions.some(({told}) => pattern.test(told.customer.name)));
	});
}

test('every hostile text, name and file is in a small demo, and each is well-formed Unicode', t => {
	for (const {text, name, file} of hostiles) {
		const isThere = sessions.some(
			({told, messages}) =>
				(name === undefined || told.customer.name === name) &&
				(text === undefined || messages.some(message => message.text === text)) &&
				(file === undefined || messages.some(({files}) => files?.includes(file))),
		);
		t.true(isThere, JSON.stringify({text, name, file}));
		t.true(`${text}${name}${file?.name}`.isWellFormed());
	}
});

test('in a large demo they are rare', t => {
	const names = new Set(hostiles.map(({name}) => name));
	const texts = new Set(hostiles.map(({text}) => text));
	const many = [...demoData({sessions: 5000, seed: 3, now}).sessions];
	const odd = many.filter(
		({told, messages}) => names.has(told.customer.name) || texts.has(messages[0]!.text),
	);
	t.is(odd.length, 50);
});
