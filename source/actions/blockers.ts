import {type App} from './app.js';

/** Why what needs every session has to wait for them, if so. */
export const loadingBlocker = ({store, list, state, keymap: {keyOf}}: App): string | undefined => {
	if (store.progress < 1)
		return `Loading ${Math.floor(store.progress * 100)} %; try again when all sessions are there.`;
	if (list.counted < 1)
		return `Counting ${Math.floor(list.counted * 100)} %; try again when all sessions were looked through.`;
	if (list.searched < 1 && state.search?.ended !== undefined)
		return `The search was stopped, so that some may be missing: ${keyOf('jobs.open')}, then ${keyOf('jobs.again')} searches again.`;
	return list.searched < 1
		? `Searching ${Math.floor(list.searched * 100)} %; try again when all messages were looked through.`
		: undefined;
};

/** Why nothing can be written just now, if so. */
export const writingBlocker = (app: App): string | undefined =>
	app.store.readOnly ??
	(app.state.busy === undefined ? loadingBlocker(app) : 'Wait until the change under way is written.');
