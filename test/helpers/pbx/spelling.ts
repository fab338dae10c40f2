import {type Quirks} from './quirks.js';

type Answer = Readonly<Record<string, unknown>>;

/** Members that some builds have as JSON in a string, besides those that always are. */
const packable: ReadonlySet<string> = new Set([
	'list',
	'data',
	'from',
	'to',
	'user_info',
	'sender',
	'members',
]);

const asTexts = (value: unknown): unknown => {
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return value.map(asTexts);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asTexts(member)]));
};

const packed = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(packed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => {
			const inner = packed(member);
			return [name, packable.has(name) ? JSON.stringify(inner) : inner];
		}),
	);
};

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const withoutEmpty = (answer: Answer, {emptyList}: Quirks): Answer => {
	if (emptyList === 'array') return answer;
	const entries = Object.entries(answer).map(([name, value]): [string, unknown] => [
		name,
		isEmpty(value) ? null : value,
	]);
	return Object.fromEntries(emptyList === 'null' ? entries : entries.filter(([, value]) => value !== null));
};

/** An answer as this PBX's build writes it. */
export const spelled = (answer: Answer, quirks: Quirks): string => {
	const {isPacked, areNumbersTexts} = quirks;
	const told = withoutEmpty(answer, quirks);
	const texts = areNumbersTexts ? asTexts(told) : told;
	return JSON.stringify(isPacked ? packed(texts) : texts);
};
