import {type Directory} from '../domain/directory.js';
import {type Session} from '../domain/session.js';
import {sessionFields, type SortKey, usualKeys} from '../domain/session-fields.js';
import {leastNeeded} from '../domain/session-columns.js';
import {type Column} from './print-table.js';

/** Columns that a narrow terminal does without, as long as nobody asked for them. */
const spared: ReadonlySet<SortKey> = new Set(['number', 'created', 'channel', 'messages', 'recipient']);

/** The columns of a list for people, by default all. `!` before a handler marks a deleted owner. */
export const sessionColumns = (
	directory: Directory,
	asked?: readonly SortKey[],
): readonly Column<Session>[] =>
	(asked ?? usualKeys).map(key => {
		const {title, text, shortText, align, fits, width} = sessionFields[key];
		return {
			title,
			cell: session => text(session, {handlerSign: directory.isDeleted(session.handler) ? '!' : ''}),
			...(shortText && {shortCell: shortText}),
			...(align && {align}),
			...(fits && {canShrink: true, least: width}),
			...(!asked && spared.has(key) && {leftOut: leastNeeded.indexOf(key)}),
		};
	});
