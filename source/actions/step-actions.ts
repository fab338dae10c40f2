import {type Dialog} from '../state/dialog.js';
import {type Action, type App} from './app.js';

/** Rows that a page key moves in a dialog. */
const page = 10;

/**
Up and down in a dialog, by one and by a page.
@param isTypedIn where letters are text, they do not move
*/
export const stepActions = (
	place: Dialog['kind'],
	move: (app: App, by: number) => void,
	{isTypedIn = false} = {},
): readonly Action[] => {
	const step = (name: string, title: string, keys: readonly string[], by: number): Action => ({
		id: `${place}.${name}`,
		title,
		keys,
		places: [place],
		run: app => move(app, by),
	});
	return [
		step('up', 'Up', isTypedIn ? ['up'] : ['up', 'k'], -1),
		step('down', 'Down', isTypedIn ? ['down'] : ['down', 'j'], 1),
		step('page-up', 'Page up', ['page-up'], -page),
		step('page-down', 'Page down', ['page-down'], page),
	];
};
