import {type Input, type Key} from '../state/key.js';
import {placeOf, withNotice} from '../state/state.js';
import {type App} from './app.js';
import {isTextTyped, paste, press, typeKey} from './press.js';

/** Milliseconds in which what follows on text is more of it: a paste comes in pieces. */
const textPause = 100;
/** Milliseconds without other keys before an answer counts: what comes sooner was meant for something else. */
const quietPause = 250;

/** Whether it may be a part of text: all but keys that Ctrl or Alt was held down for, arrows and the like. */
const isTypeable = ({name, text}: Key): boolean => text !== undefined || name === 'enter' || name === 'tab';

/** Whether keys that came at once are text: several letters, unless a key is held down; digits may be a count. */
const areText = (keys: readonly Key[]): boolean => {
	const texts = keys.flatMap(({text}) => text ?? []);
	return new Set(texts).size > 1 && !texts.every(text => /^\d$/.test(text));
};

const blank: Key = {name: 'space', text: ' '};

const tell = (app: App, text: string): void => app.update(withNotice('refused', text));

/**
Takes what comes from the terminal to where it belongs. What came at once like text is no keys, whatever the terminal
says of it: outside of a text it is dropped. An answer to a question counts only after a quiet moment, and only if it
came alone.
*/
export const createKeyboard = (app: App): ((input: Input) => Promise<void>) => {
	let textAt = -Infinity;
	let keyAt = -Infinity;

	/** Types into the text that has the focus; only a last Enter is more than a part of it. */
	const typeText = async (keys: readonly Key[]): Promise<void> => {
		const last = keys.at(-1)!;
		const typed = last.name === 'enter' ? keys.slice(0, -1) : keys;
		for (const key of typed) typeKey(app, isTypeable(key) && key.text === undefined ? blank : key);
		if (typed !== keys) await press(app, last);
	};

	/** Why a key is no answer to what is asked, if so. */
	const hasteOf = (key: Key, isAlone: boolean): string | undefined => {
		const {dialog} = app.state;
		const answers = app.keymap.actionFor(placeOf(app.state), key.name)?.answers;
		if (answers === undefined) return undefined;
		const openedAt = dialog && 'openedAt' in dialog ? dialog.openedAt : -Infinity;
		if (app.milliseconds() - Math.max(openedAt, keyAt, textAt) < quietPause)
			return 'That key came too soon to be an answer. Read what is asked, then press it.';
		return answers === 'alone' && !isAlone ? 'Only a key that comes alone is an answer.' : undefined;
	};

	const pressOne = async (key: Key, isAlone: boolean): Promise<void> => {
		const haste = hasteOf(key, isAlone);
		if (haste !== undefined) {
			tell(app, haste);
			return;
		}

		// Parts of one answer need no moment between them.
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
