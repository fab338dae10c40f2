import {setTimeout as delay} from 'node:timers/promises';
import {type App} from '../actions/app.js';
import {tellRefusal} from '../actions/run-action.js';
import {
	endSearch,
	isSameSearch,
	type MessageSearch,
	type WantedWords,
	wantedWords,
} from '../state/message-search.js';
import {findInMessages} from '../storage/search.js';
import {type Store} from '../storage/store.js';

/** Milliseconds without typing before a search starts, so that the user can finish the word. */
const quiet = 200;
/** Milliseconds between two updates of the hits. */
const searchInterval = 100;

/** Searches messages for the filter's words, and shows hits as they are found. Returns how to end that. */
export const keepSearching = (app: App, store: Store): (() => void) => {
	let wanted: WantedWords | undefined;
	let newest = store.newestChange;
	let running = new AbortController();
	let hasEnded = false;
	const run = async ({words, inTrash}: WantedWords, isAgain: boolean, signal: AbortSignal): Promise<void> => {
		await delay(quiet, undefined, {signal});
		let shownAt = app.milliseconds();
		const show = (found: MessageSearch['found'], progress: number): void =>
			app.update(state => ({...state, search: {words, inTrash, found, progress}}));
		const found = await findInMessages(store, words, {
			inTrash,
			signal,
			onProgress(progress, soFar) {
				// A repeated search leaves the earlier hits in place until it is done.
				if (isAgain || app.milliseconds() - shownAt < searchInterval) return;
				shownAt = app.milliseconds();
				show(new Map(soFar), progress);
			},
		});
		show(found, 1);
	};

	const look = (): void => {
		const next = wantedWords(app.list.query);
		const isSame = isSameSearch(wanted, next);
		const {search} = app.state;
		if (isSame && search?.ended !== undefined) {
			running.abort();
			hasEnded = true;
			return;
		}

		const isAgain = isSame && !hasEnded;
		// Search again after any change, since it may have added or removed messages.
		if (isAgain && newest === store.newestChange) return;
		hasEnded = false;
		wanted = next;
		newest = store.newestChange;
		running.abort();
		running = new AbortController();
		const {signal} = running;
		if (search?.ended !== undefined) app.update(state => ({...state, search: undefined}));
		if (next === undefined) return;
		run(next, isAgain, signal).catch((error: unknown) => {
			if (signal.aborted) return;
			tellRefusal(app, error);
			app.update(state => endSearch(state, next, (error as Error).message));
		});
	};

	const unsubscribe = app.subscribe(look);
	return () => {
		unsubscribe();
		running.abort();
	};
};
