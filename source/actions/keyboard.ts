import {type Input, type Key} from '../state/key.js';
import {placeOf, withNotice} from '../state/state.js';
import {type App} from './app.js';
import {isTextTyped, paste, press, typeKey} from './press.js';

/** Milliseconds after text in which more counts as the same text, since a paste comes in pieces. */
const textPause = 100;
/** Milliseconds without other keys before an answer counts; a key sooner was meant for something else. */
const quietPause = 250;

/** Whether a key may be part of text, unlike arrows and keys with Ctrl or Alt. */
const isTypeable = ({name, text}: Key): boolean => text !== undefined || name === 'enter' || name === 'tab';

/**
Whether keys that arrived together are text: several different characters. The same one repeated is a key held down,
and digits may be a count.
*/
const areText = (keys: readonly Key[]): boolean => {
	const texts = keys.flatMap(({text}) => text ?? []);
	return new Set(texts).size > 1 && !texts.every(text => /^\d$/.test(text));
};

const blank: Key = {name: 'space', text: ' '};

const tell = (app: App, text: string): void => app.update(withNotice('refused', text));

/**
Sends input from the terminal where it belongs. Input that arrives together like text never acts as keys, even if the
terminal does not call it a paste: outside a text field it is dropped. An answer to a question counts only after a
quiet moment, and only if it came alone.
*/
export const createKeyboard = (app: App): ((input: Input) => Promise<void>) => {
	let textAt = -Infinity;
	let keyAt = -Infinity;

	/** Types into the field that has the focus; an Enter at the end is pressed as a key. */
	const typeText = async (keys: readonly Key[]): Promise<void> => {
		const last = keys.at(-1)!;
		const typed = last.name === 'enter' ? keys.slice(0, -1) : keys;
		for (const key of typed) typeKey(app, isTypeable(key) && key.text === undefined ? blank : key);
		if (typed !== keys) await press(app, last);
	};

	/** Why a key does not count as an answer, or `undefined` if it does. */
	const hasteOf = (key: Key, isAlone: boolean): string | undefined => {
		const {dialog} = app.state;
		const answers = app.keymap.actionFor(placeOf(app.state), key.name)?.answers;
		if (answers === undefined) return undefined;
		const openedAt = dialog && 'openedAt' in dialog ? dialog.openedAt : -Infinity;
		if (app.milliseconds() - Math.max(openedAt, keyAt, textAt) < quietPause)
			return 'That key came too soon to count as an answer. Read the question, then press it.';
		return answers === 'alone' && !isAlone ? 'Only a single key counts as an answer.' : undefined;
	};

	const pressOne = async (key: Key, isAlone: boolean): Promise<void> => {
		const haste = hasteOf(key, isAlone);
		if (haste !== undefined) {
			tell(app, haste);
			return;
		}

		// The keys of one answer need no pause between them.
		const isAnswer = app.keymap.actionFor(placeOf(app.state), key.name)?.answers !== undefined;
		if (!isAnswer) keyAt = app.milliseconds();
		await press(app, key);
	};

	return async input => {
		const now = app.milliseconds();
		if ('pasted' in input) {
			textAt = now;
			paste(app, input.pasted);
			return;
		}

		const {keys} = input;
		const isMore = now - textAt < textPause && keys.some(isTypeable);
		if (!isMore && !areText(keys)) {
			const isAlone = keys.filter(isTypeable).length <= 1;
			await Promise.all(keys.map(async key => pressOne(key, isAlone)));
			return;
		}

		textAt = now;
		const interrupt = keys.find(({name}) => name === 'ctrl-c');
		if (interrupt) await press(app, interrupt);
		else if (isTextTyped(app)) await typeText(keys);
		else tell(app, 'Keys that came all at once were taken for pasted text, and did nothing.');
	};
};
