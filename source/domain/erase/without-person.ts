import {type History} from '../history.js';

/** Whether a text is a number, an id or a name of a person, and nothing else. */
export type IsTheirs = (text: string) => boolean;

/** Longer texts are no numbers and no names. */
const longest = 200;

/** Shorter numbers in JSON count or date something. */
const shortest = 5;

/** Fields by which an archive knows a chat again. */
const identity: ReadonlySet<string> = new Set(['source', 'source_account', 'source_id', 'zone']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isTold = (value: unknown, isTheirs: IsTheirs): boolean => {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || text === '' || text.length > longest) return false;
	return (typeof value === 'string' || text.length >= shortest) && isTheirs(text);
};

/** An entry of a list that is of the person. */
const isEntry = (value: unknown, isTheirs: IsTheirs): boolean =>
	isTold(value, isTheirs) || (isObject(value) && Object.values(value).some(each => isTold(each, isTheirs)));

/** JSON in a text, as some systems send it; `undefined` if it is none. */
const packed = (text: string): unknown => {
	if (!/^\s*[\[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};

const rest = (value: unknown, isTheirs: IsTheirs): unknown => {
	if (typeof value === 'string') {
		const inside = packed(value);
		const left = inside === undefined ? undefined : rest(inside, isTheirs);
		return left === inside ? value : JSON.stringify(left);
	}

	if (Array.isArray(value)) {
		const before: readonly unknown[] = value;
		const left = before.filter(each => !isEntry(each, isTheirs)).map(each => rest(each, isTheirs));
		return left.length === before.length && left.every((each, index) => each === before[index])
			? before
			: left;
	}

	if (!isObject(value)) return value;
	const entries = Object.entries(value);
	const left = entries.flatMap(([name, each]) =>
		isTold(name, isTheirs) || isTold(each, isTheirs) ? [] : [[name, rest(each, isTheirs)] as const],
	);
	const isSame =
		left.length === entries.length && left.every(([, each], index) => each === entries[index]![1]);
	return isSame ? value : Object.fromEntries(left);
};

type Extra = NonNullable<History['extra']>;

/**
The other fields of a session of others, without the person: texts that are their number or name go, and so do the
entries of lists that have one, and fields that are called so. The same value if there is none.
*/
export const extraWithout = (extra: Extra, isTheirs: IsTheirs): Extra => {
	const kept = Object.fromEntries(Object.entries(extra).filter(([name]) => identity.has(name)));
	const others = Object.fromEntries(Object.entries(extra).filter(([name]) => !identity.has(name)));
	const left = rest(others, isTheirs) as Extra;
	return left === others ? extra : {...left, ...kept};
};

/** The history of a session of others without what is in it beside messages of the person; the same one if nothing is. */
export const historyWithout = (history: History, isTheirs: IsTheirs): History => {
	const records = history.records.filter(({by}) => by === '' || !isTheirs(by));
	const {extra: before} = history;
	const extra = before && extraWithout(before, isTheirs);
	if (records.length === history.records.length && extra === before) return history;
	return {...history, records, ...(extra && {extra})};
};
