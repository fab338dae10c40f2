import {broughtUnknown} from '../domain/brought.js';
import {actorLabel, type Change} from '../domain/change.js';
import {broughtBy, moveText} from '../domain/describe-change.js';
import {type ListedChange} from '../domain/fold-syncs.js';
import {standingText} from '../domain/taken-back.js';
import {touchedSessions} from '../domain/effects.js';
import {countIds} from '../domain/id-ranges.js';
import {counted} from '../text/count.js';
import {fewLines} from '../text/few-lines.js';
import {formatTime} from '../text/time.js';
import {type ChangeDialog} from './dialog.js';
import {remembered} from './remembered.js';
import {panelSize, type Size} from './size.js';

const broughtTexts = (change: Change): string[] =>
	broughtBy(change)?.map(([label, ids]) => `${label}: ${counted(countIds(ids), 'session')}`) ?? [
		`What it brought is ${broughtUnknown}`,
	];

/** How a change is laid out in the room given; `rows` and `columns` are the inside of its panel. */
interface ChangeLayout extends Size {
	/** Lines that describe the change, not made safe for the terminal yet. */
	readonly facts: readonly string[];
	/** The sessions that it touched; `height` of them are shown below the facts. */
	readonly ids: readonly number[];
	readonly height: number;
}

/** The change that is open. */
export const openChange = ({back}: ChangeDialog): ListedChange => back.entries[back.cursor]!;

/** The sessions that it touched. */
export const sessionsOfChange = remembered((change: Change): readonly number[] => [
	...touchedSessions(change),
]);

/** The most lines of a note and of what moved from where to where, and the fewest that are left for the sessions. */
const noteLines = 3;
const mostMoves = 8;
const fewestSessions = 3;

/** What moved from where to where, on so many lines at most. */
const moveTexts = ({moves = []}: Change, most: number): readonly string[] => {
	if (moves.length <= most) return moves.map(move => moveText(move));
	const shown = moves.slice(0, most - 1);
	return [...shown.map(move => moveText(move)), `and ${counted(moves.length - shown.length, 'more move')}`];
};

export const changeLayout = (dialog: ChangeDialog, room: Size): ChangeLayout => {
	const listed = openChange(dialog);
	const {change} = listed;
	const standing = standingText(listed);
	const ids = sessionsOfChange(change);
	const most = panelSize(room, {columns: 100, rows: room.rows});
	const before = [
		`${formatTime(change.at)}  by ${actorLabel(change)}${standing && `  (${standing})`}`,
		...(change.note === undefined ? [] : fewLines(`Note: ${change.note}`, most.columns, noteLines)),
	];
	const after = [...broughtTexts(change), ''];
	const left = most.rows - before.length - after.length - Math.min(fewestSessions, Math.max(1, ids.length));
	const facts = [...before, ...moveTexts(change, Math.max(1, Math.min(mostMoves, left))), ...after];
	const size = panelSize(room, {columns: 100, rows: facts.length + Math.max(1, ids.length)});
	const height = Math.max(1, size.rows - facts.length);
	return {...size, facts, ids, height};
};
