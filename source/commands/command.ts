import {type Actor} from '../domain/change.js';
import {type Sender} from '../exchange/platform/courier.js';
import {type Site} from '../domain/site.js';
import {type Machine} from '../storage/machine.js';
import {type SiteInUse} from '../storage/site-in-use.js';
import {type KeyReport} from './key-report.js';
import {type Heading} from './heading.js';
import {type JointRow, type SiteRow} from './together/joint-row.js';
import {type AgreedPlan, type SitePlan} from './together/site-plan.js';
import {type Streams} from './streams.js';

/** The program's exit codes; 70 for a bug comes from sysexits.h. */
export const exitCode = {
	done: 0,
	refused: 1,
	usage: 2,
	store: 3,
	pbx: 3,
	database: 3,
	somethingNew: 10,
	bug: 70,
} as const;

/** A flag, with its explanation in help. */
export interface Flag {
	readonly type: 'string' | 'number' | 'boolean';
	/** The placeholder of its value in help. */
	readonly value?: string;
	/** Set for a boolean that is on unless `--no-…` is given. */
	readonly default?: true;
	/** The only values that it takes. */
	readonly choices?: readonly string[];
	/** The values of which it takes a list, separated by commas. */
	readonly parts?: readonly string[];
	/** Whether it may be given several times. */
	readonly isMultiple?: true;
	/** The letter that stands for it behind a single hyphen. */
	readonly short?: string;
	readonly explanation: string;
}

export type Flags = Readonly<Record<string, Flag>>;

interface TypeNames {
	string: string;
	number: number;
	boolean: boolean;
}

type FlagValue<Defined extends Flag> = Defined extends {readonly choices: readonly (infer Choice)[]}
	? Choice
	: Defined extends {readonly isMultiple: true}
		? readonly TypeNames[Defined['type']][]
		: TypeNames[Defined['type']];

export type FlagValues<Defined extends Flags> = {
	readonly [Name in keyof Defined]?: FlagValue<Defined[Name]> | undefined;
};

/** Flags that every command takes, also before its name. */
export const globalFlags = {
	store: {
		type: 'string',
		value: 'DIR',
		explanation: 'folder of the store (else CHATLOGS_STORE, else the system’s data folder)',
	},
	site: {
		type: 'string',
		value: 'NAME',
		explanation: 'the store by the name of its site (else CHATLOGS_SITE, else the only site)',
	},
	as: {type: 'string', value: 'NAME', explanation: 'who acts, recorded beside the system user'},
	accessible: {
		type: 'boolean',
		explanation:
			'the screen for a screen reader or braille display: words instead of signs (else CHATLOGS_ACCESSIBLE=1)',
	},
	json: {type: 'boolean', explanation: 'one JSON document on stdout, and nothing else there'},
	quiet: {
		type: 'boolean',
		explanation: 'print nothing where nothing was done; with sync and receive only what is wrong',
	},
	allowNetworkFs: {
		type: 'boolean',
		explanation: 'write to a store on a network file system, which only one machine may do',
	},
	help: {type: 'boolean', short: 'h', explanation: 'explain the command'},
	version: {type: 'boolean', explanation: 'print the version'},
} as const satisfies Flags;

/** Flags of the screen, for use without a command. */
export const frameFlags = {
	once: {type: 'boolean', explanation: 'print one frame of the screen as text instead of opening it'},
	size: {
		type: 'string',
		value: '120x40',
		explanation: 'columns and rows of that frame; else COLUMNS and LINES, else 80x24',
	},
	filter: {type: 'string', value: 'Q', explanation: 'what the frame lists'},
} as const satisfies Flags;

/** Everything a command has to work with. */
export interface Context<Defined extends Flags = Flags> extends Streams {
	/** The arguments that are not flags, without the command's name. */
	readonly input: readonly string[];
	readonly flags: FlagValues<Defined & typeof globalFlags>;
	/** The store's folder, which need not exist. */
	readonly folder: string;
	/** Missing where the store is no site. */
	readonly site?: SiteInUse | undefined;
	/** The operating system's folder for the program's data, the demo's too. */
	readonly dataFolder: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** The folder of the user's preferences, if they are kept. */
	readonly preferencesFolder?: string;
	/** The folder of the user's own state on this machine, such as tokens. */
	readonly stateFolder: string;
	readonly machine: Machine;
	readonly sender: Sender;
	readonly actor: Actor;
	/** The keys of the screen with these preferences, which may be anything. */
	readKeys(preferences: unknown): Promise<KeyReport>;
	/** The command of that name, if it exists. */
	command(name: string): Promise<Command | undefined>;
	/** Every command. */
	commands(): Promise<readonly Command[]>;
	/** Shows the store in that folder on the whole terminal, and at first the text; resolves to the exit code. */
	openScreen(folder: string, told?: string): Promise<number>;
}

