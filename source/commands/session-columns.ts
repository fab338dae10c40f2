import {type Directory} from '../domain/directory.js';
import {type Session} from '../domain/session.js';
import {sessionFields, type SortKey, usualKeys} from '../domain/session-fields.js';
import {leastNeeded} from '../domain/session-columns.js';
import {type Column} from './print-table.js';

type Heading = Omit<Column<Session>, 'cell' | 'shortCell'>;

/** Columns that a narrow terminal does without, as long as nobody asked for them. */
const spared: ReadonlySet<SortKey> = new Set(['number', 'created', 'channel', 'messages', 'recipient']);

const headingOf = (key: SortKey, isAsked: boolean): Heading => {
	const {title, align, fits, width} = sessionFields[key];
	return {
		title,
		...(align && {align}),
		...(fits && {canShrink: true, least: width}),
		...(!isAsked && spared.has(key) && {leftOut: leastNeeded.indexOf(key)}),
	};
};

/** The usual columns without what stands in them. */
export const sessionTitles: readonly Heading[] = usualKeys.map(key => headingOf(key, false));

/** The columns of a list for people, by default all. `!` before a handler marks a deleted owner. */
export const sessionColumns = (
	directory: Directory,
	asked?: readonly SortKey[],
): readonly Column<Session>[] =>
	(asked ?? usualKeys).map(key => {
		const {text, shortText} = sessionFields[key];
		return {
			...headingOf(key, asked !== undefined),
			cell: session => text(session, {handlerSign: directory.isDeleted(session.handler) ? '!' : ''}),
			...(shortText && {shortCell: shortText}),
		};
	});
