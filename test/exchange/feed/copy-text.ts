import test from 'ava';
import {text} from 'node:stream/consumers';
import {CopyText, type CopyValue} from '../../../source/exchange/feed/copy-text.js';
import {hostileText} from '../../helpers/hostile-text.js';
import {fc} from '../../helpers/random.js';

const lines: readonly (readonly [CopyValue, string])[] = [
	[undefined, String.raw`\N`],
	[String.raw`\N`, String.raw`\\N`],
	[String.raw`\.`, String.raw`\\.`],
	['a\tb\nc\rd\\', String.raw`a\tb\nc\rd\\`],
	['a\0b\uD83D', 'a\uFFFDb\uFFFD'],
	['', ''],
	[true, 'true'],
	[2 ** 53 - 1, '9007199254740991'],
	[{at: 1_600_000_000}, '2020-09-13T12:26:40.000Z'],
	[{at: 8_640_000_000_000}, '275760-09-13T00:00:00.000Z'],
	[
		{json: {a: '\0', b: String.raw`\u0000`, c: '\uDE00'}},
		String.raw`{"a":"\\ufffd","b":"\\\\u0000","c":"\\ufffd"}`,
	],
];

for (const [value, line] of lines) {
	test(`COPY is given ${JSON.stringify(line)}`, t => {
		t.is(new CopyText().line([value]), `${line}\n`);
	});
}

const unescaped: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', '\\': '\\'};

test('any text comes out of COPY as it went in, but for what no text of a database can hold, which is counted', async t => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(hostileText, hostileText)), async rows => {
			const copy = new CopyText();
			const copied = await text(copy.stream(rows));
			const back = copied
				.split('\n')
				.slice(0, -1)
				.map(line =>
					line.split('\t').map(field => field.replaceAll(/\\(.)/g, (_, sign: string) => unescaped[sign]!)),
				);
			t.deepEqual(
				back,
				rows.map(row => row.map(each => each.toWellFormed().replaceAll('\0', '\uFFFD'))),
			);
			t.is(copy.altered, rows.flat().filter(each => !each.isWellFormed() || each.includes('\0')).length);
		}),
	);
});