interface Example {
	readonly line: string;
	readonly explanation: string;
}

interface TogetherBase<Defined extends Flags> {
	/** The argument or flag that goes with one site only, if there is one. */
	lone(context: Pick<Context<Defined>, 'flags' | 'input'>): string | undefined;
}

/** What several sites tell is printed one after the other, each line with its site. */
interface OutputsTogether<Defined extends Flags = Flags> extends TogetherBase<Defined> {
	readonly kind: 'outputs';
	/** Whether it asks other systems, which may be silent; other sites begin meanwhile, and each is told when it is done. */
	readonly mayWait?: true;
	/** Where a site comes in the order in which they begin, the lowest first; as they stand if it is missing. */
	rankIn?(machine: Machine): (site: Site) => number;
	/** Whether each line for people is a number that means something only with its site. */
	readonly isNumbered?: true;
	/** Whether it says in how many sites it was done. */
	isCounted?(context: Pick<Context<Defined>, 'input' | 'flags'>): boolean;
	/** Works on all of them in this process, where that is asked for; `undefined` if it is not. Resolves to the exit code. */
	here?(context: Context<Defined>, sites: readonly Site[]): Promise<number> | undefined;
}

/** What is done in several sites is planned in all of them before anything is written in the first. */
export interface ActsTogether<Defined extends Flags = Flags> extends TogetherBase<Defined> {
	readonly kind: 'acts';
	/** Plans it in the site of the context, and writes nothing. */
	plan(context: Context<Defined>): Promise<SitePlan>;
	/**
	Carries it out in the site of the context; resolves to the exit code.
	@throws Refusal if that is not what was agreed to; then nothing is written
	*/
	carryOut(context: Context<Defined>, agreed: AgreedPlan): Promise<number>;
}

/** What several sites hold is printed as one list. */
export interface RowsTogether<Defined extends Flags = Flags> extends TogetherBase<Defined> {
	readonly kind: 'rows';
	/** The name of the list in JSON. */
	readonly name: string;
	/** The word for one of the rows. */
	readonly noun?: string;
	readonly titles: readonly Heading[];
	/** Whether the first cell is a number that means something only with its site. */
	readonly isNumbered?: true;
	/** Whether each row is a line of its own, which is not cut. */
	readonly isLines?: true;
	/** Whether `rows` counts also those that were not asked for. */
	readonly isCounted?: true;
	/** The columns of CSV, by their paths in the record. */
	readonly paths?: readonly string[];
	/** The columns that were asked for instead, if any were: that of the site is one of them, also in the cells. */
	asked?(context: Context<Defined>): Required<Pick<RowsTogether, 'titles' | 'paths'>> | undefined;
	/** Hands on the rows of one site in order; resolves to how many there are. */
	rows(context: Context<Defined>, take: (row: JointRow) => Promise<void>): Promise<number>;
	/** The order of the keys of rows from several sites, which is also that in which each site hands them on. */
	compare(context: Context<Defined>): (a: JointRow['key'], b: JointRow['key']) => number;
	/**
	Prints the rows, if not as a list.
	@param read how many of the sites the rows are of; the others were in trouble
	*/
	print?(
		context: Context<Defined>,
		rows: IteratorObject<SiteRow>,
		sites: readonly Site[],
		read: number,
	): Promise<void>;
}

type Together<Defined extends Flags = Flags> =
	RowsTogether<Defined> | OutputsTogether<Defined> | ActsTogether<Defined>;

/** One command of the command line; dispatch, help and completion follow from this record. */
export interface Command<Defined extends Flags = Flags> {
	readonly name: string;
	/** Follows the name in a list of commands. */
	readonly summary: string;
	/** The forms in which it can be called, without `chatlogs`. */
	readonly usage: readonly string[];
	/** The values of its first argument, if it is one of a few words. */
	readonly words?: readonly string[];
	/**
	Which of its arguments are numbers of sessions or changes, so that they may name the site of the store, as in
	`berlin:3073`.
	*/
	readonly numbers?: 'first' | 'all';
	/** Set if it does not work with the store that is named, so that this may be missing, or one of several. */
	readonly isWithoutStore?: true;
	/** How it works on several sites at once; missing where it does not. */
	readonly together?: Together<Defined>;
	readonly flags: Defined;
	readonly examples: readonly Example[];
	/**
	Resolves to the exit code.
	@throws Refusal if it cannot be done
	*/
	run(context: Context<Defined>): Promise<number>;
}

/** Checks the record's flags against their use in `run`. */
export const defineCommand = <const Defined extends Flags>(command: Command<Defined>): Command => command;
