import {existsSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {chatlogs, heading} from './first-frame.js';
import {transfer, elsewhere} from './acts.js';
import {type Bench, count} from './group.js';
import {kernelFigure} from './kernel-figure.js';
import {idsOf} from './stores.js';
import {TerminalProcess} from './terminal-process.js';

const escape = '\u001B';
const control = (letter: string): string => String.fromCodePoint(letter.codePointAt(0)! & 0x1f);

/** What somebody does all day, with nothing altered: moves, marks, panes, filters, searches, and dialogs left again. */
const acts: readonly (readonly string[])[] = [
	['j', 'j', 'j', ' ', ' ', 'k', 'v', 'j', 'j', ' ', control('d'), control('u'), 'M', '*', 'M'],
	['\r', 'k', 'k', 'm', 'n', 'g', 'z', 'z', '\t', 'j', 'j', '\t', 'o', 'k', 'j', escape, escape],
	['/', 'm', 'a', 'r', '\r', 'j', '\r', 'k', '/', 'a', '\r', 'n', 'N', escape, escape],
	['/', control('u'), 'i', 'd', ':', '9', escape, '!', '!', 'x', 'x'],
	['t', escape, 't', '\r', '1', '0', escape, escape, 'd', 'j', escape, '?', 't', 'r', escape],
	['c', 'j', escape, 'f', 'j', 'j', escape, 'T', 'j', escape, 'O', escape, 'X', escape],
	['/', control('u'), '\r', 'G', control('u'), 'g', control('d'), control('d'), 'j'],
];

const keys = acts.flat();

/** Milliseconds after which a key that draws nothing is done; longer than a terminal's Escape is waited for. */
const patience = 110;

const play = async (terminal: TerminalProcess, from: number, to: number): Promise<void> => {
	for (let index = from; index < to; index++) await terminal.tap(keys[index % keys.length]!, patience);
	await terminal.isQuiet(3000);
};

/** In MiB: what is still in use of the process's memory, and what the process has of the machine's. */
const memoryOf = async (
	{pid}: TerminalProcess,
	folder: string,
): Promise<{used: number; resident: number}> => {
	const file = path.join(folder, 'memory-in-use');
	rmSync(file, {force: true});
	process.kill(pid, 'SIGUSR2');
	for (; !existsSync(file) || readFileSync(file, 'utf8') === '';) await pause(50);
	const mebibyte = 1024 * 1024;
	return {
		used: Number(readFileSync(file, 'utf8')) / mebibyte,
		resident: kernelFigure(pid, 'VmRSS') / 1024,
	};
};

/** Milliseconds between two changes by others. */
const rhythm = 20;

/** Another process changes one session after the other. */
const changeFromOutside = async ({stores, standard}: Bench, changes: number): Promise<void> =>
	stores.using(standard, async store => {
		const ids = idsOf(store);
		for (let index = 0; index < changes; index++) {
			const id = ids[(index * 7919) % ids.length]!;
			await transfer(store, [id], elsewhere(store, id));
			await pause(rhythm);
		}
	});

/** Whether memory grows with what one does, or others do. */
export const memory = async (bench: Bench): Promise<void> => {
	const {stores, standard, folder, programs, report, rounds} = bench;
	const [few, many] = [rounds(5000), rounds(20_000)];
	const [node, ...program] = chatlogs(await stores.folder(standard));
	const [, probe] = programs.command('heap-probe', []);
	const terminal = new TerminalProcess([node, '--expose-gc', `--import=${probe!}`, ...program], folder);
	await terminal.shows(heading);
	await terminal.isQuiet(3000);
	await play(terminal, 0, few);
	const before = await memoryOf(terminal, folder);
	await play(terminal, few, many);
	const after = await memoryOf(terminal, folder);
	const foreign = rounds(1000);
	await changeFromOutside(bench, foreign);
	await terminal.isQuiet(3000);
	const resident = kernelFigure(terminal.pid, 'VmRSS') / 1024;
	await terminal.end();
	const keysText = `${count(few)} keys, ${count(standard)}`;
	report.add({what: `memory in use after ${keysText}`, unit: 'MiB', values: [before.used]});
	report.add({what: `memory of the process after ${keysText}`, unit: 'MiB', values: [before.resident]});
	report.add({
		what: `memory in use, more after ${count(many)} keys`,
		unit: 'MiB',
		values: [after.used - before.used],
		atMost: 2,
	});
	report.add({
		what: `memory of the process, more after ${count(many)} keys`,
		unit: 'MiB',
		values: [after.resident - before.resident],
		// What it once took for a moment of much work, it keeps.
		atMost: 32,
	});
	report.add({
		what: `memory of the process after ${count(many)} keys and ${count(foreign)} changes by others`,
		unit: 'MiB',
		values: [resident],
		atMost: 260,
	});
};
