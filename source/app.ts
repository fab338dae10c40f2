import {setImmediate as nextTurn} from 'node:timers/promises';
import {type App, type AppStore, type Background} from './actions/app.js';
import {actions} from './actions/registry.js';
import {tellRefusal} from './actions/run-action.js';
import {createSlices} from './app/slices.js';
import {type RunningBackground, startBackground} from './app/background.js';
import {type Actor, type Change, isSameActor} from './domain/change.js';
import {haystackOf} from './domain/filter/haystack.js';
import {Refusal} from './domain/refusal.js';
import {type Sender} from './exchange/deliver/deliverer.js';
import {withoutGoneMarks} from './state/gone-marks.js';
import {createListViewer, type ListView} from './state/list-view.js';
import {createOutboxViewer, type OutboxView} from './state/outbox-view.js';
import {followCursor, settlePane, toFound} from './state/pane-moves.js';
import {createPaneViewer, type PaneView} from './state/pane-view.js';
import {noPreferences, type Preferences, readPreferences} from './state/preferences.js';
import {settleList} from './state/settle.js';
import {type TerminalSize} from './state/size.js';
import {initialState, type State} from './state/state.js';
import {foldIfLong} from './storage/fold.js';
import {follow} from './storage/follow.js';
import {openStore} from './storage/open-store.js';
import {openPreferences, type PreferenceFile} from './storage/preferences.js';
import {type Store, type Surroundings} from './storage/store.js';

/** What the app needs from the terminal that it is shown on. */
export interface TerminalHooks {
	readonly size: TerminalSize;
	readonly suspend: () => Promise<void>;
	readonly copy: (text: string) => void;
	readonly quit: () => void;
}

export interface AppOptions extends TerminalHooks {
	readonly store: AppStore;
	readonly actor: Actor;
	readonly now: () => number;
	readonly milliseconds: () => number;
	readonly preferences?: Preferences;
	/** Starts the work behind the screen, of which the app is then told. */
	readonly start: (app: App) => Background;
}

/** Milliseconds between two looks at what is found while more is looked for, and while the screen is not full of it. */
const findingInterval = 50;
const emptyInterval = 16;

