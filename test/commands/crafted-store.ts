import {cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {startApp} from '../../source/app/start-app.js';
import {Refusal} from '../../source/domain/refusal.js';
import {drawOnce} from '../../source/screen/once.js';
import {commandLineOn} from '../helpers/command-line.js';
import {type Craft, readCraft, writeCraft} from '../helpers/crafted-store.js';
import {seed, trials} from '../helpers/random.js';
import {ann, realFiles, temporaryFolder, temporaryStore} from '../helpers/store.js';

const secretWord = 'OUTSIDE';

const document = (ids: readonly number[]): object => ({
	pbx: {name: 'Office', firmware: '37.23.0.31', omnichannel_messaging: 1, api: 1},
	extensions: [{id: 7, number: '1007', name: 'Ann'}],
	message_queues: [{id: 5, name: 'Support'}],
	sessions: ids.map(id => ({
		id,
		type: 'sms',
		did_number: '+1',
		to: {user_type: 2, user_no: `+2${id}`, username: `Customer ${id}`},
		queue_id: 5,
	})),
	messages: ids.map(id => ({
		session_id: id,
		records: [1, 2, 3].map(number => ({
			msg_id: id * 10 + number,
			msg_type: 0,
			send_time: 1_700_000_000 + id * 100 + number,
			sender: {user_type: 2, user_no: `+2${id}`},
			msg_body: `message ${number} of ${id}`,
			msg_files: [{name: 'a.png', size: 3}],
		})),
	})),
});

/** A store with a long life, in a folder with others beside it. */
const sandboxOf = async (t: ExecutionContext): Promise<string> => {
	const folder = await temporaryStore(t, document([1, 2, 3, 4, 5, 6]));
	const chatlogs = commandLineOn(folder);
	for (const argv of [
		['platform', 'set', 'https://platform.example/chats'],
		['transfer', '1', '2', '--to', 'api'],
		['deliver'],
		['delete', '3', '4', '--note', 'old'],
		['delete-messages', '5', '51'],
		['undo', '5'],
		['delete', '3'],
		['purge', '3', '--erase'],
		['transfer', '6', '--to', 'extension:1007'],
	])
		t.is(
			await chatlogs.code([...argv, ...(argv[0] === 'platform' || argv[0] === 'deliver' ? [] : ['--yes'])]),
			0,
			argv.join(' '),
		);
	const sandbox = path.join(path.dirname(folder), 'sandbox');
	mkdirSync(sandbox);
	cpSync(folder, path.join(sandbox, 'store'), {recursive: true});
	for (const name of readdirSync(folder).filter(each => each.startsWith('m'))) {
		const other = readFileSync(path.join(folder, name), 'utf8').replaceAll('message', secretWord);
		writeFileSync(path.join(sandbox, name), other);
	}

	writeFileSync(path.join(sandbox, 'x'), `${secretWord}\n`.repeat(500));
	mkdirSync(path.join(sandbox, 'backup'));
	writeFileSync(path.join(sandbox, 'import.json'), JSON.stringify(document([5, 8])));
	return sandbox;
};

/** What lies beside the store, with its content and age. */
const outside = (sandbox: string): string =>
	readdirSync(sandbox, {recursive: true, encoding: 'utf8'})
		.filter(name => name !== 'store' && !name.startsWith(`store${path.sep}`) && !name.startsWith('out'))
		.toSorted()
		.map(name => {
			const file = path.join(sandbox, name);
			const status = statSync(file);
			return [name, status.mode, status.ino, status.isFile() ? readFileSync(file, 'latin1') : ''].join(' ');
		})
		.join('\n');

const commands: readonly (readonly string[])[] = [
	['list', '--json'],
	['list'],
	['show', '1'],
	['operations', '1'],
	['messages', '2', '--json'],
	['messages', '5', '--deleted'],
	['search', 'message'],
	['search', secretWord],
	['changes'],
	['changes', '3'],
	['stats'],
	['orphans'],
	['pbx'],
	['platform'],
	['export', '--format', 'json', '--output', '../out', '--force'],
	['check'],
	['transfer', '2', '--to', 'extension:1007', '--yes'],
	['delete', '1', '--yes'],
	['undo', '--yes'],
	['redo', '--yes'],
	['import', '../import.json'],
	['delete', '4', '--yes'],
	['purge', '4', '--yes', '--erase'],
	['deliver'],
	['check', '--repair'],
	['list'],
	['purge', '--before', '2030-01-01', '--yes', '--erase'],
	['check', '--repair'],
];

const values: readonly unknown[] = [
	'../x',
	'../m1.jsonl',
	'../../etc/passwd',
	'/etc/passwd',
	'm01.jsonl',
	'm1.jsonl/../../x',
	'm1.jsonl\n',
	'constructor',
	'__proto__',
	'',
	'NaN',
	'1',
	'Infinity',
	'\u001B[31m\u202E\uD800',
	'x'.repeat(300),
	-1,
	0,
	1,
	2,
	7,
	1.5,
	-0.5,
	8192,
	2 ** 31,
	2 ** 32,
	2 ** 53,
	1e300,
	null,
	true,
	false,
	[],
	[null],
	['../x'],
	{},
	{file: '../m1.jsonl', offset: 0, length: 10},
	{kind: 'purge'},
	undefined,
];

type Container = Record<string, unknown>;

/** Every field of a value, at every depth. */
const fieldsOf = (value: unknown): readonly (readonly [Container, string])[] =>
	typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, inner]) => [
				[value as Container, name] as const,
				...fieldsOf(inner),
			])
		: [];

