import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {commandLineOn} from '../test/helpers/command-line.js';
import {sampleFile} from '../test/helpers/store.js';

/** What happens to the store whose files are shown: one act of each kind that writes in a way of its own. */
const acts: readonly (readonly string[])[] = [
	['import', sampleFile],
	[
		'transfer',
		'--filter',
		'handler:1013 is:orphaned',
		'--to',
		'queue:Support',
		'--note',
		'Hugo left',
		'--yes',
	],
	['import', '-'],
	['platform', 'set', 'https://analytics.example.com/chats'],
	['transfer', '3069', '--to', 'api', '--yes'],
	['deliver'],
];

/** What a customer wrote meanwhile, as an event of the PBX tells it. */
const event = {
	type: 30_031,
	msg: {
		session_id: 3069,
		msg_id: 50_400,
		sender: {user_type: 2, user_no: '+15552002490', username: 'Olga Costa'},
		msg_kind: 0,
		msg_type: 0,
		msg_body: 'Thank you!',
		send_time: 1_795_342_000,
	},
};

const mostElements = 2;
const mostCharacters = 60;
const mostLines = 2;

const ellipsis = '…';

const cut = (text: string): string =>
	text.length <= mostCharacters ? text : text.slice(0, mostCharacters) + ellipsis;

/** JSON on one line, with long lists and texts cut. */
const shortened = (value: unknown): string => {
	if (Array.isArray(value)) {
		const elements = value.slice(0, mostElements).map(shortened);
		return `[${[...elements, ...(value.length > mostElements ? [ellipsis] : [])].join(',')}]`;
	}

	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${shortened(each)}`);
		return `{${entries.join(',')}}`;
	}

	return JSON.stringify(typeof value === 'string' ? cut(value) : value);
};

const drawFile = (folder: string, name: string): string => {
	const lines = readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean);
	if (lines.length === 0) return `\`${name}\` is empty.`;
	const shown = lines.slice(0, mostLines).map(line => shortened(JSON.parse(line)));
	const rest = lines.length > mostLines ? [ellipsis] : [];
	return [`\`${name}\`:`, '', '```json', ...shown, ...rest, '```'].join('\n');
};

/**
The first lines of each file of a small store, shortened. The program itself makes it, with the clock of the tests.
@throws Error if an act does not succeed
*/
export const drawExampleStore = async (): Promise<string> => {
	const temporary = mkdtempSync(path.join(os.tmpdir(), 'chatlogs-docs-'));
	try {
		const folder = path.join(temporary, 'store');
		const run = commandLineOn(folder);
		for (const act of acts) {
			const {code, stderr} = await run(act, {stdin: JSON.stringify(event)});
			if (code !== 0) throw new Error(`${act.join(' ')} ends with ${code}: ${stderr}`);
		}

		const names = readdirSync(folder).toSorted();
		return names.map(name => drawFile(folder, name)).join('\n\n');
	} finally {
		rmSync(temporary, {recursive: true});
	}
};
