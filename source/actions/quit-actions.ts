import {type Place} from '../state/state.js';
import {type Action} from './action.js';

const everyPlace: readonly Place[] = [
	'list',
	'messages',
	'operations',
	'filter',
	'pane-search',
	'form',
	'filter-name',
	'columns',
	'orphans',
	'changes',
	'change',
	'code-points',
	'destination-kind',
	'destination',
	'confirmation',
	'help',
];

export const quitActions: readonly Action[] = [
	{id: 'app.quit', title: 'Quit', keys: ['q'], places: ['list'], hint: 'quit', run: app => app.quit()},
	{
		id: 'app.interrupt',
		title: 'Quit from anywhere',
		keys: ['ctrl-c'],
		places: everyPlace,
		run: app => app.quit(),
	},
];