const partsOf = (craft: Craft, part: keyof Craft): readonly unknown[] =>
	part === 'manifest'
		? [craft.manifest]
		: part === 'segments'
			? [...craft.segments.values()]
			: part === 'histories'
				? [...craft.histories.values()].flat().flatMap(({value}) => value ?? [])
				: craft.journal.map(({value}) => value);

/** Numbers that look like chance, and are the same each time. */
const chance = (seed: number): ((below: number) => number) => {
	let state = seed;
	return below => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
};

const parts: readonly (keyof Craft)[] = ['manifest', 'segments', 'histories', 'journal'];

/** Alters one field, and says which. */
const alter = (craft: Craft, part: keyof Craft, below: (most: number) => number): string => {
	const fields = partsOf(craft, part).flatMap(value => fieldsOf(value));
	const names = [...new Set(fields.map(([, name]) => name.replace(/^\d+$/, '0')))];
	const wanted = names[below(names.length)]!;
	const having = fields.filter(([, name]) => name.replace(/^\d+$/, '0') === wanted);
	const [container, name] = having[below(having.length)]!;
	const value = values[below(values.length)];
	container[name] = value;
	return `${part} ${name} = ${JSON.stringify({value}).slice(0, 50)}`;
};

test('whatever a store says, no command alters or shows a byte outside, and none ends as a bug', async t => {
	const template = await sandboxOf(t);
	const bugs: string[] = [];
	const outcomes: Record<string, number> = {};
	for (let trial = 0; trial < trials(16); trial++) {
		const below = chance(trial * 7919 + seed);
		for (let turn = 0; turn < 5; turn++) below(2);
		const sandbox = path.join(temporaryFolder(t), 's');
		cpSync(template, sandbox, {recursive: true, preserveTimestamps: true});
		const folder = path.join(sandbox, 'store');
		const craft = readCraft(folder);
		const part = parts[trial % parts.length]!;
		const said = alter(craft, part, below);
		// The purge is to be carried out again.
		if (trial % 8 < 4 && part !== 'manifest') craft.manifest.purged = 0;
		await writeCraft(folder, craft, part);
		const untouched = outside(sandbox);
		const chatlogs = commandLineOn(folder);
		const argvs = trial % 3 === 0 ? commands : commands.toSorted(() => below(3) - 1);
		for (const argv of argvs) {
			const at = argv.map(word => (word.startsWith('../') ? path.join(folder, word) : word));
			const {code, stdout, stderr} = await chatlogs(at);
			outcomes[code] = (outcomes[code] ?? 0) + 1;
			if (code === 70) bugs.push(`${said}; ${argv.join(' ')}: ${stderr.slice(0, 300)}`);
			if (outside(sandbox) !== untouched) bugs.push(`${said}; ${argv.join(' ')}: ALTERED OUTSIDE`);
			if (stdout.includes(secretWord)) bugs.push(`${said}; ${argv.join(' ')}: SHOWS OUTSIDE`);
		}

		try {
			await drawOnce(async hooks => startApp({folder, actor: ann, machine: realFiles}, hooks), {
				size: {columns: 100, rows: 30},
				filter: '',
			});
		} catch (error) {
			if (!(error instanceof Refusal))
				bugs.push(`${said}; --once: ${String((error as Error).stack).slice(0, 300)}`);
		}
	}

	t.log(JSON.stringify(outcomes));
	t.deepEqual(bugs, []);
});
