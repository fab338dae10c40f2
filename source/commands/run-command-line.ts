import path from 'node:path';
import {Refusal, StoreRefusal, UsageRefusal} from '../domain/refusal.js';
import {safeLines} from '../domain/text/safe-text.js';
import {type Actor} from '../domain/change.js';
import {type Surroundings} from '../storage/store.js';
import {exitCode, type Streams} from './command.js';
import {commandList} from './command-list.js';
import {commandHelp, programHelp} from './help.js';
import {hasTerminal, inertJson, printLine} from './output.js';
import {type Arguments, parseArguments} from './parse-arguments.js';

/** What the command line needs from outside. */
export interface Host extends Streams {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where the platform wants the program's data. */
	readonly dataFolder: string;
	readonly surroundings: Surroundings;
	actor(as?: string): Actor;
	/** Shows the store in that folder on the whole terminal; resolves with the exit code. */
	openScreen(options: {readonly folder: string; readonly actor: Actor}): Promise<number>;
}

const usualFolder = ({environment: {CHATLOGS_STORE: folder = ''}, dataFolder}: Host): string =>
	folder === '' ? path.join(dataFolder, 'store') : folder;

const run = async ({command, input, flags, version}: Arguments, host: Host): Promise<number> => {
	const {stdout} = host;
	if (flags.help || flags.version) {
		stdout.write(flags.version ? `${version}\n` : command ? commandHelp(command) : programHelp(commandList));
		return exitCode.done;
	}

	const actor = host.actor(flags.as);
	const folder = path.resolve(flags.store ?? usualFolder(host));
	const openScreen = async (shown: string): Promise<number> => host.openScreen({folder: shown, actor});
	if (command) return command.run({...host, input, flags, folder, actor, openScreen});
	if (!hasTerminal(host))
		throw new UsageRefusal(
			'Without a terminal there is no screen. Name a command: chatlogs --help tells all.',
		);
	return openScreen(folder);
};

interface Told {
	readonly message: string;
	readonly kind: 'refused' | 'usage' | 'store' | 'bug';
}

const tell = (error: unknown): Told => {
	if (error instanceof UsageRefusal) return {message: error.message, kind: 'usage'};
	if (error instanceof StoreRefusal) return {message: error.message, kind: 'store'};
	if (error instanceof Refusal) return {message: error.message, kind: 'refused'};
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {message: `this is a bug in chatlogs, please report it: ${stack}`, kind: 'bug'};
};

/** Runs what the arguments say; resolves with the exit code. Every error is told here, and nowhere else. */
export const runCommandLine = async (argv: readonly string[], host: Host): Promise<number> => {
	try {
		return await run(parseArguments(argv, commandList), host);
	} catch (error) {
		const told = tell(error);
		// The arguments themselves may be what is wrong, so they are looked at as they are.
		if (argv.includes('--json')) host.stderr.write(`${inertJson({error: told})}\n`);
		else if (told.kind === 'bug') host.stderr.write(`chatlogs: ${safeLines(told.message)}\n`);
		else printLine(host.stderr, `chatlogs: ${told.message}`);
		return exitCode[told.kind];
	}
};
