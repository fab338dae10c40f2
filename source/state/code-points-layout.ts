import {type CodePointsDialog} from './dialog.js';
import {clamp} from './scroll.js';
import {panelSize, type Size} from './size.js';

/** How the code points are laid out in the room given; `rows` and `columns` are the inside of the panel. */
interface CodePointsLayout extends Size {
	/** The first line shown, now and when scrolled to the end. */
	readonly top: number;
	readonly lastTop: number;
}

export const codePointsLayout = ({lines, top}: CodePointsDialog, room: Size): CodePointsLayout => {
	const size = panelSize(room, {columns: 70, rows: Math.max(1, lines.length)});
	const lastTop = Math.max(0, lines.length - size.rows);
	return {...size, top: clamp(top, 0, lastTop), lastTop};
};
