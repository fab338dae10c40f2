import {type Handler, handlerLabel, isSameHandler} from '../handler.js';
import {type Session} from '../session.js';
import {type TimelineEntry} from './entry.js';

/** One link in the chain of custody. Times are Unix seconds; without an end the handler holds the session still. */
export interface Holding {
	readonly handler: Handler;
	readonly since: number;
	readonly until?: number;
}

/** Messages may know an extension by its number alone, changes know its id. */
const isSame = (a: Handler, b: Handler): boolean =>
	isSameHandler(a, b) || handlerLabel(a) === handlerLabel(b);

/** Who held the session from when to when, as its timeline tells. */
export const holders = (entries: readonly TimelineEntry[], session: Session): readonly Holding[] => {
	const [beginning] = entries;
	if (beginning === undefined) return [];
	const moves = entries.flatMap(({at, to}) => (to ? [{handler: to, since: at}] : []));
	const first = entries.find(({to}) => to)?.from;
	const links =
		first || moves.length === 0
			? [{handler: first ?? session.handler, since: beginning.at}, ...moves]
			: moves;
	return links
		.filter(({handler}, index) => index === 0 || !isSame(handler, links[index - 1]!.handler))
		.map((link, index, kept) => {
			const next = kept[index + 1];
			return next ? {...link, until: next.since} : link;
		});
};
