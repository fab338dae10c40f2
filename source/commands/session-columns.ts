import {columnFields, type ColumnKey} from '../domain/column-fields.js';
import {type Directory} from '../domain/directory.js';
import {type Session} from '../domain/session.js';
import {type FieldContext, usualKeys} from '../domain/session-fields.js';
import {leastNeeded} from '../domain/session-columns.js';
import {type Heading} from './heading.js';
import {type Column} from './print-table.js';

/** Columns that a narrow terminal does without, as long as nobody asked for them. */
const spared: ReadonlySet<ColumnKey> = new Set(['number', 'created', 'channel', 'messages', 'recipient']);

/** A column without what stands in it; what somebody asked for is never left out. */
export const headingOf = (key: ColumnKey, isAsked: boolean): Heading => {
	const {title, align, fits, width} = columnFields[key];
	return {
		title,
		...(align && {align}),
		...(fits && {canShrink: true, least: width}),
		...(!isAsked && spared.has(key) && {leftOut: leastNeeded.indexOf(key)}),
	};
};

/** What the columns of a list are told from. */
interface Telling extends Pick<FieldContext, 'ownId'> {
	readonly directory: Directory;
}

/** The columns of a list for people, by default the usual ones. `!` before a handler marks a deleted owner. */
export const sessionColumns = (
	{directory, ownId}: Telling,
	asked?: readonly ColumnKey[],
): readonly Column<Session>[] =>
	(asked ?? usualKeys).map(key => {
		const {text, shortText} = columnFields[key];
		return {
			...headingOf(key, asked !== undefined),
			cell: session =>
				text(session, {
					handlerSign: directory.isDeleted(session.handler) ? '!' : '',
					...(ownId && {ownId}),
				}),
			...(shortText && {shortCell: shortText}),
		};
	});
