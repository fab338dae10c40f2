import path from 'node:path';
import {Refusal, StoreRefusal, UsageRefusal} from '../domain/refusal.js';
import {safeLines} from '../text/safe-text.js';
import {type Actor} from '../domain/change.js';
import {type Sender} from '../exchange/platform/courier.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Cause} from '../exchange/yeastar/api/verdict.js';
import {realFolder} from '../storage/real-folder.js';
import {type Machine} from '../storage/machine.js';
import {loadCommand, loadCommands} from './command-list.js';
import {exitCode, type Streams} from './command.js';
import {commandHelp, programHelp} from './help-text.js';
import {inertJson} from '../exchange/export/json-text.js';
import {hasTerminal, printLine} from './output.js';
import {type Arguments, parseArguments} from './parse-arguments.js';
import {readFilter} from './read-filter.js';

interface StoreInUse {
	readonly folder: string;
	readonly actor: Actor;
	readonly machine: Machine;
	/** Whether the screen uses words instead of signs even if the environment does not ask for it. */
	readonly isAccessible: boolean;
}

interface Frame {
	/** In cells. */
	readonly size: {readonly columns: number; readonly rows: number};
	readonly filter: string;
}

/** Everything that the command line needs from its surroundings. */
export interface Host extends Streams {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** The operating system's folder for the program's data. */
	readonly dataFolder: string;
	/** The folder of the user's preferences, if they are kept. */
	readonly preferencesFolder?: string;
	/** The folder of the user's own state on this machine, such as tokens. */
	readonly stateFolder: string;
	readonly machine: Machine;
	readonly sender: Sender;
	actor(as?: string): Actor;
	/** Shows the store in that folder on the whole terminal; resolves to the exit code. */
	openScreen(options: StoreInUse & {readonly told?: string}): Promise<number>;
	/** Draws one frame of the screen as text. */
	drawScreen(options: StoreInUse & Frame): Promise<string>;
}

const usualFolder = ({environment: {CHATLOGS_STORE: folder = ''}, dataFolder}: Host): string =>
	folder === '' ? path.join(dataFolder, 'store') : folder;

const readFrame = ({size = '80x24', filter = ''}: Arguments['flags']): Frame => {
	const [, columns, rows] = /^(\d{1,3})x(\d{1,3})$/.exec(size) ?? [];
	if (!Number(columns) || !Number(rows))
		throw new UsageRefusal(`--size cannot be “${size}”; expected columns and rows, such as 120x40.`);
	readFilter(filter);
	return {size: {columns: Number(columns), rows: Number(rows)}, filter};
};

const run = async ({command, input, flags, version}: Arguments, host: Host): Promise<number> => {
	const {stdout} = host;
	if (flags.version) {
		stdout.write(`${version}\n`);
		return exitCode.done;
	}

	if (flags.help) {
		stdout.write(command ? commandHelp(command) : programHelp(await loadCommands()));
		return exitCode.done;
	}

	const actor = host.actor(flags.as);
	// The store's folder may be a link, but nothing inside it may be one.
	const folder = realFolder(flags.store ?? usualFolder(host));
	const {networkFileSystem, ...known} = host.machine;
	const machine = flags.allowNetworkFs ? known : {...known, networkFileSystem};
	const use = {actor, machine, isAccessible: flags.accessible === true};
	const openScreen = async (shown: string, told?: string): Promise<number> =>
		host.openScreen({folder: shown, ...use, ...(told !== undefined && {told})});
	if (command)
		return command.run({
			...host,
			machine,
			input,
			flags,
			folder,
			actor,
			command: loadCommand,
			commands: loadCommands,
			openScreen,
		});
	if (flags.once) {
		stdout.write(`${await host.drawScreen({folder, ...use, ...readFrame(flags)})}\n`);
		return exitCode.done;
	}

	if (flags.size !== undefined || flags.filter !== undefined)
		throw new UsageRefusal('--size and --filter go with --once: add it, or name a command.');
	if (!hasTerminal(host))
		throw new UsageRefusal(
			'Without a terminal there is no screen. Name a command: chatlogs --help lists them.',
		);
	return openScreen(folder);
};

interface Told {
	readonly message: string;
	readonly kind: 'refused' | 'usage' | 'store' | 'pbx' | 'bug';
	/** The reason why the PBX cannot be used. */
	readonly cause?: Cause;
}

const tell = (error: unknown): Told => {
	if (error instanceof UsageRefusal) return {message: error.message, kind: 'usage'};
	if (error instanceof PbxTrouble) return {message: error.message, kind: 'pbx', cause: error.pbxCause};
	if (error instanceof StoreRefusal) return {message: error.message, kind: 'store'};
	if (error instanceof Refusal) return {message: error.message, kind: 'refused'};
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {message: `this is a bug in chatlogs, please report it: ${stack}`, kind: 'bug'};
};

/**
Reports an error in the format that the arguments ask for, and returns the exit code. Every error is reported here and
nowhere else.
*/
const tellError = (error: unknown, argv: readonly string[], {stderr}: Pick<Streams, 'stderr'>): number => {
	const told = tell(error);
	// The arguments may be the mistake, so they are not parsed.
	if (argv.includes('--json')) stderr.write(`${inertJson({error: told})}\n`);
	else if (told.kind === 'bug') stderr.write(`chatlogs: ${safeLines(told.message)}\n`);
	else printLine(stderr, `chatlogs: ${told.message}`);
	return exitCode[told.kind];
};

/** Reports that the output cannot be written, and returns the exit code. */
export const tellOutputError = (
	error: Error,
	argv: readonly string[],
	streams: Pick<Streams, 'stderr'>,
): number => tellError(new Refusal(`the output cannot be written: ${error.message}`), argv, streams);

/** Runs the command line; resolves to the exit code. */
export const runCommandLine = async (argv: readonly string[], host: Host): Promise<number> => {
	try {
		return await run(await parseArguments(argv), host);
	} catch (error) {
		return tellError(error, argv, host);
	}
};
