import {UsageRefusal} from '../domain/refusal.js';
import {type Context} from './command.js';

/** @throws UsageRefusal if the text is not a positive whole number */
export const readId = (text: string, noun: 'session' | 'message' | 'change'): number => {
	const id = /^\d+$/.test(text) ? Number(text) : 0;
	if (id === 0 || !Number.isSafeInteger(id))
		throw new UsageRefusal(`“${text}” is not a ${noun} number: expected a whole number above 0.`);
	return id;
};

/** The one session that a command is about. */
export const readOnlyId = ({input}: Pick<Context, 'input'>): number => {
	const [text, ...more] = input;
	if (text === undefined || more.length > 0)
		throw new UsageRefusal('Name one session, by its id: chatlogs list shows them.');
	return readId(text, 'session');
};

export const expectNoInput = ({input}: Pick<Context, 'input'>): void => {
	if (input[0] !== undefined)
		throw new UsageRefusal(
			`“${input[0]}” was not expected here. Values of flags stand right after the flag.`,
		);
};
