import {Refusal} from '../../domain/refusal.js';
import {type Fields, integerOf, isFields, textOf, unpacked} from './fields.js';
import {type ExtensionEvent, type Gathering} from './gathering.js';

/** Events that say nothing about chats, by the names of the developer guide ("API Events Overview"). */
const otherEvents: ReadonlyMap<number, string> = new Map([
	[30_030, 'bulk message sending failed'],
	[30_034, 'system event'],
	[30_035, 'system event'],
	[30_036, 'system event'],
	[30_038, 'read receipt'],
]);

const extensionOptions: readonly string[] = [
	'CREATE',
	'UPDATE',
	'DELETE',
] satisfies readonly ExtensionEvent['option'][];

const isExtensionOption = (option: string): option is ExtensionEvent['option'] =>
	extensionOptions.includes(option);

/** Events have a number where sessions have a word. */
export const isEvent = (fields: Fields): boolean => integerOf(fields.type) !== undefined;

const extensionEventOf = (message: Fields): ExtensionEvent => {
	const number = textOf(message.ext_number);
	const option = textOf(message.option).toUpperCase();
	if (number === '' || !isExtensionOption(option)) {
		throw new Refusal('the event has no ext_number, or its option is none of CREATE, UPDATE and DELETE');
	}

	return {number, option};
};

/** `{type, sn, msg}`, where `msg` is an object or, on some PBX builds, a string that holds one. */
export const readEvent = (event: Fields, origin: string, into: Gathering): void => {
	const type = integerOf(event.type)!;
	const message = unpacked(event.msg);
	if (![30_022, 30_031, 30_032].includes(type)) {
		const name = otherEvents.get(type);
		throw new Refusal(
			`event ${type}${name ? ` (${name})` : ''} holds nothing about chats; it was passed over`,
		);
	}

	if (!isFields(message)) throw new Refusal(`the msg of event ${type} is no JSON object`);
	if (type === 30_022) into.extensionEvents.push(extensionEventOf(message));
	else into.addMessage(message, undefined, origin, type === 30_032 ? 'result' : undefined);
};
