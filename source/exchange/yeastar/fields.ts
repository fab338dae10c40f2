import {Refusal} from '../../domain/refusal.js';
import {isDeeper} from '../../storage/form.js';
import {parseJson} from '../read/parse-json.js';

/** A JSON object as the PBX gives it: any field may be missing, of another type, or unknown. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: unknown): boolean => (value ?? '') === '';

/** Levels of lists and objects in a value that is kept as it came; far deeper ones could not be written as JSON. */
const deepest = 100;

/** A value as a refusal shows it, however deep it is. */
export const shown = (value: unknown): string =>
	isDeeper(value, deepest) ? '…' : JSON.stringify(value).slice(0, 40);

const isNothing = (value: unknown): boolean =>
	isBlank(value) || (typeof value === 'object' && Object.keys(value!).length === 0);

/**
Numbers as text, and nothing as ''. Halves of surrogate pairs become U+FFFD, since no file can hold them. Refuses
values that would be lost: objects, lists, true and false.
*/
export const textOf = (value: unknown): string => {
	if (typeof value === 'string') return value.toWellFormed();
	if (typeof value === 'number') return String(value);
	if (isNothing(value)) return '';
	throw new Refusal(`it has ${shown(value)} where a text belongs`);
};

/** The first of the values that is not empty, as text. */
export const firstText = (...values: readonly unknown[]): string => {
	let first = '';
	for (const value of values) {
		const text = textOf(value);
		if (first === '') first = text;
	}

	return first;
};

/** A whole number, also one written as text. */
export const integerOf = (value: unknown): number | undefined => {
	const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
	return Number.isSafeInteger(number) ? (number as number) : undefined;
};

/** An id that must be there. Refuses anything but a positive whole number that JavaScript can hold exactly. */
export const idOf = (value: unknown, name: string): number => {
	if (isBlank(value)) throw new Refusal(`its ${name} is missing`);
	const id = integerOf(value);
	// Otherwise "0012" would be the session 12.
	const isPadded = typeof value === 'string' && /^\s*0\d/.test(value);
	if (id === undefined || id <= 0 || isPadded)
		throw new Refusal(
			`its ${name} is ${shown(value)}, not a positive whole number of at most ${Number.MAX_SAFE_INTEGER}, without zeros before it`,
		);
	return id;
};

/** An id that may be left out; the PBX writes 0 for none. */
export const optionalIdOf = (value: unknown, name: string): number | undefined =>
	isBlank(value) || integerOf(value) === 0 ? undefined : idOf(value, name);

/** Above it, times do not fit the store's column (the year 2106); milliseconds always lie above it. */
const latestSecond = 0xff_ff_ff_ff;

/**
Unix seconds; `undefined` where the PBX says nothing or 0. Refuses numbers that cannot be seconds, such as
milliseconds.
*/
export const secondsOf = (value: unknown, name: string): number | undefined => {
	if (isBlank(value)) return undefined;
	// Node would put a list together as text, however deep it is.
	const seconds = typeof value === 'object' ? Number.NaN : Math.trunc(Number(value));
	if (seconds === 0) return undefined;
	if (seconds > 0 && seconds <= latestSecond) return seconds;
	const hint = seconds > latestSecond ? ' (milliseconds?)' : '';
	throw new Refusal(`its ${name} is ${shown(value)}, which is no time in Unix seconds${hint}`);
};

const flags: ReadonlyMap<string, boolean> = new Map([
	['1', true],
	['true', true],
	['0', false],
	['false', false],
]);

/** `1`, `"1"`, `true` and `"true"` are yes, the same with 0 and false no; anything else is unknown. */
export const flagOf = (value: unknown): boolean | undefined =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? flags.get(String(value).toLowerCase())
		: undefined;

/**
A value that the PBX puts into a string as JSON. A string that is no JSON stays as it is; an empty one says nothing.
*/
export const unpacked = (value: unknown): unknown => {
	if (isBlank(value)) return undefined;
	if (typeof value !== 'string') return value;
	try {
		return parseJson(value);
	} catch {
		return value.toWellFormed();
	}
};

/** A value that is kept as it came. Refuses one that is nested too deeply. */
export const kept = <Value>(value: Value, name: string): Value => {
	if (isDeeper(value, deepest)) throw new Refusal(`its ${name} is nested more than ${deepest} levels deep`);
	return value;
};

/** The fields without those named; `undefined` if none is left. */
export const without = (fields: Fields, names: ReadonlySet<string>): Fields | undefined => {
	const rest = Object.keys(fields).filter(name => !names.has(name));
	return rest.length === 0 ? undefined : Object.fromEntries(rest.map(name => [name, fields[name]]));
};
