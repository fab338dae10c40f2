import {type AppStore, type App} from './app.js';
import {destinationKindBlocker} from '../domain/act/transfer.js';
import {apiHandler, type Handler, handlerKey, handlerLabel} from '../domain/handler.js';
import {narrowed} from '../domain/narrow-handlers.js';
import {openLoads} from '../domain/table/totals.js';
import {type DestinationDialog} from '../state/dialog.js';
import {recentDestinationsIn} from '../state/preferences.js';
import {remembered} from '../state/remembered.js';

/** One choice in the transfer dialog. A blocker dims it and gives the reason. */
export interface Destination {
	readonly handler: Handler;
	/** Whether it is one of those where transfers went last. */
	readonly isRecent: boolean;
	/** Open sessions that it holds already. */
	readonly load: number;
	/** How many of the targets it already holds; these are skipped. */
	readonly held: number;
	readonly blocker: string | undefined;
}

export const ownerKinds = ['extension', 'queue'] as const;

/** How many of the targets each handler holds. */
const holders = (store: AppStore, targets: readonly number[]): ReadonlyMap<string, number> => {
	const counts = new Map<string, number>();
	for (const id of targets) {
		const session = store.session(id);
		if (session) counts.set(handlerKey(session.handler), (counts.get(handlerKey(session.handler)) ?? 0) + 1);
	}

	return counts;
};

const recentIn = ({state, store}: App): readonly string[] =>
	recentDestinationsIn(state.preferences, store.identity.id ?? '');

/** The version tells when to look again. */
type EveryInput = readonly [
	store: AppStore,
	targets: readonly number[],
	recent: readonly string[],
	version: string,
];

/** All destinations: the recent ones, the latest first, then extensions, queues and the platform. */
const everyDestination = remembered((...[store, targets, recent]: EveryInput) => {
	const open = openLoads(store.table);
	const held = holders(store, targets);
	const destinationOf = ({kind, id, number, name}: Handler): Destination => {
		const handler: Handler = {kind, id, number, name};
		const key = handlerKey(handler);
		const already = held.get(key) === targets.length ? `already with ${handlerLabel(handler)}` : undefined;
		return {
			handler,
			isRecent: recent.includes(key),
			load: open.get(key) ?? 0,
			held: held.get(key) ?? 0,
			blocker: destinationKindBlocker(store, kind) ?? already,
		};
	};

	const owners = ownerKinds.flatMap(kind => store.directory.destinations(kind, store.locale));
	const all = [...owners, apiHandler].map(handler => destinationOf(handler));
	const rankOf = ({handler, isRecent}: Destination): number =>
		isRecent ? recent.indexOf(handlerKey(handler)) : recent.length;
	return all.toSorted((a, b) => rankOf(a) - rankOf(b));
});

/** The destinations that the dialog offers; see `narrowed`. */
export const destinationsFor = (
	app: App,
	{targets, field}: Pick<DestinationDialog, 'targets' | 'field'>,
): readonly Destination[] => {
	const {store} = app;
	const version = `${store.newestChange} ${store.table.version}`;
	return narrowed(everyDestination(store, targets, recentIn(app), version), field.text);
};
