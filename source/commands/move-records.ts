import {type Move} from '../domain/change.js';
import {type Handler} from '../domain/handler.js';

const handlerRecord = ({kind, id, number, name}: Handler): Handler => ({kind, id, number, name});

/** For scripts: each session that goes to another handler, from whom and to whom. */
export const moveRecords = (moves: readonly Move[] = []): readonly object[] =>
	moves.flatMap(({from, to, sessions}) => {
		const ends = {from: handlerRecord(from), to: handlerRecord(to)};
		return sessions.map(session => ({session, ...ends}));
	});
