import test from 'ava';
import {lex, quoteValue} from '../../../source/domain/language/lexer.js';
import {anyCharacter, fc} from '../../helpers/random.js';

test('splits at spaces outside quotes and tells where each token lies', t => {
	const tokens = lex('  maria  -status:open sender:"李 雷",bob\t"a b"');
	t.deepEqual(
		tokens.map(({at, end, negated, field, values}) => [
			at,
			end,
			negated,
			field?.text,
			values.map(({text}) => text),
		]),
		[
			[2, 7, false, undefined, ['maria']],
			[9, 21, true, 'status', ['open']],
			[22, 38, false, 'sender', ['李 雷', 'bob']],
			[39, 44, false, undefined, ['a b']],
		],
	);
});

const single: readonly (readonly [text: string, field: string | undefined, values: readonly string[]])[] = [
	['STATUS:Open', 'status', ['Open']],
	['handler:queue:Support', 'handler', ['queue:Support']],
	['handler:queue:"Tech Support"', 'handler', ['queue:Tech Support']],
	['"status:open"', undefined, ['status:open']],
	['12:30', undefined, ['12:30']],
	['a,b', undefined, ['a,b']],
	['channel:a,,b,', 'channel', ['a', '', 'b', '']],
	['sender:"a,b"', 'sender', ['a,b']],
	[String.raw`"say \"hi\" \\ \n"`, undefined, [String.raw`say "hi" \ \n`]],
	[String.raw`c:\x`, 'c', [String.raw`\x`]],
];

for (const [text, field, values] of single) {
	test(`reads ${text} as one token`, t => {
		const [token, ...more] = lex(text);
		t.is(token?.field?.text, field);
		t.deepEqual(
			token?.values.map(value => value.text),
			values,
		);
		t.deepEqual(more, []);
	});
}

test('tells where a quote begins that has no end', t => {
	t.is(lex('ann sender:"maria gonz')[1]?.openQuote, 11);
});

test('reads back any value that was quoted where needed', t => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: anyCharacter}), {minLength: 1}), values => {
			const [token, ...more] = lex(`sender:${values.map(quoteValue).join(',')}`);
			t.deepEqual(
				token?.values.map(({text}) => text),
				values,
			);
			t.deepEqual(more, []);
		}),
	);
});
