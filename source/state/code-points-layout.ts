import {type CodePointsDialog} from './dialog.js';
import {clamp} from './scroll.js';
import {panelSize, type Size} from './size.js';

/** How the code points are shown where there is so much room; `rows` and `columns` are those of the panel, inside. */
export interface CodePointsLayout extends Size {
	/** The first line that is shown, now and at their end. */
	readonly top: number;
	readonly lastTop: number;
}

export const codePointsLayout = ({lines, top}: CodePointsDialog, room: Size): CodePointsLayout => {
	const size = panelSize(room, {columns: 70, rows: Math.max(1, lines.length)});
	const lastTop = Math.max(0, lines.length - size.rows);
	return {...size, top: clamp(top, 0, lastTop), lastTop};
};
