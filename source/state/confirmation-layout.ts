import {remarksOf} from '../domain/act/sentences.js';
import {wrapText} from '../text/fit.js';
import {type Confirmation} from './dialog.js';
import {type Keymap} from './keymap.js';
import {clamp} from './scroll.js';
import {panelSize, type Size} from './size.js';

/** Warnings and remarks to show besides the sessions hit. */
const notesOf = ({act, plan, warning, scope}: Confirmation, {keyOf}: Keymap): string[] => {
	const notes = [...(warning === undefined ? [] : [warning]), ...remarksOf(act, plan)];
	if (scope === undefined) return notes;
	const {all, shown, chosen} = scope;
	const hidden = all.length - shown.length;
	const keyFor = (which: typeof chosen): string => {
		const key = keyOf(`confirmation.${which}`);
		return chosen === which ? `[${key}]` : ` ${key} `;
	};

	const choices = [
		`${keyFor('all')} all ${all.length}`,
		...(shown.length === 0 ? [] : [`${keyFor('shown')} only the ${shown.length} shown`]),
	];
	return [
		...notes,
		`${hidden} of the marked ${hidden === 1 ? 'is' : 'are'} hidden by the filter. ${choices.join(' '.repeat(3))}`,
	];
};

/** How a confirmation is divided in the room given; `rows` and `columns` are the inside of its panel. */
export interface ConfirmationLayout extends Size {
	readonly notes: readonly string[];
	/** The most rows for the table of moves, which says from whom and to whom. */
	readonly tableLimit: number;
	/** Lines for the sessions hit and skipped. */
	readonly listHeight: number;
	/** The first of those lines shown, now and when scrolled to the end. */
	readonly top: number;
	readonly lastTop: number;
}

export const confirmationLayout = (dialog: Confirmation, room: Size, keymap: Keymap): ConfirmationLayout => {
	const most = panelSize(room, {columns: 76, rows: 22});
	const notes = notesOf(dialog, keymap).flatMap(note => wrapText(note, most.columns));
	const {hits, skipped, draft} = dialog.plan;
	const moves = draft.moves?.length ?? 0;
	const tableLimit = Math.max(1, Math.min(4, most.rows - notes.length - 9));
	const tableRows = moves === 0 ? 0 : Math.min(moves, tableLimit) + (moves > tableLimit ? 1 : 0) + 1;
	// Below the list come its range, a blank line and the question.
	const others = notes.length + tableRows + 3;
	const total = hits.length + skipped.length;
	const listHeight = Math.max(1, Math.min(total, most.rows - others));
	const lastTop = Math.max(0, total - listHeight);
	const top = clamp(dialog.top, 0, lastTop);
	return {columns: most.columns, rows: listHeight + others, notes, tableLimit, listHeight, top, lastTop};
};
