import {hitFrom, nextHit} from '../state/pane-search.js';
import {toItem} from '../state/pane-moves.js';
import {closeDialog, panePlaces, withDialog, withNotice} from '../state/state.js';
import {fieldOf} from '../state/text-field.js';
import {type Action, type App} from './app.js';
import {dialogActions} from './dialog-actions.js';

const startSearch = (app: App): void =>
	app.update(state => {
		const {search, cursor} = state.pane!;
		return withDialog({kind: 'pane-search', field: fieldOf(search), before: search, from: cursor})(state);
	});

const keep = (app: App): void => {
	const {search} = app.state.pane!;
	const isFound = search === '' || hitFrom(app.pane!, search, 0) !== -1;
	app.update(state =>
		isFound
			? closeDialog(state)
			: withNotice('refused', `Nothing here contains “${search}”.`)(closeDialog(state)),
	);
};

/** The next operation of the merged messages; -1 if there is none. */
const nextOperation = ({state, pane}: App, by: 1 | -1): number => {
	const items = pane?.items ?? [];
	let index = state.pane!.cursor + by;
	while (items[index]?.kind === 'message') index += by;
	return items[index] ? index : -1;
};

/** Moves from hit to hit during a search, otherwise from operation to operation. */
const toNext = (app: App, by: 1 | -1): void => {
	const {search, cursor} = app.state.pane!;
	const item = search === '' ? nextOperation(app, by) : nextHit(app.pane!, search, cursor, by);
	const direction = by === 1 ? 'further down' : 'further up';
	app.update(state =>
		item === -1
			? withNotice('nothing', `No ${search === '' ? 'operation' : 'hit'} ${direction}.`)(state)
			: toItem(state, item),
	);
};

const nextBlocker = ({state, keymap: {keyOf}}: App): string | undefined =>
	state.pane!.search === '' && !state.pane!.isMerged
		? `Search first (${keyOf('pane.search')}), or merge the operations in (${keyOf('messages.merge')}).`
		: undefined;

export const paneSearchActions: readonly Action[] = [
	{
		id: 'pane.search',
		title: 'Search here',
		keys: ['/'],
		places: panePlaces,
		hint: 'search',
		run: startSearch,
	},
	{
		id: 'pane.next',
		title: 'Next hit; without a search, the next merged operation',
		keys: ['n'],
		places: panePlaces,
		blocker: nextBlocker,
		run: app => toNext(app, 1),
	},
	{
		id: 'pane.previous',
		title: 'Previous hit or operation',
		keys: ['N'],
		places: panePlaces,
		blocker: nextBlocker,
		run: app => toNext(app, -1),
	},
	...dialogActions('pane-search', [
		{
			name: 'keep',
			title: 'Keep these words, to go from hit to hit',
			keys: ['enter'],
			hint: 'keep',
			run: keep,
		},
		{
			name: 'restore',
			title: 'Back to where the search began',
			keys: ['escape'],
			hint: 'back',
			run: (app, {before, from}) =>
				app.update(state => toItem({...closeDialog(state), pane: {...state.pane!, search: before}}, from)),
		},
	]),
];
