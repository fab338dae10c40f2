import meow from 'meow';
import about from '../../package.json' with {type: 'json'};
import {didYouMean} from '../domain/language/nearest.js';
import {UsageRefusal} from '../domain/refusal.js';
import {commandNames, loadCommand} from './command-list.js';
import {type Command, type Flag, type Flags, type FlagValues, frameFlags, globalFlags} from './command.js';
import {flagName} from './flag-name.js';
import {oneSiteOnly, sitesFlags} from './sites-flags.js';

type Values = FlagValues<Flags & typeof globalFlags & typeof frameFlags>;

export interface Arguments {
	/** `undefined` if no command is named. */
	readonly command: Command | undefined;
	readonly input: readonly string[];
	readonly flags: Values;
	/** The program's version. */
	readonly version: string;
}

/** Joins each flag with its value, as in `--filter=-is:orphaned`, so that a value may begin with `-`. */
const joinValues = (argv: readonly string[], flags: Flags): string[] => {
	const withValue = new Set(
		Object.keys(flags)
			.filter(key => flags[key]!.type !== 'boolean')
			.map(flagName),
	);
	const joined: string[] = [];
	for (let index = 0; index < argv.length; index++) {
		const argument = argv[index]!;
		if (argument === '--') return [...joined, ...argv.slice(index)];
		if (withValue.has(argument)) {
			const value = argv[++index];
			if (value === undefined || value.startsWith('--'))
				throw new UsageRefusal(
					`${argument} needs a value; one that begins with -- is written ${argument}=VALUE.`,
				);
			joined.push(`${argument}=${value}`);
		} else {
			joined.push(argument);
		}
	}

	return joined;
};

const unknownFlag = (key: string, flags: Flags, command: string | undefined): UsageRefusal => {
	if (command !== undefined && Object.hasOwn(sitesFlags, key)) return oneSiteOnly(command);
	const names = Object.entries(flags).map(([known, flag]) => flagName(flag.default ? `no-${known}` : known));
	return new UsageRefusal(
		`There is no flag ${flagName(key)} here${didYouMean(flagName(key), names) || '.'} --help lists them.`,
	);
};

const checkFlags = (values: Values, flags: Flags, command?: string): void => {
	for (const [key, value] of Object.entries(values)) {
		const flag = Object.hasOwn(flags, key) ? flags[key]! : undefined;
		if (flag === undefined) throw unknownFlag(key, flags, command);
		if (flag.type === 'number' && !(Number.isSafeInteger(value) && (value as number) >= 0))
			throw new UsageRefusal(`${flagName(key)} needs a whole number.`);
		if (flag.type === 'string' && [value].flat().includes('') && key !== 'filter')
			throw new UsageRefusal(`${flagName(key)} needs a value.`);
		if (flag.choices !== undefined && !flag.choices.includes(value as string))
			throw new UsageRefusal(
				`${flagName(key)} cannot be “${value as string}”; expected ${flag.choices.join(', ')}.`,
			);
	}
};

interface Parsed {
	readonly command?: string | undefined;
	readonly input: readonly string[];
	readonly values: Values;
	readonly version: string;
}

/** Reads the arguments with meow. With `commands` it stops at the first argument that is not a flag. */
const parse = (argv: readonly string[], flags: Flags, commands?: readonly string[]): Parsed => {
	const definitions = Object.entries(flags).map(([key, {type, default: byDefault, isMultiple, short}]) => [
		key,
		{
			type,
			...(byDefault && {default: byDefault}),
			...(isMultiple && {isMultiple}),
			...(short && {shortFlag: short}),
		},
	]);
	const options = {
		importMeta: import.meta,
		pkg: about,
		argv: joinValues(argv, flags),
		flags: Object.fromEntries(definitions) as Record<string, {type: Flag['type']}>,
		...(commands && {commands: [...commands]}),
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
	};
	try {
		const {command, input, flags: values, pkg} = meow(options);
		return {command, input, values: values as Values, version: pkg.version!};
	} catch (error) {
		// The only argument error that meow throws is a flag given twice.
		throw new UsageRefusal(error instanceof Error ? error.message : String(error), {cause: error});
	}
};

const unknownCommand = (name: string): UsageRefusal =>
	new UsageRefusal(
		`There is no command ${name}${didYouMean(name, commandNames) || '.'} chatlogs --help lists them.`,
	);

/** Finds the command, and the flags before it. */
const findCommand = (argv: readonly string[]): Parsed => {
	const [first, ...input] = argv;
	// Most command lines begin with their command. meow, which takes milliseconds, has nothing to find in them.
	if (first !== undefined && commandNames.includes(first))
		return {command: first, input, values: {}, version: about.version};
	// Any word passes as a command, since meow would report an unknown one in its own way and end the process.
	const words = argv.filter(argument => /^[^-\s]\S*$/.test(argument));
	return parse(argv, {...globalFlags, ...frameFlags}, [...commandNames, ...words]);
};

/**
Reads command, arguments and flags. Global flags may also stand before the command.
@throws UsageRefusal that names the mistake, and what was probably meant
*/
export const parseArguments = async (argv: readonly string[]): Promise<Arguments> => {
	const before = findCommand(argv);
	if (before.command === undefined) {
		checkFlags(before.values, {...globalFlags, ...frameFlags});
		return {...before, command: undefined, flags: before.values};
	}

	checkFlags(before.values, globalFlags);
	const command = await loadCommand(before.command);
	if (command === undefined) throw unknownCommand(before.command);
	const flags = {...globalFlags, ...command.flags};
	const {input, values} = parse(before.input, flags);
	checkFlags(values, flags, command.name);
	return {command, input, flags: {...before.values, ...values}, version: before.version};
};
