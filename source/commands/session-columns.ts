import {type Directory} from '../domain/directory.js';
import {type Session} from '../domain/session.js';
import {sessionFields, usualKeys} from '../domain/session-fields.js';
import {type Column} from './print-table.js';

type Heading = Omit<Column<Session>, 'cell'>;

/** The columns without what stands in them. */
export const sessionTitles: readonly Heading[] = usualKeys.map(key => {
	const {title, align, fits} = sessionFields[key];
	return {title, ...(align && {align}), ...(fits && {canShrink: true})};
});

/** The columns of a list for people. `!` before a handler marks a deleted owner. */
export const sessionColumns = (directory: Directory): readonly Column<Session>[] =>
	sessionTitles.map((heading, index) => ({
		...heading,
		cell: session =>
			sessionFields[usualKeys[index]!].text(session, {
				handlerSign: directory.isDeleted(session.handler) ? '!' : '',
			}),
	}));
