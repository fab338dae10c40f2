import meow from 'meow';
import about from '../../package.json' with {type: 'json'};
import {didYouMean} from '../domain/language/nearest.js';
import {UsageRefusal} from '../domain/refusal.js';
import {isUnseen} from '../text/unseen.js';
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

const unknownFlag = (name: string, known: readonly string[], command?: string): UsageRefusal => {
	if (command !== undefined && Object.keys(sitesFlags).map(flagName).includes(name))
		return oneSiteOnly(command);
	return new UsageRefusal(
		`There is no flag ${name} here${didYouMean(name, known) || '.'} --help lists them.`,
	);
};

const setTwice = (name: string): UsageRefusal => new UsageRefusal(`${name} can only be set once.`);

/** The flags as they are typed. One that is on by default is only ever turned off. */
const flagsByName = (flags: Flags): ReadonlyMap<string, readonly [key: string, flag: Flag]> =>
	new Map(
		Object.entries(flags).flatMap(([key, flag]) => {
			const keys = [flag.default ? `no-${key}` : key, flag.short ?? []].flat();
			return keys.map(typed => [flagName(typed), [key, flag]]);
		}),
	);

interface Sorted {
	readonly words: readonly string[];
	/** In a form that meow cannot misread: it takes a pair of quotes off a value, and `--dry-run=yes` would be a `false`. */
	readonly written: readonly string[];
}

/**
Tells the flags from the other words.
@param command if it is missing, the flags are those before a command, so the first word ends them
*/
const sort = (argv: readonly string[], flags: Flags, command: string | undefined): Sorted => {
	const known = flagsByName(flags);
	const given = new Set<Flag>();
	const written: string[] = [];
	const words: string[] = [];
	for (let index = 0; index < argv.length; index++) {
		const argument = argv[index]!;
		const isFlag = /^-(?!-*$|\d+$)/.test(argument);
		if (argument === '--') return {written, words: [...words, ...argv.slice(index + 1)]};
		if (!isFlag && command === undefined) return {written, words: argv.slice(index)};
		if (!isFlag) {
			words.push(argument);
			continue;
		}

		const [, name, inline] = /^([^=]*)(?:=([^]*))?$/.exec(argument)!;
		const [key, flag] = known.get(name!) ?? [];
		if (flag === undefined) throw unknownFlag(name!, [...known.keys()], command);
		if (flag.type === 'boolean') {
			if (inline !== undefined) throw new UsageRefusal(`${name} takes no value.`);
			written.push(flag.default ? name! : flagName(key!));
			continue;
		}

		const value = inline ?? argv[++index];
		if (value === undefined || (inline === undefined && value.startsWith('--')))
			throw new UsageRefusal(`${name} needs a value; one that begins with -- is written ${name}=VALUE.`);
		if (given.has(flag) && !flag.isMultiple) throw setTwice(name!);
		given.add(flag);
		written.push(`${name}="${value}"`);
	}

	return {written, words};
};

/** @throws UsageRefusal if the flag cannot have that value, which is a text, a list of texts, or `true` */
const readValue = (key: string, flag: Flag, value: unknown): unknown => {
	const name = flagName(key);
	if (flag.type === 'number') {
		const isNumber = /^\d+$/.test(value as string) && Number.isSafeInteger(Number(value));
		if (!isNumber) throw new UsageRefusal(`${name} needs a whole number.`);
		return Number(value);
	}

	const isBlank = [value].flat().some(text => isUnseen(String(text)));
	if (isBlank && key !== 'filter') throw new UsageRefusal(`${name} needs a value.`);
	if (flag.choices !== undefined && !flag.choices.includes(value as string))
		throw new UsageRefusal(`${name} cannot be “${value as string}”; expected ${flag.choices.join(', ')}.`);
	return value;
};

interface Parsed {
	readonly input: readonly string[];
	readonly values: Values;
}

const parse = (argv: readonly string[], flags: Flags, command?: string): Parsed => {
	const {words, written} = sort(argv, flags, command);
	const definitions = Object.entries(flags).map(([key, {type, default: byDefault, isMultiple}]) => [
		key,
		{
			type: type === 'number' ? 'string' : type,
			...(byDefault && {default: byDefault}),
			...(isMultiple && {isMultiple}),
		},
	]);
	const {flags: read} = meow({
		importMeta: import.meta,
		pkg: about,
		argv: written,
		flags: Object.fromEntries(definitions) as Record<string, {type: Flag['type']}>,
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
	});
	const values = Object.entries(read).map(([key, value]) => [key, readValue(key, flags[key]!, value)]);
	return {input: words, values: Object.fromEntries(values) as Values};
};

const unknownCommand = (name: string): UsageRefusal =>
	new UsageRefusal(
		`There is no command ${name === '' ? '“”' : name}${didYouMean(name, commandNames) || '.'} chatlogs --help lists them.`,
	);

/** Reads the flags before the command; the first word is the command. */
const parseBefore = (argv: readonly string[]): Parsed =>
	// Most command lines begin with their command. meow, which takes milliseconds, has nothing to find in them.
	argv[0] !== undefined && commandNames.includes(argv[0])
		? {input: argv, values: {}}
		: parse(argv, {...globalFlags, ...frameFlags});

/**
Reads command, arguments and flags. Global flags may also stand before the command.
@throws UsageRefusal that names the mistake, and what was probably meant
*/
export const parseArguments = async (argv: readonly string[]): Promise<Arguments> => {
	const {version} = about;
	const before = parseBefore(argv);
	const [name, ...rest] = before.input;
	if (name === undefined) return {command: undefined, input: [], flags: before.values, version};
	const early = Object.keys(before.values);
	const ofFrame = early.find(key => !Object.hasOwn(globalFlags, key));
	if (ofFrame !== undefined) throw unknownFlag(flagName(ofFrame), Object.keys(globalFlags).map(flagName));
	const command = await loadCommand(name);
	if (command === undefined) throw unknownCommand(name);
	const flags: Flags = {...globalFlags, ...command.flags};
	const {input, values} = parse(rest, flags, command.name);
	const again = early.find(key => flags[key]!.type !== 'boolean' && Object.hasOwn(values, key));
	if (again !== undefined) throw setTwice(flagName(again));
	return {command, input, flags: {...before.values, ...values}, version};
};
