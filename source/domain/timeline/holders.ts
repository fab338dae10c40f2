import {type Handler, handlerLabel, isSameHandler} from '../handler.js';
import {type Session} from '../session.js';
import {durationText} from '../../text/duration.js';
import {type TimelineEntry} from './entry.js';

/** One link in the chain of custody. Times are Unix seconds; without an end the handler still holds the session. */
export interface Holding {
	readonly handler: Handler;
	readonly since: number;
	readonly until?: number;
}

/** Messages may know an extension by its number alone, changes know its id. */
const isSame = (a: Handler, b: Handler): boolean =>
	isSameHandler(a, b) || handlerLabel(a) === handlerLabel(b);

/** When the session went to the trash where it is now: since then nobody holds it. */
const deletedAt = (entries: readonly TimelineEntry[], {deleted}: Session): number | undefined =>
	deleted
		? entries.findLast(({kind, what}) => kind === 'deleted' || (kind === 'redone' && what === 'delete'))?.at
		: undefined;

/** The holders of the session and their times, by its timeline. */
export const holders = (entries: readonly TimelineEntry[], session: Session): readonly Holding[] => {
	const [beginning] = entries;
	if (beginning === undefined) return [];
	const moves = entries.flatMap(({at, to}) => (to ? [{handler: to, since: at}] : []));
	const first = entries.find(({to}) => to)?.from;
	const links =
		first || moves.length === 0
			? [{handler: first ?? session.handler, since: beginning.at}, ...moves]
			: moves;
	const end = deletedAt(entries, session);
	return links
		.filter(({handler}, index) => index === 0 || !isSame(handler, links[index - 1]!.handler))
		.map((link, index, kept) => {
			const until = kept[index + 1]?.since ?? end;
			return until === undefined ? link : {...link, until};
		});
};

/** Seconds; up to `now` if it goes on. */
export const heldFor = ({since, until}: Holding, now: number): number => Math.max(0, (until ?? now) - since);

/** `Held by 1003 Ann Lee for 2 days 3 hours, then by Support for 5 minutes so far.` Names in it are as they came. */
export const describeHolders = (holdings: readonly Holding[], now: number): string => {
	const links = holdings.map(holding => {
		const {handler, until} = holding;
		const holder = handler.kind === 'none' ? 'nobody' : handlerLabel(handler);
		return `by ${holder} for ${durationText(heldFor(holding, now))}${until === undefined ? ' so far' : ''}`;
	});
	return `Held ${links.join(', then ')}.`;
};
