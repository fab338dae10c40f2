import {type Directory} from '../domain/directory.js';
import {type Session} from '../domain/session.js';
import {sessionFields, type SortKey, usualKeys} from '../domain/session-fields.js';
import {type Column} from './print-table.js';

/** The columns of a list for people. `!` before a handler marks a deleted owner. */
export const sessionColumns = (
	directory: Directory,
	keys: readonly SortKey[] = usualKeys,
): readonly Column<Session>[] =>
	keys.map(key => {
		const {title, text, align, fits} = sessionFields[key];
		return {
			title,
			cell: session => text(session, {handlerSign: directory.isDeleted(session.handler) ? '!' : ''}),
			...(align && {align}),
			...(fits && {canShrink: true}),
		};
	});
