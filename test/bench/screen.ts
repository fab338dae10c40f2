import {setTimeout as pause} from 'node:timers/promises';
import {chatlogs, heading, neomutt} from './first-frame.js';
import {quantile} from './figures.js';
import {type Bench, count} from './group.js';
import {kernelFigure} from './kernel-figure.js';
import {isInstalled} from './programs.js';
import {TerminalProcess} from './terminal-process.js';

/** Moves of the cursor that stay on the page: so many down, so many up. */
const page = 40;

interface Mover {
	readonly name: string;
	readonly terminal: TerminalProcess;
	readonly down: string;
	readonly up: string;
	readonly times: number[];
	readonly bytes: number[];
}

const start = async ({stores, standard, folder, report}: Bench): Promise<Mover[]> => {
	const lines = await stores.lines(standard);
	const candidates = [
		{name: 'less', command: ['less', '-S', lines], down: 'j', up: 'k'},
		{name: 'fzf', command: ['sh', '-c', 'exec fzf < "$0"', lines], down: '\u001B[A', up: '\u001B[B'},
		{name: 'neomutt', command: neomutt(await stores.mailbox(standard)), down: 'j', up: 'k'},
	] as const;
	const movers: Omit<Mover, 'times' | 'bytes'>[] = [
		{
			name: 'chatlogs',
			terminal: new TerminalProcess(chatlogs(await stores.folder(standard)), folder),
			down: 'j',
			up: 'k',
		},
	];
	for (const {name, command, down, up} of candidates) {
		if (isInstalled(name)) movers.push({name, terminal: new TerminalProcess(command, folder), down, up});
		else report.note(`skipped: ${name} is not installed`);
	}

	for (const {terminal} of movers) await terminal.isQuiet(3000);
	// Neomutt begins at the end of the list.
	return Promise.all(
		movers.map(async mover => {
			if (mover.name === 'neomutt') await mover.terminal.press('=');
			return {...mover, times: [], bytes: []};
		}),
	);
};

const move = async (movers: readonly Mover[], isDown: boolean): Promise<void> => {
	for (const {terminal, down, up, times, bytes} of movers) {
		const drawn = await terminal.press(isDown ? down : up);
		times.push(drawn.milliseconds);
		bytes.push(drawn.bytes);
	}
};

const forget = (movers: readonly Mover[]): void => {
	for (const {times, bytes} of movers) times.length = bytes.length = 0;
};

const tell = (
	{report}: Bench,
	what: string,
	[ours, ...peers]: readonly Mover[],
	bytesAtMost?: number,
): void => {
	const {times, bytes} = ours!;
	report.add({what: `${what}, bytes`, unit: 'bytes', values: bytes, atMost: bytesAtMost});
	report.add({what: `${what}, key to last byte`, unit: 'ms', values: times, atMost: 10});
	report.add({
		what: `${what}, key to last byte, 95 of 100`,
		unit: 'ms',
		values: [quantile(times, 0.95)],
		atMost: 20,
	});
	for (const peer of peers) {
		report.add({
			what: `${what}, key to last byte`,
			unit: 'ms',
			values: times,
			peer: {name: `${peer.name}, one line`, values: peer.times},
		});
	}
};

const keys = async (bench: Bench): Promise<void> => {
	const movers = await start(bench);
	const rounds = bench.rounds(3);
	await move(movers, true);
	await move(movers, false);
	forget(movers);
	for (let step = 0; step < 2 * page * rounds; step++) await move(movers, step % (2 * page) < page);
	tell(bench, 'cursor move', movers, 400);

	forget(movers);
	// From the last row of the page on, every move scrolls, as it always does in less.
	const scrollers = movers.filter(({name}) => name === 'chatlogs' || name === 'less');
	for (let step = 0; step < 50; step++) await movers[0]!.terminal.press('j');
	for (let step = 0; step < page * rounds; step++) await move(scrollers, true);
	tell(bench, 'scroll by one line', scrollers, 600);
	for (const {terminal} of movers) await terminal.end();
};

/** With the messages of a session beside the list. */
const panes = async (bench: Bench): Promise<void> => {
	const terminal = new TerminalProcess(chatlogs(await bench.stores.folder(bench.standard)), bench.folder);
	await terminal.shows(heading);
	await terminal.isQuiet(3000);
	// One key after the other: what comes at once is taken for text.
	for (const key of '/messages:>60\r\r') await terminal.press(key);
	const steps = page * bench.rounds(3);
	const look = async (what: string, down: string, up: string): Promise<void> => {
		const mover: Mover = {name: 'chatlogs', terminal, down, up, times: [], bytes: []};
		for (let step = 0; step < steps; step++) await move([mover], step % 2 === 0);
		tell(bench, what, [mover]);
	};

	await look('a message up and down', 'k', 'j');
	await look('half a page of messages up and down', '\u0015', '\u0004');
	await terminal.press('\t');
	await look('cursor move, the messages follow', 'j', 'k');
	await terminal.end();
};

const idleSeconds = 5;

const idle = async ({stores, standard, folder, report}: Bench): Promise<void> => {
	const terminal = new TerminalProcess(chatlogs(await stores.folder(standard)), folder);
	await terminal.shows(heading);
	await terminal.isQuiet(3000);
	const before = {bytes: terminal.bytes, wakes: kernelFigure(terminal.pid, 'voluntary_ctxt_switches')};
	await pause(idleSeconds * 1000);
	const wakes = kernelFigure(terminal.pid, 'voluntary_ctxt_switches') - before.wakes;
	report.add({
		what: `idle, bytes in ${idleSeconds} s`,
		unit: 'bytes',
		values: [terminal.bytes - before.bytes],
		exactly: 0,
	});
	report.add({what: 'idle, wake-ups', unit: 'a second', values: [wakes / idleSeconds], atMost: 2});
	report.add({
		what: `peak memory of the app, all loaded, ${count(standard)}`,
		unit: 'MiB',
		values: [kernelFigure(terminal.pid, 'VmHWM') / 1024],
		atMost: 260,
	});
	await terminal.end();
};

/** What one sees and feels, on a real pseudo-terminal. */
export const screen = async (bench: Bench): Promise<void> => {
	await keys(bench);
	await panes(bench);
	await idle(bench);
};
