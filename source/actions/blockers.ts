import {
	newestRedoable,
	newestUndoable,
	nothingToRedo,
	nothingToUndo,
	undoBlocker,
} from '../domain/act/undo.js';
import {type Actor, type Change} from '../domain/change.js';
import {remembered} from '../state/remembered.js';
import {type App, type AppStore} from './app.js';

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

/** A journal may hold any number of changes, and this is asked for before each frame. */
const searchedChanges = 200;

/** Whether it is known that the user has nothing to undo or redo; not known where the newest changes do not tell. */
const isNothing = (newestOf: typeof newestUndoable): ((app: App) => boolean) => {
	const look = remembered((store: AppStore, actor: Actor, _newestChange: number): boolean => {
		let isCut = false;
		const changes = function* (): Generator<Change> {
			let count = 0;
			for (const change of store.changes()) {
				isCut = count++ === searchedChanges;
				if (isCut) return;
				yield change;
			}
		};

		return newestOf({changes}, actor) === undefined && !isCut;
	});
	return ({store, actor}) => look(store, actor, store.newestChange);
};

const isNothingToUndo = isNothing(newestUndoable);
const isNothingToRedo = isNothing(newestRedoable);

/** Why the user can undo nothing of theirs now. */
export const whyNoUndo = (app: App): string | undefined =>
	undoBlocker(app.store) ?? writingBlocker(app) ?? (isNothingToUndo(app) ? nothingToUndo : undefined);

/** Why the user can redo nothing of theirs now. */
export const whyNoRedo = (app: App): string | undefined =>
	undoBlocker(app.store) ?? writingBlocker(app) ?? (isNothingToRedo(app) ? nothingToRedo : undefined);
