import {isWhole} from '../../text/sought.js';
import {type Handler} from '../handler.js';
import {type HandlerPattern} from '../language/handler-pattern.js';
import {matchesHandler} from '../language/party-pattern.js';

/**
Whether a handler matches. A number behind `queue:` names a queue as `--to` does: the one of that name, else the one
with that id.
@param known all handlers that can match
*/
export const handlerTest = (
	{kind, id, party}: HandlerPattern,
	known: readonly Handler[],
): ((handler: Handler) => boolean) => {
	const isMeant = (handler: Handler): boolean => party === undefined || matchesHandler(party, handler);
	if (kind === undefined) return isMeant;
	const isOfKind = (handler: Handler): boolean => handler.kind === kind;
	if (id !== undefined) {
		const isNamed = (handler: Handler): boolean => isOfKind(handler) && isWhole(party!.name, handler.name);
		const hasId = (handler: Handler): boolean => isOfKind(handler) && handler.id === id;
		const exact = [isNamed, hasId].find(test => known.some(handler => test(handler)));
		if (exact) return exact;
	}

	return handler => isOfKind(handler) && isMeant(handler);
};
