import {type Fields, isFields} from '../yeastar/fields.js';

const snakeName = (name: string): string => name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** Members that hold the user's own data, whose names stay. */
const own: ReadonlySet<string> = new Set(['attributes']);

/**
A resource with the names of the API. Twilio's command line and libraries write `dateCreated` for `date_created`, also
in the objects and lists of objects that it holds.
*/
export const snakeCased = (fields: Fields): Fields => {
	const renamed = (members: Fields): Fields =>
		Object.fromEntries(Object.entries(members).map(([name, value]) => [snakeName(name), value]));
	const within = (value: unknown): unknown => (isFields(value) ? renamed(value) : value);
	const deeper = (value: unknown): unknown =>
		Array.isArray(value) ? (value as readonly unknown[]).map(item => within(item)) : within(value);
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [snakeName(name), own.has(name) ? value : deeper(value)]),
	);
};
