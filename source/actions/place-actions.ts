import {panePlace} from '../state/size.js';
import {closePane, openPane} from '../state/pane-moves.js';
import {type Pane, type Place, type State, withNotice} from '../state/state.js';
import {type Action} from './action.js';
import {type App} from './app.js';
import {showFound} from './pane-search-actions.js';
import {sessionUnderCursor} from './targets.js';

const panes: readonly Place[] = ['messages', 'operations'];

const noSessionBlocker = (app: App): string | undefined =>
	sessionUnderCursor(app) === undefined ? 'There is no session here.' : undefined;

const open = (app: App, kind: Pane['kind']): void => {
	const session =
		app.state.focus === 'pane' && app.state.pane ? app.state.pane.session : sessionUnderCursor(app)!;
	app.update(state => openPane(state, kind, session));
	if (kind === 'messages') showFound(app);
};

/** Leaves the innermost thing; never touches marks. */
const back = (app: App): void =>
	app.update(state => {
		if (state.focus === 'pane') return closePane(state);
		if (state.rangeFrom !== undefined) return {...state, rangeFrom: undefined};
		if (state.pane) return closePane(state);
		return {...state, notice: undefined};
	});

const merge = (state: State): State => {
	const {pane} = state;
	if (pane === undefined) return state;
	const isMerged = !(pane.kind === 'messages' && pane.isMerged);
	return {
		...openPane(state, 'messages', pane.session, isMerged),
		pane: {...pane, kind: 'messages', isMerged, cursor: Number.MAX_SAFE_INTEGER},
	};
};

const nextPlace = (state: State): State => ({...state, focus: state.focus === 'list' ? 'pane' : 'list'});

const besideBlocker = ({state}: App): string | undefined => {
	if (state.pane === undefined) return 'There is no other place: Enter opens messages, o operations.';
	return panePlace(state.size, state.isZoomed) === 'alone'
		? 'The pane takes the whole screen: z makes it smaller, Esc leaves it.'
		: undefined;
};

const zoomBlocker = ({state}: App): string | undefined =>
	panePlace(state.size, false) === 'alone'
		? 'The pane already takes the whole screen: the terminal is small.'
		: undefined;

const refresh = async (app: App): Promise<void> => {
	const before = app.store.newestChange;
	await app.store.refresh();
	const news = app.store.newestChange - before;
	app.update(
		withNotice(
			'done',
			news === 0 ? 'Nothing new.' : `${news} new ${news === 1 ? 'change' : 'changes'} taken in.`,
		),
	);
};

export const placeActions: readonly Action[] = [
	{
		id: 'messages.open',
		title: 'Open the messages',
		keys: ['enter', 'l'],
		places: ['list'],
		hint: 'open',
		blocker: noSessionBlocker,
		run: app => open(app, 'messages'),
	},
	{
		id: 'messages.show',
		title: 'Messages of this session',
		keys: ['enter', 'l'],
		places: ['operations'],
		hint: 'messages',
		run: app => open(app, 'messages'),
	},
	{
		id: 'operations.open',
		title: 'Open the operation records',
		keys: ['o'],
		places: ['list', 'messages'],
		hint: 'operations',
		blocker: noSessionBlocker,
		run: app => open(app, 'operations'),
	},
	{
		id: 'messages.merge',
		title: 'Messages with the operations merged in, or without',
		keys: ['m'],
		places: panes,
		hint: 'merged',
		run: app => app.update(merge),
	},
	{
		id: 'pane.zoom',
		title: 'Zoom the pane',
		keys: ['z'],
		places: panes,
		blocker: zoomBlocker,
		run: app => app.update(state => ({...state, isZoomed: !state.isZoomed})),
	},
	{
		id: 'place.next',
		title: 'Next place',
		keys: ['tab', 'shift-tab'],
		places: ['list', ...panes],
		blocker: besideBlocker,
		run: app => app.update(nextPlace),
	},
	{id: 'place.back', title: 'Back', keys: ['escape', 'h'], places: ['list'], run: back},
	{
		id: 'pane.close',
		title: 'Back to the list',
		keys: ['escape', 'h', 'q'],
		places: panes,
		hint: 'back',
		run: back,
	},
	{id: 'app.refresh', title: 'Refresh', keys: ['r', 'ctrl-r'], places: ['list', ...panes], run: refresh},
	{
		id: 'app.suspend',
		title: 'Suspend',
		keys: ['ctrl-z'],
		places: ['list', ...panes],
		run: async app => app.suspend(),
	},
];
