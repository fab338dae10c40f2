import {type App} from './app.js';

/** Why what belongs to the present cannot be seen now, or `undefined` if it can. */
export const pastBlocker = ({past}: App): string | undefined => past && 'This is the past: leave it first.';

/** Why an action that needs every session has to wait, or `undefined` if all are there. */
export const loadingBlocker = ({store, list, state, keymap: {keyOf}}: App): string | undefined => {
	if (store.progress < 1)
		return `Loading ${Math.floor(store.progress * 100)} %; try again once all sessions are loaded.`;
	if (list.counted < 1)
		return `Counting ${Math.floor(list.counted * 100)} %; try again once all sessions are counted.`;
	if (list.searched < 1 && state.search?.ended !== undefined)
		return `The search was stopped, so sessions may be missing: ${keyOf('jobs.open')}, then ${keyOf('jobs.again')} searches again.`;
	return list.searched < 1
		? `Searching ${Math.floor(list.searched * 100)} %; try again once all messages are searched.`
		: undefined;
};

/** Why nothing can be written now, or `undefined` if it can. */
export const writingBlocker = (app: App): string | undefined =>
	app.store.readOnly ??
	(app.state.busy === undefined ? loadingBlocker(app) : 'Wait until the change under way is written.');
