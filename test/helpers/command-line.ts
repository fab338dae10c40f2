import path from 'node:path';
import {Readable} from 'node:stream';
import {keyReport} from '../../source/app/key-report.js';
import {type Input, type Output} from '../../source/commands/streams.js';
import {type Host, runCommandLine} from '../../source/commands/run-command-line.js';
import {type Sender} from '../../source/exchange/platform/courier.js';
import {type Machine} from '../../source/storage/machine.js';
import {Platform} from './platform.js';
import {ann, noon, realFiles} from './store.js';

export interface Setting {
	/** What is typed or piped in. */
	readonly stdin?: string;
	readonly isTerminal?: boolean;
	readonly columns?: number;
	readonly environment?: Host['environment'];
	readonly dataFolder?: string;
	readonly preferencesFolder?: string;
	readonly stateFolder?: string;
	/** How the platform is reached; one that takes all if not said. */
	readonly sender?: Sender;
	/** The time, in Unix seconds; noon if not said. */
	readonly now?: number;
	/** Chance, as a machine has it. */
	readonly random?: Machine['random'];
	/** The file that Node runs for other processes of the program. */
	readonly program?: string;
	/** Called before an answer is read, as if somebody else were quicker. */
	readonly beforeAnswer?: () => Promise<void>;
}

export interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
	/** The folders whose store was shown on the screen. */
	readonly shown: readonly string[];
	/** What was told first on the screen; missing if nothing was. */
	readonly told?: readonly string[];
}

const runOnce = async (argv: readonly string[], setting: Setting = {}): Promise<Outcome> => {
	const {
		stdin = '',
		isTerminal = false,
		columns,
		environment = {},
		dataFolder = '/dev/null/data',
		preferencesFolder,
		// Nobody can make it: a test that keeps state says where.
		stateFolder = '/dev/null/state',
		beforeAnswer,
		program,
		sender = new Platform().sender,
		random = realFiles.random,
		now = noon,
	} = setting;
	const written = {stdout: '', stderr: ''};
	const shown: string[] = [];
	const told: string[] = [];
	const output = (name: 'stdout' | 'stderr'): Output => ({
		...(isTerminal && {isTTY: true}),
		...(columns !== undefined && {columns}),
		write(text, onTaken) {
			written[name] += text;
			onTaken?.();
		},
	});
	async function* typed(): AsyncGenerator<string> {
		await beforeAnswer?.();
		yield stdin;
	}

	const bytes = Readable.from(typed());
	const input: Input = {isTTY: isTerminal, stream: () => bytes};
	const code = await runCommandLine(argv, {
		stdin: input,
		stdout: output('stdout'),
		stderr: output('stderr'),
		environment,
		dataFolder: path.resolve(dataFolder),
		...(preferencesFolder !== undefined && {preferencesFolder}),
		stateFolder,
		...(program !== undefined && {program}),
		machine: {
			...realFiles,
			random,
			now: () => now,
			...(setting.stateFolder !== undefined && {stateFolder}),
		},
		sender,
		actor: as => ({...ann, ...(as !== undefined && {as})}),
		readKeys: preferences => Promise.resolve(keyReport(preferences)),
		drawScreen: ({size: {columns, rows}, filter}) => Promise.resolve(`${columns}x${rows} ${filter}`),
		openScreen({folder, notice: text}) {
			shown.push(folder ?? 'the list of sites');
			if (text !== undefined) told.push(text);
			return Promise.resolve(0);
		},
	});
	return {code, ...written, shown, ...(told.length > 0 && {told})};
};

type Run = (argv: readonly string[], setting?: Setting) => Promise<Outcome>;

/** Gives the whole outcome, or that part of it which is asked for. */
export type Runner = Run & {
	readonly [Part in keyof Outcome]-?: (argv: readonly string[], setting?: Setting) => Promise<Outcome[Part]>;
};

/** A way to run it that can also be asked for a part of the outcome. */
export const runnerOf = (whole: Run): Runner => {
	const part =
		<Part extends keyof Outcome>(name: Part) =>
		async (argv: readonly string[], setting?: Setting): Promise<Outcome[Part]> => {
			const outcome = await whole(argv, setting);
			return outcome[name];
		};
	return Object.assign((argv: readonly string[], setting?: Setting) => whole(argv, setting), {
		code: part('code'),
		stdout: part('stdout'),
		stderr: part('stderr'),
		shown: part('shown'),
		told: part('told'),
	});
};

/** Runs the command line in this process, as a real one would. */
export const run = runnerOf(runOnce);

/** Runs it on one store, in that setting but for what is said otherwise. */
export const commandLineOn = (folder: string, usual: Setting = {}): Runner =>
	runnerOf((argv, setting) => runOnce([...argv, '--store', folder], {...usual, ...setting}));
