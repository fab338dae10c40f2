import {Refusal} from '../../domain/refusal.js';
import {integerOf, secondsOf} from '../yeastar/fields.js';

/** Unix seconds of a time as exports write it; `undefined` if it is `null` or missing. */
export const timeOf = (value: unknown, name: string): number | undefined => {
	if (value === null || value === undefined) return undefined;
	const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	if (Number.isNaN(milliseconds)) throw new Refusal(`its ${name} is no time such as 2026-11-03T12:00:00Z`);
	return milliseconds === 0 ? 0 : secondsOf(milliseconds / 1000, name);
};

/** A whole number from 0 on that fits a column of the store. */
export const countOf = (value: unknown, name: string): number => {
	const count = integerOf(value);
	if (count === undefined || count < 0) throw new Refusal(`its ${name} is not a whole number from 0 on`);
	return count;
};

/** Nothing is an empty list. */
export const listOf = (value: unknown, name: string): readonly unknown[] => {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw new Refusal(`its ${name} is no list`);
	return value;
};
