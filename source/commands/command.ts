import {type Actor} from '../domain/change.js';
import {type Sender} from '../exchange/platform/courier.js';
import {type Machine} from '../storage/machine.js';

/** The program's exit codes; 70 for a bug comes from sysexits.h. */
export const exitCode = {done: 0, refused: 1, usage: 2, store: 3, pbx: 3, bug: 70} as const;

/** The exit codes in words. */
export const exitCodes: readonly {readonly code: number; readonly meaning: string}[] = [
	{code: exitCode.done, meaning: 'done; a session skipped because it is already so counts as done'},
	{code: exitCode.refused, meaning: 'something was refused, and each refusal is named'},
	{code: exitCode.usage, meaning: 'a mistake in the arguments, or in the filter'},
	{
		code: exitCode.store,
		meaning:
			'the store or the PBX cannot be used: missing, damaged, newer version, no permission, disk full, no connection',
	},
	{code: exitCode.bug, meaning: 'a bug in chatlogs; its trace is on stderr'},
];

/** A flag as meow takes it, with its explanation in help. */
export interface Flag {
	readonly type: 'string' | 'number' | 'boolean';
	/** The placeholder of its value in help. */
	readonly value?: string;
	/** Set for a boolean that is on unless `--no-…` is given. */
	readonly default?: true;
	/** The only values that it takes. */
	readonly choices?: readonly string[];
	/** Whether it may be given several times. */
	readonly isMultiple?: true;
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
	as: {type: 'string', value: 'NAME', explanation: 'who acts, recorded beside the system user'},
	accessible: {
		type: 'boolean',
		explanation:
			'the screen for a screen reader or braille display: words instead of signs (else CHATLOGS_ACCESSIBLE=1)',
	},
	json: {type: 'boolean', explanation: 'one JSON document on stdout, and nothing else there'},
	allowNetworkFs: {
		type: 'boolean',
		explanation: 'write to a store on a network file system, which only one machine may do',
	},
	help: {type: 'boolean', explanation: 'explain the command'},
	version: {type: 'boolean', explanation: 'print the version'},
} as const satisfies Flags;

/** Flags of the screen, for use without a command. */
export const frameFlags = {
	once: {type: 'boolean', explanation: 'print one frame of the screen as text instead of opening it'},
	size: {type: 'string', value: '120x40', explanation: 'columns and rows of that frame; 80x24 by default'},
	filter: {type: 'string', value: 'Q', explanation: 'what the frame lists'},
} as const satisfies Flags;

export type Input = NodeJS.ReadableStream & {readonly isTTY?: boolean};

export interface Output {
	/** Set if it is a terminal. */
	readonly isTTY?: boolean;
	/** Width of the terminal in cells. */
	readonly columns?: number;
	/** Calls back once the text has been taken, or with an error if the reader is gone. */
	write(text: string, onTaken?: (error?: Error | null) => void): unknown;
}

export interface Streams {
	readonly stdin: Input;
	readonly stdout: Output;
	readonly stderr: Output;
}

/** Everything a command has to work with. */
export interface Context<Defined extends Flags = Flags> extends Streams {
	/** The arguments that are not flags, without the command's name. */
	readonly input: readonly string[];
	readonly flags: FlagValues<Defined & typeof globalFlags>;
	/** The store's folder, which need not exist. */
	readonly folder: string;
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
	/** The command of that name, if it exists. */
	command(name: string): Promise<Command | undefined>;
	/** Every command. */
	commands(): Promise<readonly Command[]>;
	/** Shows the store in that folder on the whole terminal, and at first the text; resolves to the exit code. */
	openScreen(folder: string, told?: string): Promise<number>;
}

export interface Example {
	readonly line: string;
	readonly explanation: string;
}

/** One command of the command line; dispatch, help and completion follow from this record. */
export interface Command<Defined extends Flags = Flags> {
	readonly name: string;
	/** Follows the name in a list of commands. */
	readonly summary: string;
	/** The forms in which it can be called, without `chatlogs`. */
	readonly usage: readonly string[];
	/** The values of its first argument, if it is one of a few words. */
	readonly words?: readonly string[];
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
