import {type Copy} from '../../domain/act/copies.js';
import {type Actor} from '../../domain/change.js';
import {purgedBy} from '../../domain/effects.js';
import {type ErasureFact} from '../../domain/erase/erasure.js';
import {type ErasurePlace, type PlaceReport} from '../../domain/erase/erasure-place.js';
import {platformDues} from '../../domain/outbox/due.js';
import {surveyOutbox} from '../../domain/outbox/survey.js';
import {localPlaces, remains} from '../../storage/erase/local-places.js';
import {markedPerson} from '../../storage/erase/marks.js';
import {keepUnfinished, readUnfinished} from '../../storage/erase/unfinished.js';
import {type Machine} from '../../storage/machine.js';
import {type Store} from '../../storage/store.js';
import {counted} from '../../text/count.js';
import {type SecretSources} from '../http/secret-file.js';
import {type ErasedCopies} from '../pbx-acts/erase-copies.js';
import {type SoughtPerson} from '../pbx-acts/find-copies.js';

/** What is needed to erase a person from every place. */
export interface ErasingParts {
	readonly store: Store;
	readonly machine: Machine;
	readonly actor: Actor;
	/** Where the user's preferences are kept, if they are. */
	readonly preferencesFolder?: string | undefined;
	/** The name of the store's site. */
	readonly siteName?: string | undefined;
	/** Where the secrets of other systems are; missing if none is reached from here. */
	readonly sources?: SecretSources | undefined;
	/**
	Deletes all of a person on the connected PBX; see `eraseCopies`.
	@throws Refusal if it cannot be reached, or must not be acted on
	*/
	readonly eraseCopies: (
		sought: SoughtPerson,
		known: readonly Copy[],
		keep: (copies: readonly Copy[]) => Promise<void>,
	) => Promise<ErasedCopies>;
	/**
	Tells the analytics platform once what waits; also what it refused before of these sessions. Resolves to why it was
	given up, if it was.
	@throws Refusal if nothing can be sent at all
	*/
	readonly deliver: (sessions: ReadonlySet<number>) => Promise<string | undefined>;
	/** No further place is begun once it came. */
	readonly signal?: AbortSignal | undefined;
}

type Outcome = Omit<PlaceReport, 'name'>;

const done: Outcome = {state: 'done'};
const none: Outcome = {state: 'none'};

const onPbx = ({store, machine, eraseCopies}: ErasingParts): ErasurePlace => ({
	name: 'the connected PBX',
	will:
		store.connection &&
		'its copies are deleted at once, also what was not fetched yet; chats in queues and those of deleted extensions cannot be, and remain',
	async erase({erasure}) {
		const {id, marks} = erasure;
		const key = {store: store.identity.id!, id};
		const kept = readUnfinished(machine).find(each => each.store === key.store && each.id === id);
		const {copies = [], gone = []} = kept ?? {};
		if (store.connection === undefined)
			return copies.length === 0
				? none
				: {state: 'remains', why: 'the store is not connected to the PBX any more'};
		if (kept === undefined && machine.stateFolder !== undefined)
			return {state: 'remains', why: 'only the user who began it has what is needed to go on there'};
		const sought = {person: markedPerson(marks, store.table.country), erasure};
		try {
			const outcome = await eraseCopies(sought, copies, async found =>
				keepUnfinished(machine, {...key, copies: found, gone}),
			);
			await keepUnfinished(machine, {...key, copies: outcome.left, gone: [...gone, ...outcome.gone]});
			return outcome.why === undefined ? done : {state: 'remains', why: outcome.why};
		} catch (error) {
			return remains(error);
		}
	},
});

/** The sessions of the erasure that the platform has still to be told are withdrawn. */
const waitingIn = (store: Store, {n}: ErasureFact): ReadonlySet<number> => {
	const {waiting, failed} = surveyOutbox(platformDues(store));
	return new Set([...waiting, ...failed].flatMap(({session, change}) => (change.n === n ? session : [])));
};

const onPlatform = ({store, deliver}: ErasingParts): ErasurePlace => ({
	name: 'the analytics platform',
	will: store.platform && 'it is told to give up what it was given',
	async erase({erasure}) {
		const due = waitingIn(store, erasure);
		if (due.size === 0) return store.platform === undefined ? none : done;
		let why: string | undefined;
		try {
			why = await deliver(due);
		} catch (error) {
			return remains(error);
		}

		const waiting = waitingIn(store, erasure).size;
		return waiting === 0
			? done
			: {state: 'remains', why: why ?? `it was not told of ${counted(waiting, 'session')} yet`};
	},
});

const inFeed = ({store, machine, actor, siteName, sources}: ErasingParts): ErasurePlace => ({
	name: 'the database that the store is fed to',
	will: store.feed && 'its rows are deleted',
	async erase({change}) {
		const href = store.feed;
		if (href === undefined) return none;
		if (sources === undefined) return {state: 'remains', why: 'no database is reached from here'};
		try {
			// Loads what reaches a database, which takes a while.
			const {eraseFromFeed} = await import('../feed/erase-from-feed.js');
			await eraseFromFeed(
				{store, href, name: siteName, sources, actor, now: machine.now, onNotice: () => undefined},
				{sessions: purgedBy(change), messages: change.messagesPurged},
				change.wordsGone !== undefined,
			);
			return done;
		} catch (error) {
			return remains(error);
		}
	},
});

/** Every place that persons are erased from, in this order. */
export const placesOf = (parts: ErasingParts): readonly ErasurePlace[] => [
	onPbx(parts),
	...localPlaces(parts.machine, parts.preferencesFolder, parts.store),
	onPlatform(parts),
	inFeed(parts),
];