/** Puts store, state, and what is derived from them together. */
export const createApp = ({
	store,
	actor,
	size,
	now,
	milliseconds,
	suspend,
	copy,
	quit,
	preferences = noPreferences,
	start,
}: AppOptions): App => {
	const listeners = new Set<() => void>();
	const viewer = createListViewer(store);
	const viewPane = createPaneViewer(store);
	const viewOutbox = createOutboxViewer(store);
	let list: ListView;
	const settle = (next: State): State => {
		if (viewer.look(next)) slices.run();
		list = viewer.view(next);
		const followed = followCursor(settleList(next, list, store.table));
		const pane = viewPane(followed);
		if (!pane) return followed;
		const isNew = followed.pane?.session !== state.pane?.session;
		return settlePane(isNew ? toFound(followed, pane, list.query) : followed, pane);
	};

	let shownAt = milliseconds();
	const show = (next: State): void => {
		state = next;
		shownAt = milliseconds();
		for (const listener of listeners) listener();
		slices.runLater();
	};

	const slices = createSlices(viewer, milliseconds, () => {
		const interval = list.rows.length < state.size.rows ? emptyInterval : findingInterval;
		if (viewer.isComplete || milliseconds() - shownAt >= interval) show(settle({...state}));
		else slices.runLater();
	});
	let state = settle({...initialState(size, now(), preferences), version: store.table.version});
	slices.runLater();
	const app: App = {
		store,
		actor,
		actions,
		firstChange: store.newestChange,
		get state(): State {
			return state;
		},
		get list(): ListView {
			return list;
		},
		get pane(): PaneView | undefined {
			return viewPane(state);
		},
		get outbox(): OutboxView {
			return viewOutbox();
		},
		get background(): Background {
			return background;
		},
		update(transition) {
			const next = settle(transition(state));
			if (next !== state) show(next);
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		milliseconds,
		suspend,
		copy,
		quit,
	};
	const background = start(app);
	return app;
};

/** Milliseconds between two looks at a store that is still loading: each look puts all that is there in order. */
const loadingInterval = 250;
const minute = 60_000;

/** Keeps the app's state up with the store and the time; returns how to end that. */
const keepUp = (app: App, store: Store, now: () => number): (() => void) => {
	const tell = (error: unknown): void => tellRefusal(app, error);

	let seen = store.newestChange;
	const unseen = (): readonly Change[] => {
		const count = store.newestChange - seen;
		seen = store.newestChange;
		return count === 0 ? [] : [...store.changes().take(count)].toReversed();
	};

	// What is being written here is told as done.
	const isOwn = (change: Change): boolean => app.state.busy !== undefined && isSameActor(change, app.actor);
	const take = (): void => {
		const changes = unseen();
		app.update(state =>
			withoutGoneMarks({...state, version: store.table.version, now: now()}, changes, store, isOwn),
		);
	};

	let waiting: NodeJS.Timeout | undefined;
	const onStore = (): void => {
		if (store.progress === 1) take();
		else
			waiting ??= setTimeout(() => {
				waiting = undefined;
				take();
			}, loadingInterval);
		if (store.progress === 1) foldIfLong(store).catch(tell);
	};

	const unsubscribe = store.subscribe(onStore);
	const unfollow = follow(store, tell);
	const clock = setInterval(take, minute);
	store.loaded.then(take, (error: unknown) => {
		if (error instanceof Refusal) app.update(state => ({...state, loadingProblem: error.message}));
		tell(error);
	});
	return () => {
		unsubscribe();
		unfollow();
		clearInterval(clock);
		clearTimeout(waiting);
	};
};

/** Makes the first keystroke of a filter as quick as the others. */
const warmUp = async (store: Store): Promise<void> => {
	await store.loaded;
	for (const block of store.table.blocks) {
		await nextTurn();
		if (block) haystackOf(block);
	}
};

/** Preferences are not worth an error on the way out. */
const keep = async (file: PreferenceFile | undefined, preferences: Preferences): Promise<void> => {
	try {
		await file?.save(preferences);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
};

export interface RunningApp {
	readonly app: App;
	/** Resolves when what was being written is durable. */
	close(): Promise<void>;
}

/**
Opens the store in that folder for the screen.
@throws StoreRefusal if it cannot be opened
*/
export const startApp = async (
	{
		folder,
		surroundings,
		actor,
		sender,
		milliseconds = () => performance.now(),
		preferencesFolder,
	}: {
		readonly folder: string;
		readonly surroundings: Surroundings;
		readonly actor: Actor;
		/** Without it nothing is sent to the platform. */
		readonly sender?: Sender;
		/** A clock for intervals. */
		readonly milliseconds?: () => number;
		/** Where the person's preferences are kept; without it they are forgotten. */
		readonly preferencesFolder?: string;
	},
	hooks: TerminalHooks,
): Promise<RunningApp> => {
	const store = await openStore(folder, surroundings);
	const {now} = surroundings;
	const kept =
		preferencesFolder === undefined
			? undefined
			: await openPreferences(surroundings.files, preferencesFolder);
	const preferences = readPreferences(kept?.value);
	let background!: RunningBackground;
	const start = (created: App): Background =>
		(background = startBackground(created, {store, surroundings, sender, actor}));
	const app = createApp({...hooks, store, actor, now, milliseconds, preferences, start});
	const stop = keepUp(app, store, now);
	// What cannot be loaded is told already.
	warmUp(store).catch(() => undefined);
	return {
		app,
		async close() {
			stop();
			await background.close();
			if (app.state.preferences !== preferences) await keep(kept, app.state.preferences);
			await store.close();
		},
	};
};
