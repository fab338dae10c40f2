import {complete, type CompletionFacts} from '../domain/language/complete.js';
import {type Handler, handlerLabel} from '../domain/handler.js';
import {type Command, type Flag, type Flags, frameFlags, globalFlags} from './command.js';
import {type Site} from '../domain/site.js';
import {typeablePart} from '../text/safe-text.js';
import {flagName} from './flag-name.js';

/** A whole word that can stand at the cursor, and its meaning. */
export interface Candidate {
	readonly text: string;
	readonly hint: string;
}

/** How the words before the cursor name the store. */
export interface StoreNaming {
	readonly store?: string;
	readonly site?: string;
}

/** What candidates are made from. */
interface CompletionSources {
	readonly commands: readonly Command[];
	/** Reads the directory and channels of the store that is named, or else meant. */
	readonly facts: (naming: StoreNaming) => Promise<CompletionFacts>;
	readonly sites: () => readonly Site[];
}

const plain = (texts: readonly string[]): Candidate[] => texts.map(text => ({text, hint: ''}));

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

const siteNames = (sites: readonly Site[]): Candidate[] =>
	sites.map(({name, label = ''}) => ({text: name, hint: label}));

/** The list with one more name at its end. */
const siteLists = (sites: readonly Site[], typed: string): Candidate[] => {
	const begun = typed.slice(0, typed.lastIndexOf(',') + 1);
	const named = new Set(begun.split(','));
	return siteNames(sites.filter(({name}) => !named.has(name))).map(({text, hint}) => ({
		text: begun + text,
		hint,
	}));
};

const tags = (sites: readonly Site[]): Candidate[] =>
	plain([...new Set(sites.flatMap(site => site.tags ?? []))]);

/** Flags whose values depend on the sites. */
const siteValues: Readonly<Record<string, (sites: readonly Site[], typed: string) => Candidate[]>> = {
	site: siteNames,
	sites: siteLists,
	tag: tags,
	untag: tags,
};

/** Flags whose values depend on the store. */
const storeValues: Readonly<Record<string, (facts: CompletionFacts, typed: string) => Candidate[]>> = {
	filter: filters,
	to: destinations,
	reassign: deletedOwners,
};

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
	/** The values of --store and --site. */
	readonly naming: StoreNaming;
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
	let naming: StoreNaming = {};
	const name = (key: string, value: string): void => {
		if (key === 'store' || key === 'site') naming = {[key]: value};
	};

	const input: string[] = [];
	for (const word of words) {
		if (open !== undefined) {
			name(open[0], word);
			open = undefined;
		} else if (word.startsWith('-')) {
			const named = flagNamed(word, flags);
			if (takesValue(named?.[1])) open = named;
			const [, key, value] = /^--(store|site)=(.*)$/s.exec(word) ?? [];
			if (key !== undefined) name(key, value!);
		} else if (command === undefined) {
			command = commands.find(({name}) => name === word);
			flags = {...globalFlags, ...command?.flags};
			if (command === undefined) input.push(word);
		} else {
			input.push(word);
		}
	}

	return {command, flags, naming, input, open};
};

const valuesOf = async (
	[key, {choices, parts}]: readonly [key: string, flag: Flag],
	{naming}: Situation,
	typed: string,
	{facts, sites}: CompletionSources,
): Promise<readonly Candidate[]> => {
	if (Object.hasOwn(siteValues, key)) return siteValues[key]!(sites(), typed);
	if (Object.hasOwn(storeValues, key)) return storeValues[key]!(await facts(naming), typed);
	return parts ? longerLists(parts, typed) : plain(choices ?? []);
};

/**
The candidates for the last of the words after the program's name. None where only the shell knows them, such as files.
*/
export const candidatesFor = async (
	words: readonly string[],
	sources: CompletionSources,
): Promise<readonly Candidate[]> => {
	const {commands} = sources;
	const typed = words.at(-1) ?? '';
	const situation = readSituation(words.slice(0, -1), commands);
	const {command, flags, input, open} = situation;
	const begun = ({text}: Candidate): boolean => text.startsWith(typed);
	if (open !== undefined) {
		const values = await valuesOf(open, situation, typed, sources);
		return values.filter(begun);
	}

	const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(typed) ?? [];
	const named = name === undefined ? undefined : flagNamed(name, flags);
	if (named !== undefined) {
		const values = await valuesOf(named, situation, value!, sources);
		return values.map(({text, hint}) => ({text: `${name!}=${text}`, hint})).filter(begun);
	}

	if (typed.startsWith('-')) return flagNames(flags).filter(begun);
	if (command?.name === 'site' && input.length === 1 && input[0] !== 'add')
		return siteNames(sources.sites()).filter(begun);
	if (input.length > 0) return [];
	const first = command
		? plain(command.words ?? [])
		: commands.map(({name, summary}) => ({text: name, hint: summary}));
	return first.filter(begun);
};
