import {type OwnerKind} from '../domain/directory.js';
import {apiHandler, type Handler, handlerKey, handlerKindLabel, handlerLabel} from '../domain/handler.js';
import {openLoads} from '../domain/table/totals.js';
import {destinationKindBlocker} from '../domain/act/transfer.js';
import {soughtFor, standsIn} from '../text/sought.js';
import {type App} from './app.js';

/** One choice in the transfer dialog. A blocker dims it and gives the reason. */
export interface Destination {
	readonly handler: Handler;
	/** Open sessions that it holds already. */
	readonly load: number;
	/** How many of the targets it already holds; these are skipped. */
	readonly held: number;
	readonly blocker: string | undefined;
}

export const destinationKinds = ['extension', 'queue', 'api'] as const;

/** How many of the targets each handler holds. */
const holders = (app: App, targets: readonly number[]): ReadonlyMap<string, number> => {
	const counts = new Map<string, number>();
	for (const id of targets) {
		const session = app.store.session(id);
		if (session) counts.set(handlerKey(session.handler), (counts.get(handlerKey(session.handler)) ?? 0) + 1);
	}

	return counts;
};

/** Why no session can go to that kind of destination, or `undefined` if some can. */
export const kindBlocker = (
	app: App,
	kind: (typeof destinationKinds)[number],
	targets: readonly number[],
): string | undefined => {
	if (kind !== 'api')
		return app.store.directory.destinations(kind).length === 0
			? 'The PBX has listed none yet. Import its list.'
			: undefined;
	const blocker = destinationKindBlocker(app.store, kind);
	return (
		blocker ??
		((holders(app, targets).get(handlerKey(apiHandler)) ?? 0) === targets.length
			? `already with ${handlerLabel(apiHandler)}`
			: undefined)
	);
};

export const kindLabel = (kind: (typeof destinationKinds)[number]): string => handlerKindLabel[kind];

/** Possible destinations, narrowed to numbers that begin with the typed text and names that contain it. */
export const destinationsFor = (
	app: App,
	kind: OwnerKind,
	targets: readonly number[],
	narrow: string,
): readonly Destination[] => {
	const typed = narrow.trim();
	const wanted = soughtFor(typed);
	const open = openLoads(app.store.table);
	const held = holders(app, targets);
	return app.store.directory
		.destinations(kind, app.store.locale)
		.filter(({number, name}) => number.startsWith(typed) || standsIn(wanted, name))
		.map(({id, number, name}) => {
			const handler: Handler = {kind, id, number, name};
			const count = held.get(handlerKey(handler)) ?? 0;
			return {
				handler,
				load: open.get(handlerKey(handler)) ?? 0,
				held: count,
				blocker: count === targets.length ? `already with ${handlerLabel(handler)}` : undefined,
			};
		});
};
