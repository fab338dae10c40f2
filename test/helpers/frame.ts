import graphemes from '@xterm/addon-unicode-graphemes';
import xterm, {type Terminal as Emulator} from '@xterm/headless';
import {foreignSequences} from './terminal-sequences.js';
import {type Terminal} from './terminal.js';

/** Cells beyond the edges in which nothing may appear. */
const beyond = 12;

interface Replay {
	readonly emulator: Emulator;
	/** How much of the output it has had. */
	done: number;
}

const replays = new WeakMap<Terminal, Replay>();

const replayOf = (terminal: Terminal): Replay => {
	const known = replays.get(terminal);
	if (known) return known;
	const {columns, rows} = terminal.stdout;
	const emulator = new xterm.Terminal({
		cols: columns + beyond,
		rows: rows + beyond,
		allowProposedApi: true,
		convertEol: true,
		scrollback: 0,
	});
	emulator.loadAddon(new graphemes.UnicodeGraphemesAddon());
	const replay = {emulator, done: 0};
	replays.set(terminal, replay);
	return replay;
};

interface Output {
	/** Sequences and controls that are neither Ink's nor ours, since the last look. */
	readonly foreign: readonly string[];
	/** What stands outside of the frame, on a terminal that is larger than the app believes and is told the same. */
	readonly outside: readonly string[];
}

const lookAt = async (terminal: Terminal): Promise<Output> => {
	const {written, columns, rows} = terminal.stdout;
	const replay = replayOf(terminal);
	const news = written.slice(replay.done);
	replay.done = written.length;
	await new Promise<void>(resolve => replay.emulator.write(news, resolve));
	const {active} = replay.emulator.buffer;
	const outside = Array.from({length: rows + beyond}, (_, row) => {
		const text = active
			.getLine(row)!
			.translateToString(true, row < rows ? columns : 0)
			.trimEnd();
		return text === '' ? [] : [`Outside, in row ${row}: ${text}`];
	}).flat();
	return {foreign: foreignSequences(news), outside};
};

/** The clipboard, as the app itself fills it: in Base64, so that nothing can hide in it. */
const clipboard = /^\u001B\]52;c;[\d+/=A-Za-z]*\u0007$/;

interface FrameOptions {
	/** What was written for a larger size is seen outside of a smaller one, too. */
	readonly isResized?: boolean;
	/** Whether somebody may have asked for something to be copied. */
	readonly mayCopy?: boolean;
}

/** What is wrong with the shape of the frame that is shown, and what leaked; nothing if all is well. */
export const frameProblems = async (
	terminal: Terminal,
	{isResized = false, mayCopy = false}: FrameOptions = {},
): Promise<readonly string[]> => {
	await terminal.settled();
	const rows = terminal.screen();
	const {foreign, outside} = await lookAt(terminal);
	const leaks = foreign.filter(each => !mayCopy || !clipboard.test(each));
	const problems = [
		...(rows[0]!.startsWith(' chatlogs ') ? [] : [`The first row is no header: ${rows[0]!}`]),
		...(rows[1]!.startsWith(' Filter') ? [] : [`The second row is no filter: ${rows[1]!}`]),
		...(rows.at(-1)!.trim() === '' ? ['The last row is no footer.'] : []),
		...leaks.map(each => `Leaked ${JSON.stringify(each)}`),
		...(isResized ? [] : outside),
	];
	return problems.length === 0 ? [] : [...problems, rows.join('\n')];
};
