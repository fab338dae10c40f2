import {type Change} from '../domain/change.js';
import {type ErasureFact} from '../domain/erase/erasure.js';
import {platformDues} from '../domain/outbox/due.js';
import {purgedBy} from '../domain/effects.js';
import {surveyOutbox} from '../domain/outbox/survey.js';
import {type ErasurePlace, type PlaceReport} from '../domain/erase/erasure-place.js';
import {Refusal} from '../domain/refusal.js';
import {deliverWaiting} from '../exchange/platform/deliverer.js';
import {localPlaces, remains} from '../storage/erase/local-places.js';
import {markedPerson} from '../storage/erase/marks.js';
import {keepUnfinished, unfinishedOf} from '../storage/erase/unfinished.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {interruptible} from './interruptible.js';

type Outcome = Omit<PlaceReport, 'name'>;

const done: Outcome = {state: 'done'};
const none: Outcome = {state: 'none'};

const onPbx = (context: Context, store: Store, {id, upTo, marks}: ErasureFact): ErasurePlace => ({
	name: 'the connected PBX',
	async erase() {
		const {machine} = context;
		const key = {store: store.identity.id!, id};
		const {copies, gone = []} = unfinishedOf(machine, key);
		if (store.connection === undefined)
			return copies.length === 0
				? none
				: {state: 'remains', why: 'the store is not connected to the PBX any more'};
		const sought = {person: markedPerson(marks, store.table.country), upTo};
		try {
			// Loads what reaches a PBX, which takes a while.
			const {reachingPbx} = await import('./reaching-pbx.js');
			const {
				left,
				gone: goneNow,
				why,
			} = await reachingPbx.withReachedPbx(
				context,
				store,
				async ({eraseCopies}) =>
					eraseCopies(sought, copies, async found => keepUnfinished(machine, {...key, copies: found, gone})),
				'The next chatlogs erase tries again.',
			);
			await keepUnfinished(machine, {...key, copies: left, gone: [...gone, ...goneNow]});
			return why === undefined ? done : {state: 'remains', why};
		} catch (error) {
			return remains(error);
		}
	},
});

/** Those of the erasure's sessions of which the platform has still to be told that they are withdrawn. */
const waitingIn = (store: Store, {n}: ErasureFact): ReadonlySet<number> => {
	const {waiting, failed} = surveyOutbox(platformDues(store));
	return new Set([...waiting, ...failed].flatMap(({session, change}) => (change.n === n ? session : [])));
};

const onPlatform = (context: Context, store: Store, erasure: ErasureFact): ErasurePlace => ({
	name: 'the analytics platform',
	async erase() {
		const due = waitingIn(store, erasure);
		if (due.size === 0) return store.platform === undefined ? none : done;
		const {machine, sender, actor} = context;
		let why: string | undefined;
		try {
			why = await interruptible(new Refusal('It was interrupted.'), async signal =>
				deliverWaiting({
					store,
					machine,
					sender,
					actor,
					signal,
					patience: 1,
					again: session => due.has(session),
					onPause: () => undefined,
				}),
			);
		} catch (error) {
			return remains(error);
		}

		const waiting = waitingIn(store, erasure).size;
		return waiting === 0
			? done
			: {state: 'remains', why: why ?? `it was not told of ${counted(waiting, 'session')} yet`};
	},
});

const inFeed = (context: Context, store: Store, change: Change): ErasurePlace => ({
	name: 'the database that the store is fed to',
	async erase() {
		const href = store.feed;
		if (href === undefined) return none;
		const {machine, sender, actor, site} = context;
		try {
			// Loads what reaches a database, which takes a while.
			const {eraseFromFeed} = await import('../exchange/feed/erase-from-feed.js');
			await eraseFromFeed(
				{store, href, name: site?.name, sources: sender, actor, now: machine.now, onNotice: () => undefined},
				{sessions: purgedBy(change), messages: change.messagesPurged},
				change.wordsGone !== undefined,
			);
			return done;
		} catch (error) {
			return remains(error);
		}
	},
});

/** Every place that a person is erased from by that change, in this order. */
export const placesOf = (
	context: Context,
	store: Store,
	erasure: ErasureFact,
	change: Change,
): readonly ErasurePlace[] => [
	onPbx(context, store, erasure),
	...localPlaces(context.machine, context.preferencesFolder, store, erasure),
	onPlatform(context, store, erasure),
	inFeed(context, store, change),
];
