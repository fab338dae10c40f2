import {type App, type AppStore, type Background, type ShownPast, type Sites} from '../actions/app.js';
import {actions} from '../actions/registry.js';
import {createSlices} from './slices.js';
import {type Actor} from '../domain/change.js';
import {type PbxSurvey} from '../domain/outbox/pbx-survey.js';
import {type Site} from '../domain/site.js';
import {createActsViewer} from '../state/acts-view.js';
import {type Job} from '../state/jobs.js';
import {createKeymap, type OwnKeys} from '../state/keymap.js';
import {createListViewer, type ListView} from '../state/list-view.js';
import {createOutboxViewer, type OutboxView} from '../state/outbox-view.js';
import {followCursor, settlePane, toFound} from '../state/pane-moves.js';
import {createPaneViewer, type PaneView} from '../state/pane-view.js';
import {noPreferences, type Preferences} from '../state/preferences.js';
import {settleList} from '../state/settle.js';
import {type TerminalSize} from '../state/size.js';
import {initialState, type State} from '../state/state.js';

/** Everything that the app needs from its terminal. */
export interface TerminalHooks {
	readonly size: TerminalSize;
	readonly suspend: () => Promise<void>;
	readonly copy: (text: string) => void;
	readonly quit: () => void;
}

export interface AppOptions extends TerminalHooks {
	readonly store: AppStore;
	readonly site?: Site | undefined;
	readonly sites?: Sites | undefined;
	readonly past?: ShownPast | undefined;
	readonly showPast?: ((n: number) => void) | undefined;
	readonly actor: Actor;
	readonly now: () => number;
	readonly milliseconds: () => number;
	readonly preferences?: Preferences;
	readonly keys?: OwnKeys | undefined;
	/** Starts the work behind the screen. */
	readonly start: (app: App) => Background;
}

/** Milliseconds between two updates of the list while a search goes on. */
const findingInterval = 50;
/** The same while the list does not fill the screen yet. */
const emptyInterval = 16;

/** Puts together the store, the state, and everything derived from them. */
export const createApp = ({
	store,
	site,
	sites,
	past,
	showPast,
	actor,
	size,
	now,
	milliseconds,
	suspend,
	copy,
	quit,
	preferences = noPreferences,
	keys,
	start,
}: AppOptions): App => {
	const listeners = new Set<() => void>();
	const viewer = createListViewer(store);
	const viewPane = createPaneViewer(store);
	const viewOutbox = createOutboxViewer(store);
	const viewActs = createActsViewer(store);
	let list: ListView;
	const settle = (next: State): State => {
		if (viewer.look(next)) slices.run();
		list = viewer.view(next);
		const followed = followCursor(settleList(next, list, store.table));
		const pane = viewPane(followed, list.rows.length);
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

	const slices = createSlices(
		() => viewer,
		milliseconds,
		() => {
			const interval = list.rows.length < state.size.rows ? emptyInterval : findingInterval;
			if (viewer.isComplete || milliseconds() - shownAt >= interval) show(settle({...state}));
			else slices.runLater();
		},
	);
	let state = settle({...initialState(size, now(), preferences), site, version: store.table.version});
	slices.runLater();
	const app: App = {
		store,
		get site(): Site | undefined {
			return state.site;
		},
		sites,
		past,
		showPast,
		actor,
		actions,
		keymap: createKeymap(actions, keys),
		firstChange: store.newestChange,
		get state(): State {
			return state;
		},
		get list(): ListView {
			return list;
		},
		get pane(): PaneView | undefined {
			return viewPane(state, list.rows.length);
		},
		get outbox(): OutboxView {
			return viewOutbox();
		},
		get acts(): PbxSurvey {
			return viewActs(state.now);
		},
		get background(): Background {
			return background;
		},
		get jobs(): readonly Job[] {
			return [...background.jobs(), ...state.jobs];
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
