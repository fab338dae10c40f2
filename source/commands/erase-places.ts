import {type ErasureFact} from '../domain/erase/erasure.js';
import {platformDues} from '../domain/outbox/due.js';
import {surveyOutbox} from '../domain/outbox/survey.js';
import {type ErasurePlace, type PlaceReport} from '../domain/erase/erasure-place.js';
import {areKeptFilters} from '../domain/kept-filters.js';
import {Refusal} from '../domain/refusal.js';
import {deliverWaiting} from '../exchange/platform/deliverer.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {forgetErased} from '../storage/erase/forget-erased.js';
import {hasCopies, tidyCopies} from '../storage/erase/repair-copies-left.js';
import {keepUnfinished, readUnfinished} from '../storage/erase/unfinished.js';
import {openPreferences} from '../storage/preferences.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {interruptible} from './interruptible.js';

type Outcome = Omit<PlaceReport, 'name'>;

const done: Outcome = {state: 'done'};
const none: Outcome = {state: 'none'};

const remains = (error: unknown): Outcome => {
	if (!(error instanceof Refusal) && !(error instanceof PbxTrouble)) throw error;
	return {state: 'remains', why: error.message};
};

/** Histories, index, notes and files: done before the store's lock was released, else by the next write. */
const inStore = (store: Store): ErasurePlace => ({
	name: 'this store',
	erase: async () => store.write(() => Promise.resolve()).then(() => done, remains),
});

const inCopies = (store: Store): ErasurePlace => ({
	name: 'copies made by repairs',
	async erase() {
		if (!hasCopies(store)) return none;
		await tidyCopies(store);
		return hasCopies(store)
			? {state: 'remains', why: 'they may be of a session that a hold keeps, and go once it is released'}
			: done;
	},
});

const onPbx = (context: Context, store: Store, {id}: ErasureFact): ErasurePlace => ({
	name: 'the connected PBX',
	async erase() {
		const {machine} = context;
		const key = {store: store.identity.id!, id};
		const copies =
			readUnfinished(machine).find(each => each.store === key.store && each.id === id)?.copies ?? [];
		if (store.connection === undefined)
			return copies.length === 0
				? none
				: {state: 'remains', why: 'the store is not connected to the PBX any more'};
		if (copies.length === 0) return done;
		const left: string[] = [];
		const still = new Map(copies.map(session => [session.id, session]));
		try {
			// Loads what reaches a PBX, which takes a while.
			const {reachingPbx} = await import('./reaching-pbx.js');
			await reachingPbx.withReachedPbx(
				context,
				store,
				async ({deleteCopies}) => {
					const outcomes = await deleteCopies([...still.keys()], still);
					for (const [session, why] of outcomes)
						if (why === undefined) still.delete(session);
						else left.push(`${session}: ${why}`);
				},
				'The next chatlogs erase tries again.',
			);
		} catch (error) {
			return remains(error);
		} finally {
			await keepUnfinished(machine, key, [...still.values()]);
		}

		return left.length === 0 ? done : {state: 'remains', why: left[0]!};
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

const inPreferences = ({machine, preferencesFolder}: Context, store: Store, erasure: ErasureFact): ErasurePlace => ({
	name: 'your remembered filters',
	async erase() {
		if (preferencesFolder === undefined) return none;
		try {
			const file = await openPreferences(machine, preferencesFolder, areKeptFilters);
			if (file.problem !== undefined) return {state: 'remains', why: file.problem};
			await forgetErased(file, [erasure], store.table.country);
			return done;
		} catch (error) {
			return remains(error);
		}
	},
});

/** Every place that a person is erased from, in this order. */
export const placesOf = (context: Context, store: Store, erasure: ErasureFact): readonly ErasurePlace[] => [
	onPbx(context, store, erasure),
	inStore(store),
	inCopies(store),
	onPlatform(context, store, erasure),
	inPreferences(context, store, erasure),
];
