import {withoutLastTerm} from '../domain/language/edit.js';
import {counted} from '../text/count.js';
import {paneSide} from '../state/size.js';
import {closePane, openPane, toSame} from '../state/pane-moves.js';
import {moveCursor} from '../state/settle.js';
import {mainPlaces, type Pane, panePlaces, type State, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {alterFilter} from './filter-actions.js';
import {everyPlace} from './quit-actions.js';
import {sessionUnderCursor} from './targets.js';

const noSessionBlocker = (app: App): string | undefined =>
	sessionUnderCursor(app) === undefined ? 'There is no session here.' : undefined;

/** Switches to another view of the same session, at the same point of its history. */
const showOther = (app: App, transition: (state: State) => State): void => {
	const item = app.pane?.items[app.state.pane!.cursor];
	app.update(transition);
	if (item) app.update(state => toSame(state, app.pane!, item));
};

const open = (app: App, kind: Pane['kind']): void => {
	const {pane, focus} = app.state;
	if (focus === 'pane' && pane) showOther(app, state => openPane(state, kind, pane.session));
	else app.update(state => openPane(state, kind, sessionUnderCursor(app)!));
};

/** Leaves range, pane or the marked sessions alone, whichever is innermost; never touches marks. */
const left = (state: State): State | undefined => {
	if (state.focus === 'pane') return closePane(state);
	if (state.rangeFrom !== undefined) return {...state, rangeFrom: undefined};
	if (state.pane) return closePane(state);
	return state.onlyMarked ? {...state, onlyMarked: false} : undefined;
};

const back = (app: App): void => app.update(state => left(state) ?? {...state, notice: undefined});

/** Where nothing is to be left, drops the last term of the filter, which is the innermost then. */
const backOrWider = (app: App): void => {
	if (left(app.state)) back(app);
	else if (app.past && app.state.filter === '') app.past.leave();
	else alterFilter(app, withoutLastTerm);
};

/** The next or previous session of the list, shown in the pane. */
const goOn = (app: App, by: 1 | -1): void =>
	app.update(state => {
		const moved = moveCursor(state, app.list, app.store.table, by);
		const {pane, list, focus} = moved;
		return pane && focus === 'pane' && list.cursor !== undefined
			? openPane(moved, pane.kind, list.cursor, pane.isMerged)
			: moved;
	});

const goOnBlocker = ({state, list: {rows}, keymap: {keyOf}}: App, by: 1 | -1): string | undefined => {
	if (state.pane === undefined) return `No session is open: ${keyOf('messages.open')} opens its messages.`;
	if (rows[state.list.index + by] !== undefined) return undefined;
	return by === 1 ? 'This is the last session of the list.' : 'This is the first session of the list.';
};

/** Whether merging shows the messages with the operations, and not without. */
const isMergedNext = ({kind, isMerged}: Pane): boolean => kind === 'operations' || !isMerged;

const mergingHint = (pane: Pane): string => {
	if (pane.kind === 'operations') return 'with messages';
	return isMergedNext(pane) ? 'with operations' : 'without operations';
};

const merge = (state: State): State =>
	openPane(state, 'messages', state.pane!.session, isMergedNext(state.pane!));

const nextPlace = (state: State): State => ({...state, focus: state.focus === 'list' ? 'pane' : 'list'});

const besideBlocker = ({state, keymap: {keyOf}}: App): string | undefined => {
	if (state.pane === undefined)
		return `Only the list is open: ${keyOf('messages.open')} opens the messages, ${keyOf('operations.open')} the operations.`;
	return paneSide(state.size, state.isZoomed) === 'alone'
		? `The pane takes the whole screen: ${keyOf('pane.zoom')} makes it smaller, ${keyOf('pane.close')} leaves it.`
		: undefined;
};

const zoomBlocker = ({state}: App): string | undefined =>
	paneSide(state.size, false) === 'alone'
		? 'The pane already takes the whole screen: the terminal is small.'
		: undefined;

const refresh = async (app: App): Promise<void> => {
	const before = app.store.newestChange;
	await app.store.refresh();
	const news = app.store.newestChange - before;
	const told =
		news === 0
			? withNotice('nothing', 'Nothing new.')
			: withNotice('done', `${counted(news, 'new change')} taken in.`);
	// The refresh may have set a notice that says more.
	app.update(state => (state.notice ? state : told(state)));
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
		places: panePlaces,
		hint: ({state}) => mergingHint(state.pane!),
		run: app => showOther(app, merge),
	},
	{
		id: 'pane.zoom',
		group: 'Moving',
		title: 'Zoom the pane',
		keys: ['z'],
		places: panePlaces,
		blocker: zoomBlocker,
		run: app => app.update(state => ({...state, isZoomed: !state.isZoomed})),
	},
	{
		id: 'place.next',
		group: 'Moving',
		title: 'Next place',
		keys: ['tab', 'shift-tab'],
		places: mainPlaces,
		blocker: besideBlocker,
		run: app => app.update(nextPlace),
	},
	{
		id: 'session.next',
		group: 'Moving',
		title: 'Open the next session',
		keys: ['J'],
		places: mainPlaces,
		blocker: app => goOnBlocker(app, 1),
		run: app => goOn(app, 1),
	},
	{
		id: 'session.previous',
		group: 'Moving',
		title: 'Open the previous session',
		keys: ['K'],
		places: mainPlaces,
		blocker: app => goOnBlocker(app, -1),
		run: app => goOn(app, -1),
	},
	{
		id: 'place.back',
		group: 'Moving',
		title: 'Back; where nothing is to be left, drop the last term of the filter, then leave the past',
		keys: ['escape'],
		places: ['list'],
		run: backOrWider,
	},
	{id: 'place.left', group: 'Moving', title: 'Back', keys: ['h'], places: ['list'], run: back},
	{
		id: 'pane.close',
		group: 'Moving',
		title: 'Back to the list',
		keys: ['escape', 'h', 'q'],
		places: panePlaces,
		hint: 'back',
		run: back,
	},
	{
		id: 'app.refresh',
		group: 'Program',
		title: 'Refresh',
		keys: ['r', 'ctrl-r'],
		places: mainPlaces,
		run: refresh,
	},
	{
		id: 'app.suspend',
		group: 'Program',
		title: 'Suspend',
		keys: ['ctrl-z'],
		places: everyPlace,
		run: async app => app.suspend(),
	},
];
