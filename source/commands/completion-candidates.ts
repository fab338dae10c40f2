import {complete, type CompletionFacts} from '../domain/language/complete.js';
import {type Handler, handlerLabel} from '../domain/handler.js';
import {type Command, type Flag, type Flags, frameFlags, globalFlags} from './command.js';
import {typeablePart} from '../text/safe-text.js';
import {flagName} from './flag-name.js';

/** A whole word that can stand at the cursor, and its meaning. */
export interface Candidate {
	readonly text: string;
	readonly hint: string;
}

/** Reads the directory and channels of the store in that folder, or of the default store. */
type ReadFacts = (folder: string | undefined) => Promise<CompletionFacts>;

/** Names owners by number or name, or by id if the name cannot be typed. */
const ownerCandidates = (owners: readonly Handler[]): Candidate[] =>
	owners.map(owner => {
		const name = owner.number || owner.name;
		return {
			text: `${owner.kind}:${typeablePart(name) === name ? name : owner.id}`,
			hint: handlerLabel(owner),
		};
	});

const destinations = ({directory}: CompletionFacts): Candidate[] => [
	...ownerCandidates([...directory.destinations('extension'), ...directory.destinations('queue')]),
	{text: 'api', hint: 'the analytics platform'},
];

const deletedOwners = ({directory}: CompletionFacts): Candidate[] =>
	ownerCandidates(directory.owners.filter(owner => directory.isDeleted(owner)));

/**
The filter with each possible end. A field alone is not an end, so its values are offered at once.
*/
const filters = (facts: CompletionFacts, typed: string): Candidate[] => {
	const {from, options} = complete(typed, typed.length, facts);
	const candidates = options
		.map(({text, hint}) => ({text: typed.slice(0, from) + text, hint}))
		.filter(({text}) => text.startsWith(typed));
	const [only, ...others] = candidates;
	const isField = only !== undefined && others.length === 0 && only.text.endsWith(':') && only.text !== typed;
	const values = isField ? filters(facts, only.text) : [];
	return values.length > 0 ? values : candidates;
};

/** Flags whose values depend on the store. */
const storeValues: Readonly<Record<string, (facts: CompletionFacts, typed: string) => Candidate[]>> = {
	filter: filters,
	to: destinations,
	reassign: deletedOwners,
};

const plain = (texts: readonly string[]): Candidate[] => texts.map(text => ({text, hint: ''}));

/** The lists that go on with one more of the parts, none twice. */
const longerLists = (parts: readonly string[], typed: string): Candidate[] => {
	const before = typed.slice(0, typed.lastIndexOf(',') + 1);
	const used = new Set(before.split(','));
	return plain(parts.filter(part => !used.has(part)).map(part => before + part));
};

const flagNames = (flags: Flags): Candidate[] =>
	Object.entries(flags).map(([key, {default: byDefault, explanation}]) => ({
		text: flagName(byDefault ? `no-${key}` : key),
		hint: explanation,
	}));

const takesValue = (flag: Flag | undefined): boolean => flag !== undefined && flag.type !== 'boolean';

const flagNamed = (name: string, flags: Flags): readonly [key: string, flag: Flag] | undefined =>
	Object.entries(flags).find(([key]) => flagName(key) === name);

interface Situation {
	readonly command: Command | undefined;
	readonly flags: Flags;
	/** The value of --store. */
	readonly folder: string | undefined;
	/** Arguments of the command before the cursor. */
	readonly input: readonly string[];
	/** The flag whose value is being typed. */
	readonly open: readonly [key: string, flag: Flag] | undefined;
}

/** Reads the words before the cursor. */
const readSituation = (words: readonly string[], commands: readonly Command[]): Situation => {
	let command: Command | undefined;
	let flags: Flags = {...globalFlags, ...frameFlags};
	let open: Situation['open'];
	let folder: string | undefined;
	const input: string[] = [];
	for (const word of words) {
		if (open !== undefined) {
			if (open[0] === 'store') folder = word;
			open = undefined;
		} else if (word.startsWith('-')) {
			const named = flagNamed(word, flags);
			if (takesValue(named?.[1])) open = named;
			if (word.startsWith('--store=')) folder = word.slice('--store='.length);
		} else if (command === undefined) {
			command = commands.find(({name}) => name === word);
			flags = {...globalFlags, ...command?.flags};
			if (command === undefined) input.push(word);
		} else {
			input.push(word);
		}
	}

	return {command, flags, folder, input, open};
};

const valuesOf = async (
	[key, {choices, parts}]: readonly [key: string, flag: Flag],
	{folder}: Situation,
	typed: string,
	readFacts: ReadFacts,
): Promise<readonly Candidate[]> => {
	if (Object.hasOwn(storeValues, key)) return storeValues[key]!(await readFacts(folder), typed);
	return parts ? longerLists(parts, typed) : plain(choices ?? []);
};

/**
The candidates for the last of the words after the program's name. None where only the shell knows them, such as files.
*/
export const candidatesFor = async (
	words: readonly string[],
	commands: readonly Command[],
	readFacts: ReadFacts,
): Promise<readonly Candidate[]> => {
	const typed = words.at(-1) ?? '';
	const situation = readSituation(words.slice(0, -1), commands);
	const {command, flags, input, open} = situation;
	const begun = ({text}: Candidate): boolean => text.startsWith(typed);
	if (open !== undefined) {
		const values = await valuesOf(open, situation, typed, readFacts);
		return values.filter(begun);
	}

	const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(typed) ?? [];
	const named = name === undefined ? undefined : flagNamed(name, flags);
	if (named !== undefined) {
		const values = await valuesOf(named, situation, value!, readFacts);
		return values.map(({text, hint}) => ({text: `${name!}=${text}`, hint})).filter(begun);
	}

	if (typed.startsWith('-')) return flagNames(flags).filter(begun);
	if (input.length > 0) return [];
	const first = command
		? plain(command.words ?? [])
		: commands.map(({name, summary}) => ({text: name, hint: summary}));
	return first.filter(begun);
};
