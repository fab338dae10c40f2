import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {inTurn, type Measure} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';
import {builtProgram, isInstalled} from './programs.js';
import {TerminalProcess} from './terminal-process.js';

/** Headings of the list; they come in one frame with its rows. */
export const heading = 'Last active';

const lnavFormat = {
	chatlogs_sessions: {
		title: 'Sessions',
		json: true,
		'hide-extra': true,
		'line-format': [{field: '__timestamp__'}, ' session ', {field: 'id'}, ' ', {field: 'body'}],
		'timestamp-field': 'at',
		'body-field': 'body',
		value: {id: {kind: 'integer'}},
	},
};

/** The command that shows JSON Lines in lnav by columns of our choice. */
const lnav = (folder: string, lines: string): readonly [string, ...string[]] => {
	const formats = path.join(folder, 'lnav', 'formats', 'chatlogs');
	mkdirSync(formats, {recursive: true});
	writeFileSync(path.join(formats, 'format.json'), JSON.stringify(lnavFormat));
	return ['lnav', '-I', path.join(folder, 'lnav'), lines];
};

/** The command that shows a mailbox in neomutt, without anybody's configuration and without writing to it. */
export const neomutt = (mailbox: string): readonly [string, ...string[]] => {
	const unconfigured = ['-n', '-F', '/dev/null', '-e', 'set folder="/"'];
	return ['neomutt', ...unconfigured, '-R', '-f', mailbox];
};

export const chatlogs = (store: string): readonly [string, ...string[]] => [
	process.execPath,
	builtProgram,
	'--store',
	store,
];

/** Milliseconds from the start of a program until it shows the text. */
const until =
	(text: string, command: readonly [string, ...string[]], folder: string): Measure =>
	async () => {
		const terminal = new TerminalProcess(command, folder);
		const milliseconds = await terminal.shows(text);
		await terminal.end();
		return milliseconds;
	};

const peersOf = async ({stores, standard, folder, report}: Bench): Promise<Record<string, Measure>> => {
	const commands: Record<string, () => Promise<Measure>> = {
		lnav: async () => until(' session ', lnav(folder, await stores.lines(standard)), folder),
		neomutt: async () => until('Session ', neomutt(await stores.mailbox(standard)), folder),
	};
	const peers: Record<string, Measure> = {};
	for (const [name, make] of Object.entries(commands)) {
		if (isInstalled(name)) peers[name] = await make();
		else report.note(`skipped: ${name} is not installed`);
	}

	return peers;
};

const peerTargets: readonly (readonly [name: string, what: string, ratioAtMost: number])[] = [
	['lnav', 'lnav, JSON Lines', 0.6],
	['neomutt', 'neomutt, a mail a session', 0.1],
];

/** How long one waits for something to look at. */
export const firstFrame = async (bench: Bench): Promise<void> => {
	const {stores, programs, folder, sizes, standard, report, rounds} = bench;
	const measures: Record<string, Measure> = await peersOf(bench);
	for (const size of sizes) measures[`${size}`] = until(heading, chatlogs(await stores.folder(size)), folder);
	measures.fixed = until(
		heading,
		programs.command('fixed-screen', [await stores.screenful(standard), await stores.folder(standard)]),
		folder,
	);
	const taken = await inTurn(rounds(15), measures);
	for (const size of sizes) {
		report.add({
			what: `first frame, ${count(size)} sessions`,
			unit: 'ms',
			values: taken[`${size}`]!,
			peer: {name: 'same, fixed rows', values: taken.fixed!},
			ratioAtMost: 1.3,
		});
	}

	const [smallest, largest] = [sizes[0]!, sizes.at(-1)!];
	if (largest > smallest) {
		report.add({
			what: `first frame, ${count(largest)} sessions`,
			unit: 'ms',
			values: taken[`${largest}`]!,
			peer: {name: count(smallest), values: taken[`${smallest}`]!},
			ratioAtMost: 1.15,
		});
	}

	for (const [name, what, ratioAtMost] of peerTargets) {
		const values = taken[name];
		if (values === undefined) continue;
		report.add({
			what: `first frame, ${count(standard)} sessions`,
			unit: 'ms',
			values: taken[`${standard}`]!,
			peer: {name: what, values},
			ratioAtMost: whenLarge(standard, ratioAtMost),
		});
	}
};
