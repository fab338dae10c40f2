import {text as textOf} from 'node:stream/consumers';
import {UsageRefusal} from '../domain/refusal.js';
import {readSiteName} from '../domain/site.js';
import {type Command} from './command.js';
import {type Input} from './streams.js';

/** A number as it is printed where several sites are looked at. */
const form = /^([a-z\d][\w.-]*):(\d+)$/i;

/** Numbers as a command reads them, and the site that they named. */
interface Numbers {
	readonly input: readonly string[];
	/** `undefined` if they name none. */
	readonly site: string | undefined;
}

const siteOf = (word: string): string | undefined => {
	const [, name] = form.exec(word) ?? [];
	return name === undefined ? undefined : readSiteName(name);
};

/** @throws UsageRefusal if not all of them name the same site */
const withoutSite = (words: readonly string[]): Numbers => {
	const names = [...new Set(words.map(word => siteOf(word)))];
	const [site, other] = names;
	if (names.length <= 1)
		return {input: site === undefined ? words : words.map(word => word.slice(word.indexOf(':') + 1)), site};
	const plain = words.find(word => siteOf(word) === undefined);
	throw new UsageRefusal(
		plain === undefined
			? `These numbers are of several sites (${names.join(', ')}): name those of one at a time.`
			: `“${plain}” does not say which site it is of, but others do: ${site ?? other!}:${plain}?`,
	);
};

/**
Takes the site off the numbers in the arguments of a command, also off those that are piped in for `-`.
@throws UsageRefusal if they do not all name the same site, or some of them name none
*/
export const withoutSites = async (
	{numbers}: Command,
	input: readonly string[],
	stdin: Input,
): Promise<Numbers> => {
	if (numbers === undefined || input.length === 0) return {input, site: undefined};
	if (numbers === 'first') {
		const {site, input: first} = withoutSite(input.slice(0, 1));
		return {site, input: [...first, ...input.slice(1)]};
	}

	const isPiped = input.length === 1 && input[0] === '-';
	if (!isPiped) return withoutSite(input);
	const words = await textOf(stdin.stream()).then(text => text.split(/\s+/).filter(Boolean));
	return words.length === 0 ? {input, site: undefined} : withoutSite(words);
};
