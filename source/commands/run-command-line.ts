import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {safeLines} from '../text/safe-text.js';
import {type Actor} from '../domain/change.js';
import {type Sender} from '../exchange/platform/courier.js';
import {isStore} from '../storage/open-store.js';
import {realFolder} from '../storage/real-folder.js';
import {type Machine} from '../storage/machine.js';
import {type SiteInUse} from '../storage/site-in-use.js';
import {loadCommand, loadCommands} from './command-list.js';
import {lastShown, rememberShown} from './last-shown.js';
import {asksForSites} from './together/chosen-sites.js';
import {runTogether} from './together/run-together.js';
import {type Naming, SeveralStores, type StoreMeant, usualFolder, whichStore} from './which-store.js';
import {withoutSites} from './site-numbers.js';
import {exitCode} from './command.js';
import {type Streams} from './streams.js';
import {tellFirstSteps} from './first-steps.js';
import {type KeyReport} from './key-report.js';
import {commandHelp, programHelp} from './help-text.js';
import {inertJson} from '../exchange/export/json-text.js';
import {hasTerminal, printLine} from './output.js';
import {type Arguments, parseArguments} from './parse-arguments.js';
import {readFilter} from './read-filter.js';
import {tellOf} from './tell-error.js';

interface StoreInUse {
	/** Missing where the store is no site. */
	readonly site?: SiteInUse | undefined;
	/** What to tell about the store at first. */
	readonly notice?: string | undefined;
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

interface StoreToShow {
	/** Missing where the person has to choose a site. */
	readonly folder?: string;
	/** Remembers the store shown last, by its folder. */
	readonly remember: (folder: string) => Promise<void>;
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
	/** The file that Node runs for this program; missing where it starts no other processes. */
	readonly program?: string;
	readonly machine: Machine;
	readonly sender: Sender;
	actor(as?: string): Actor;
	/** The keys of the screen with these preferences, which may be anything. */
	readKeys(preferences: unknown): Promise<KeyReport>;
	/** Shows a store, or the list of sites, on the whole terminal; resolves to the exit code. */
	openScreen(options: StoreInUse & StoreToShow): Promise<number>;
	/** Draws one frame of the screen as text. */
	drawScreen(options: StoreInUse & Frame & {readonly folder: string}): Promise<string>;
}

/** `undefined` if several could be meant, and none was shown before. */
const storeToShow = (naming: Naming): StoreMeant | undefined => {
	try {
		return whichStore(naming);
	} catch (error) {
		if (!(error instanceof SeveralStores)) throw error;
		return undefined;
	}
};

const rememberedNotice = ({folder, site, isRemembered}: StoreMeant): string | undefined =>
	isRemembered ? `This is ${site ? `the site ${site.label}` : folder}, as it was shown last.` : undefined;

/** @throws UsageRefusal if numbers and flag do not name the same site */
const siteInQuestion = (ofNumbers: string | undefined, named: string | undefined): string | undefined => {
	if (ofNumbers !== undefined && named !== undefined && ofNumbers !== named.toLowerCase())
		throw new UsageRefusal(`The numbers are of site ${ofNumbers}, which is not --site ${named}.`);
	return ofNumbers ?? named;
};

/** A size that the environment tells, if it is one that `--size` takes. */
const sizeIn = (environment: Host['environment'], name: string): number | undefined => {
	const text = environment[name] ?? '';
	return /^0*[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined;
};

const readFrame = ({size: asked, filter = ''}: Arguments['flags'], {environment}: Host): Frame => {
	const size = asked ?? `${sizeIn(environment, 'COLUMNS') ?? 80}x${sizeIn(environment, 'LINES') ?? 24}`;
	const [, columns, rows] = /^(\d{1,3})x(\d{1,3})$/.exec(size) ?? [];
	if (!Number(columns) || !Number(rows))
		throw new UsageRefusal(`--size cannot be “${size}”; expected columns and rows, such as 120x40.`);
	readFilter(filter);
	return {size: {columns: Number(columns), rows: Number(rows)}, filter};
};

/** The machine without what the person took upon themselves. */
export const machineFor = (
	{allowNetworkFs}: {readonly allowNetworkFs?: boolean | undefined},
	{networkFileSystem, ...known}: Machine,
): Machine => (allowNetworkFs ? known : {...known, networkFileSystem});

const run = async (
	{command, input, flags, version}: Arguments,
	host: Host,
	argv: readonly string[],
): Promise<number> => {
	const {stdout, environment, dataFolder, stateFolder, sender} = host;
	if (flags.version) {
		stdout.write(`${version}\n`);
		return exitCode.done;
	}

	if (flags.help) {
		stdout.write(command ? commandHelp(command) : programHelp(await loadCommands()));
		return exitCode.done;
	}

	const actor = host.actor(flags.as);
	const machine = machineFor(flags, host.machine);
	const use = {actor, machine, isAccessible: flags.accessible === true};
	const naming = {flags, environment, dataFolder, configFolder: sender.configFolder, machine};
	const remember = async (folder: string): Promise<void> => rememberShown(machine, stateFolder, folder);
	const openScreen = async (folder: string, notice?: string): Promise<number> =>
		host.openScreen({folder, notice, remember, ...use});
	if (command) {
		const context = {
			...host,
			machine,
			input,
			flags,
			actor,
			command: loadCommand,
			commands: loadCommands,
			openScreen,
		};
		if (command.together && asksForSites(flags)) {
			return runTogether(command, {...context, folder: ''}, {argv, program: host.program!});
		}

		const numbers = await withoutSites(command, input, host.stdin);
		const site = siteInQuestion(numbers.site, flags.site);
		const meant = command.isWithoutStore
			? {folder: realFolder(flags.store ?? usualFolder(dataFolder))}
			: whichStore({...naming, flags: {...flags, site}});
		return command.run({...context, ...meant, input: numbers.input});
	}

	if (flags.once && flags.json) throw new UsageRefusal('--once prints a frame as text: leave out --json.');
	if (flags.once) {
		stdout.write(`${await host.drawScreen({...whichStore(naming), ...use, ...readFrame(flags, host)})}\n`);
		return exitCode.done;
	}

	if (flags.size !== undefined || flags.filter !== undefined)
		throw new UsageRefusal('--size and --filter go with --once: add it, or name a command.');
	if (!hasTerminal(host))
		throw new UsageRefusal(
			'Without a terminal there is no screen. Name a command: chatlogs --help lists them.',
		);
	const shown = storeToShow({...naming, remembered: lastShown(machine, stateFolder)});
	if (shown === undefined) return host.openScreen({remember, ...use});
	if (shown.site === undefined && !isStore(machine.files, shown.folder))
		return tellFirstSteps(shown.folder, host);
	if (shown.site !== undefined || shown.isRemembered) await remember(shown.folder);
	return host.openScreen({...shown, notice: rememberedNotice(shown), remember, ...use});
};

/**
Reports an error in the format that the arguments ask for, and returns the exit code. Every error is reported here and
nowhere else.
*/
const tellError = (error: unknown, argv: readonly string[], {stderr}: Pick<Streams, 'stderr'>): number => {
	const told = tellOf(error);
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
		return await run(await parseArguments(argv), host, argv);
	} catch (error) {
		return tellError(error, argv, host);
	}
};
