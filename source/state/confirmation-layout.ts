import {type DestinationTotal} from '../domain/act/destination-totals.js';
import {capitalized, remarksOf} from '../domain/act/sentences.js';
import {skippedText} from '../domain/act/skipped.js';
import {handlerLabel} from '../domain/handler.js';
import {counted} from '../text/count.js';
import {wrapText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type Confirmation} from './dialog.js';
import {type Keymap} from './keymap.js';
import {clamp} from './scroll.js';
import {panelSize, type Size} from './size.js';

/** Warnings and remarks to show besides the sessions hit. */
const warningsOf = ({act, plan, warning, scope}: Confirmation, {keyOf}: Keymap): string[] => {
	const warnings = [...(warning === undefined ? [] : [warning]), ...remarksOf(act, plan)];
	if (scope === undefined) return warnings;
	const {all, shown, chosen} = scope;
	const hidden = all.length - shown.length;
	const keyFor = (which: typeof chosen): string => {
		const key = keyOf(`confirmation.${which}`);
		return chosen === which ? `[${key}]` : ` ${key} `;
	};

	const told = `${hidden} of the marked ${hidden === 1 ? 'is' : 'are'} hidden by the filter.`;
	if (shown.length === 0) return [...warnings, told];
	const choices = [`${keyFor('all')} all ${all.length}`, `${keyFor('shown')} only the ${shown.length} shown`];
	return [...warnings, `${told} ${choices.join(' '.repeat(3))}`];
};

/** What all that are hit have in common, told once; `undefined` if that is nothing. */
const commonOf = ({overview: {common}}: Confirmation): string | undefined => {
	const {handler, isOrphaned, status} = common;
	const texts = [
		...(handler ? [`all with ${handlerLabel(handler)}${isOrphaned ? ' (deleted)' : ''}`] : []),
		...(status ? [`all ${status}`] : []),
	];
	return texts.length === 0 ? undefined : capitalized(texts.join(', '));
};

/** How a confirmation is divided in the room given; `rows` and `columns` are the inside of its panel. */
export interface ConfirmationLayout extends Size {
	/** Lines, safe for the terminal. */
	readonly warnings: readonly string[];
	readonly totals: readonly DestinationTotal[];
	/** Lines about all that are hit, and about what is skipped; safe for the terminal. */
	readonly facts: readonly string[];
	/** Lines for the sessions or messages hit and skipped. */
	readonly listHeight: number;
	/** The first of those lines shown, now and when scrolled to the end. */
	readonly top: number;
	readonly lastTop: number;
}

/** The most destinations that are told by name, and the fewest lines left for what is hit. */
const mostTotals = 4;
const fewestHits = 3;

export const confirmationLayout = (dialog: Confirmation, room: Size, keymap: Keymap): ConfirmationLayout => {
	const most = panelSize(room, {columns: 90, rows: 30});
	const {hits, skipped} = dialog.plan;
	const total = hits.length + skipped.length;
	/** Cuts the lines so that those below them, the note and the keys keep their room. */
	const fitting = <Line>(lines: readonly Line[], above: number, limit = lines.length): readonly Line[] =>
		lines.slice(0, Math.max(0, Math.min(limit, most.rows - 2 - Math.min(total, fewestHits) - above)));
	const wrapped = (texts: readonly (string | undefined)[]): string[] =>
		texts.flatMap(text => (text === undefined ? [] : wrapText(safeLine(text), most.columns)));

	const warnings = fitting(wrapped(warningsOf(dialog, keymap)), 0);
	const totals = fitting(dialog.overview.totals, warnings.length, mostTotals);
	const untold = dialog.overview.totals.length - totals.length;
	const others = untold === 0 ? undefined : `and ${counted(untold, 'more destination')}`;
	const facts = fitting(
		wrapped([others, commonOf(dialog), skippedText(dialog.overview.skipped)]),
		warnings.length + totals.length,
	);
	const fixed = warnings.length + totals.length + facts.length + 2;
	const listHeight = Math.max(1, Math.min(total, most.rows - fixed));
	const lastTop = Math.max(0, total - listHeight);
	const top = clamp(dialog.top, 0, lastTop);
	return {
		columns: most.columns,
		rows: listHeight + fixed,
		warnings,
		totals,
		facts,
		listHeight,
		top,
		lastTop,
	};
};
