import {type Plan} from '../domain/act/plan.js';
import {handlerKey, handlerLabel} from '../domain/handler.js';
import {type Session} from '../domain/session.js';
import {type Column} from './print-table.js';

/** A column that says who gets each session, if that is not the same for all. */
export const destinationColumn = ({draft: {moves = []}}: Plan): readonly Column<Session>[] => {
	if (new Set(moves.map(({to}) => handlerKey(to))).size < 2) return [];
	const labels = new Map(
		moves.flatMap(({to, sessions}) => sessions.map(id => [id, handlerLabel(to)] as const)),
	);
	return [{title: 'To', cell: ({id}) => labels.get(id) ?? '', canShrink: true}];
};
