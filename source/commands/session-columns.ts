import {type Directory} from '../domain/directory.js';
import {type Session} from '../domain/session.js';
import {sessionFields, usualKeys} from '../domain/session-fields.js';
import {type Column} from './print-table.js';

/** The list as people read it. `!` before a handler says that it was deleted. */
export const sessionColumns = (directory: Directory): readonly Column<Session>[] =>
	usualKeys.map(key => {
		const {title, text, align, fits} = sessionFields[key];
		return {
			title,
			cell: session => text(session, {handlerSign: directory.isDeleted(session.handler) ? '!' : ''}),
			...(align && {align}),
			...(fits && {canShrink: true}),
		};
	});
