import {listHeight, moveCursor, setCursor} from '../state/settle.js';
import {movePane, scrollPane} from '../state/pane-moves.js';
import {mainPlaces, placeOf} from '../state/state.js';
import {type Action, type App} from './app.js';

/** Moves by so many rows or items. */
const step = (app: App, by: number): void =>
	app.update(state =>
		placeOf(state) === 'list'
			? moveCursor(state, app.list, app.store.table, by)
			: movePane(state, app.pane!, by),
	);

/** Moves by a part of the window. */
const page = (app: App, part: number): void =>
	app.update(state =>
		placeOf(state) === 'list'
			? moveCursor(
					state,
					app.list,
					app.store.table,
					Math.trunc(part * Math.max(1, listHeight(state, app.list) - 1)),
				)
			: scrollPane(state, app.pane!, Math.trunc(part * app.pane!.height)),
	);

const end = (app: App, isLast: boolean): void =>
	app.update(state =>
		placeOf(state) === 'list'
			? setCursor(state, app.list, app.store.table, isLast ? app.list.rows.length - 1 : 0)
			: movePane(state, app.pane!, isLast ? app.pane!.items.length : -app.pane!.items.length),
	);

export const moveActions: readonly Action[] = [
	{id: 'move.up', title: 'Up', keys: ['up', 'k'], places: mainPlaces, run: app => step(app, -1)},
	{id: 'move.down', title: 'Down', keys: ['down', 'j'], places: mainPlaces, run: app => step(app, 1)},
	{id: 'move.page-up', title: 'Page up', keys: ['page-up'], places: mainPlaces, run: app => page(app, -1)},
	{
		id: 'move.page-down',
		title: 'Page down',
		keys: ['page-down'],
		places: mainPlaces,
		run: app => page(app, 1),
	},
	{
		id: 'move.half-up',
		title: 'Half a page up',
		keys: ['ctrl-u'],
		places: mainPlaces,
		run: app => page(app, -0.5),
	},
	{
		id: 'move.half-down',
		title: 'Half a page down',
		keys: ['ctrl-d'],
		places: mainPlaces,
		run: app => page(app, 0.5),
	},
	{id: 'move.first', title: 'First', keys: ['g', 'home'], places: mainPlaces, run: app => end(app, false)},
	{id: 'move.last', title: 'Last', keys: ['G', 'end'], places: mainPlaces, run: app => end(app, true)},
];
