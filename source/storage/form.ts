/**
Tells whether a value read from a file is of that type, down to its last part. The files of a store may come from
anybody, so nothing in them has its type before a form has checked it.
*/
export type Form<Value> = (value: unknown) => value is Value;

export const isText: Form<string> = value => typeof value === 'string';

/** A path that the system takes. */
export const isPath: Form<string> = (value): value is string => isText(value) && !value.includes('\0');

export const isTrue: Form<true> = (value): value is true => value === true;

export const isTruth: Form<boolean> = value => typeof value === 'boolean';

export const isAnything: Form<unknown> = (value): value is unknown => value !== undefined;

export const integerFrom =
	(least: number, most: number): Form<number> =>
	(value): value is number =>
		Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

/** A count, a position, or an id. */
export const isCount = integerFrom(0, Number.MAX_SAFE_INTEGER);

const highest32 = 0xff_ff_ff_ff;

/** A value for a column of 32 bits: Unix seconds up to the year 2106, a length, a checksum. */
export const is32Bits = integerFrom(0, highest32);

/** Unix seconds that are a date at all. */
export const isSecond = integerFrom(0, 8_640_000_000_000);

export const oneOf =
	<Value extends string>(values: readonly Value[]): Form<Value> =>
	(value): value is Value =>
		values.includes(value as Value);

/** A value that may be missing. */
export const maybe =
	<Value>(form: Form<Value>): Form<Value | undefined> =>
	(value): value is Value | undefined =>
		value === undefined || form(value);

export const orNull =
	<Value>(form: Form<Value>): Form<Value | null> =>
	(value): value is Value | null =>
		value === null || form(value);

export const listOf =
	<Value>(form: Form<Value>): Form<readonly Value[]> =>
	(value): value is readonly Value[] =>
		Array.isArray(value) && value.every(item => form(item));

export const pairOf =
	<First, Second>(first: Form<First>, second: Form<Second>): Form<readonly [First, Second]> =>
	(value): value is readonly [First, Second] =>
		Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);

export const isFields: Form<Readonly<Record<string, unknown>>> = (
	value,
): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes a form for each field of the type, also for optional ones. Other fields are ignored. */
export const recordOf = <Value extends object>(forms: {
	readonly [Name in keyof Required<Value>]: Form<Value[Name & keyof Value]>;
}): Form<Value> => {
	const fields = Object.entries<Form<unknown>>(forms);
	return (value): value is Value => isFields(value) && fields.every(([name, form]) => form(value[name]));
};

/** Whether lists and objects lie in one another on more levels than that. */
export const isDeeper = (value: unknown, levels: number): boolean => {
	if (typeof value !== 'object' || value === null) return false;
	if (levels === 0) return true;
	for (const member of Array.isArray(value) ? value : Object.values(value))
		if (typeof member === 'object' && isDeeper(member, levels - 1)) return true;
	return false;
};

/** Levels in a file, at most: far more than any has, and fewer than the engine can write as JSON. */
const deepest = 2000;

/** Whether so many levels may begin in a JSON text; most texts need not be looked through for them. */
const mayBeDeep = (text: string): boolean => {
	if (text.length <= 2 * deepest) return false;
	let begun = 0;
	for (const sign of '[{')
		for (let at = text.indexOf(sign); at !== -1 && begun <= deepest; at = text.indexOf(sign, at + 1)) begun++;
	return begun > deepest;
};

/**
The value of a JSON text from a file.
@throws SyntaxError if it is no JSON, or could not be written again
*/
export const parseFile = (text: string): unknown => {
	const value: unknown = JSON.parse(text);
	if (mayBeDeep(text) && isDeeper(value, deepest)) throw new SyntaxError('it is nested too deeply');
	return value;
};

/** The value of a JSON text; `undefined` if it does not have that form. */
export const readForm = <Value>(text: string, form: Form<Value>): Value | undefined => {
	try {
		const value = parseFile(text);
		return form(value) ? value : undefined;
	} catch {
		return undefined;
	}
};
