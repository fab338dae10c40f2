import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {fc, trials} from '../helpers/random.js';
import {temporaryFolder} from '../helpers/store.js';

const facebook = 'your_activity_across_facebook/messages';

const exported: Readonly<Record<string, readonly string[]>> = {
	whatsapp: [
		'chat-miner/whatsapp/test_ddmmyy_24hrs.txt',
		'chat-miner/whatsapp/test_[mmddyy]_24hrs.txt',
		'chat-miner/whatsapp/test_mmddyyyy_12hrs.txt',
		'pustur/short-chat.txt',
	],
	facebook: [
		`msgvault-facebook/json_nontext/${facebook}/inbox/sam_NONTXT/message_1.json`,
		`msgvault-facebook/json_group/${facebook}/inbox/crew_GRP123/message_1.json`,
		`msgvault-facebook/e2ee_simple/${facebook}/alice_1.json`,
	],
	twilio: ['twilio/conversations-api-examples.json', 'twilio/messages-api-examples.json'],
	chatwoot: ['chatwoot/conversations-list.json'],
};

const table = `at,from,to,channel,text
2026-11-01 10:00,+15550101,+15550199,sms,"Hi, all"
2026-11-01 10:05,+15550199,+15550101,sms,Hello
1762000000,+15550102,+15550199,whatsapp,"Two
lines"
`;

const samples = [
	{source: 'csv', name: 'chats.csv', text: table},
	...Object.entries(exported).flatMap(([source, files]) =>
		files.map(file => ({
			source,
			name: file.endsWith('.json') ? 'message_1.json' : 'WhatsApp Chat with Anna.txt',
			text: readFileSync(path.join('test/fixtures/exports', file), 'utf8'),
		})),
	),
];

const emptyValues = [null, '', ' ', [], {}, [[]], [null]];
const numbers = [
	0,
	-1,
	0.5,
	1e21,
	-1e21,
	1e300,
	2 ** 53,
	'-5',
	'1e99',
	'0x10',
	'NaN',
	'12345678901234567890',
];
const texts = ['\u{0}', '\u{D800}', '\u{202E}\u{1B}[31m', '__proto__', 'x'.repeat(5000)];
const others = [true, {id: 1}, '9999-12-31T23:59:59Z', '0000-00-00'];

/** What stands in the place of something else, and where. */
const strange = fc.record({
	at: fc.nat(1_000_000),
	value: fc.constantFrom<unknown>(...emptyValues, ...numbers, ...texts, ...others),
});

const jsonValue = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null/gi;

const replaced = (text: string, start: number, end: number, by: string): string =>
	text.slice(0, start) + by + text.slice(end);

const withStrange = (
	text: string,
	{at, value}: {readonly at: number; readonly value: unknown},
	isJson: boolean,
) => {
	const json = JSON.stringify(value);
	if (!isJson) {
		const start = at % text.length;
		return replaced(text, start, start + (at % 7), typeof value === 'string' ? value : json);
	}

	const values = [...text.matchAll(jsonValue)];
	const one = values[at % values.length];
	return one ? replaced(text, one.index, one.index + one[0].length, json) : text;
};

test('an export with strange values is taken in or refused, a second time changes nothing, and the store is sound', async t => {
	const folder = temporaryFolder(t);
	const store = path.join(folder, 'store');
	const chatlogs = commandLineOn(store);
	const told = async (...argv: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
		const {code, stdout, stderr} = await chatlogs([...argv, '--json']);
		// Of an import, 1 says that records were refused.
		if (code !== 0 && !(code === 1 && argv[0] === 'import')) throw new Error(`${argv.join(' ')}: ${stderr}`);
		return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
	};

	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...samples),
			fc.array(strange, {minLength: 1, maxLength: 6}),
			async ({source, name, text}, changes) => {
				rmSync(store, {recursive: true, force: true});
				const file = path.join(folder, name);
				const isJson = name.endsWith('.json');
				writeFileSync(
					file,
					changes.reduce((before, change) => withStrange(before, change, isJson), text),
				);
				const importing = ['import', file, '--from', source, '--self', 'Ben'];
				const {code, stderr} = await chatlogs([...importing, '--json']);
				if (![0, 1, 2].includes(code)) throw new Error(stderr);
				if (!existsSync(store)) return;
				await told('check');
				const {added, changed} = await told(...importing);
				if (added !== 0 || changed !== 0) throw new Error(`Again ${String(added)} and ${String(changed)}`);
				const {sessions} = await told('list');
				for (const {id, messages: count} of sessions as readonly {id: number; messages: number}[]) {
					const {messages} = await told('messages', String(id));
					if ((messages as readonly unknown[]).length !== count) throw new Error(`Session ${id}`);
				}
			},
		),
		{numRuns: trials(20)},
	);
	t.pass();
});
