import {type Copy} from '../../domain/act/copies.js';
import {Directory} from '../../domain/directory.js';
import {endBy, type ErasureNews} from '../../domain/erase/erasure.js';
import {isPerson, numberOf, type Person} from '../../domain/erase/person.js';
import {nobody} from '../../domain/handler.js';
import {type ToldSession} from '../../domain/incoming.js';
import {mergeDirectory} from '../../domain/merge/directory.js';
import {Refusal} from '../../domain/refusal.js';
import {inLanes} from '../sync/in-lanes.js';
import {listsOf} from '../sync/lists.js';
import {pullOwners} from '../sync/pull-owners.js';
import {Sightings} from '../sync/sightings.js';
import {Troubles} from '../sync/trouble.js';
import {Walks} from '../sync/walks.js';
import {findSessions, type ListedSession} from '../yeastar/api/sessions.js';
import {customerOf, toldSessionOf} from '../yeastar/session-record.js';
import {toldBySightings} from '../yeastar/sightings.js';
import {type DeletingOptions} from './delete-copy.js';
import {type Standing, standingAt} from './standing.js';

/** A person whose sessions are looked for on the PBX. */
export interface SoughtPerson {
	readonly person: Person;
	/** What is later than that erasure is not meant. */
	readonly erasure: Pick<ErasureNews, 'upTo' | 'asked'>;
}

/** The person's sessions as lists have them now, by how they stand. */
interface FoundCopies extends Readonly<Record<Standing['kind'], readonly Copy[]>> {
	/** Why there may be more. */
	readonly problem: string | undefined;
}

type Told = Pick<ToldSession, 'channel' | 'customer'>;

/** A record that cannot be used is nobody's, here as in a pull. */
const usable = <Result>(read: () => Result): Result | undefined => {
	try {
		return read();
	} catch (error) {
		if (error instanceof Refusal) return undefined;
		throw error;
	}
};

/** The listed sessions of a person, and those whose customer no list tells. */
class Matches {
	readonly sightings = new Sightings();
	readonly unnamed = new Map<number, Told>();
	readonly #store: DeletingOptions['store'];
	readonly #person: Person;

	constructor(store: DeletingOptions['store'], person: Person) {
		this.#store = store;
		this.#person = person;
	}

	take(list: number, session: ListedSession): void {
		const told = usable(() => toldSessionOf(session.record, this.#store.directory));
		if (told === undefined) return;
		const isUnnamed = numberOf(told.customer) === '' && this.#store.session(session.id) === undefined;
		if (!isUnnamed && !this.isTheirs(told)) return;
		this.sightings.add(list, session);
		if (isUnnamed) this.unnamed.set(session.id, told);
	}

	isTheirs({customer, channel}: Told): boolean {
		return isPerson(this.#person, customer, channel.type);
	}
}

/** Reads all lists of the PBX from their tops to their ends. */
const readLists = async (
	{store, api, signal}: DeletingOptions,
	troubles: Troubles,
	take: (list: number, session: ListedSession) => void,
): Promise<Directory> => {
	const {directory: told} = await pullOwners(api, {known: store.directory, troubles, signal});
	const {directory} = mergeDirectory(store.directory.toRecord(), told, api.now());
	const owners = new Directory(directory);
	const walks = new Walks({
		store,
		api,
		signal,
		isFull: true,
		troubles,
		onPage(list, sessions) {
			for (const session of sessions) take(list.id, session);
			return Promise.resolve();
		},
		onRefused: () => undefined,
	});
	walks.add(listsOf(owners));
	while (walks.level >= 0) await walks.step();
	return owners;
};

/**
Finds all sessions of a person that the PBX lists, whether they are here or not.
@throws PbxTrouble if nothing can be read
*/
export const findCopies = async (
	options: DeletingOptions,
	{person, erasure}: SoughtPerson,
): Promise<FoundCopies> => {
	const {store, api, signal} = options;
	const troubles = new Troubles();
	const matches = new Matches(store, person);
	const {sightings, unnamed} = matches;
	const owners = await readLists(options, troubles, (list, session) => matches.take(list, session));
	const details = await findSessions(api, [...unnamed.keys()], signal);
	const customers = new Map(
		Array.from(details, ([id, record]) => [id, usable(() => customerOf(record))] as const),
	);
	const found = {gone: [], over: [], resumed: [], later: []} as Record<Standing['kind'], Copy[]>;
	const end = endBy(erasure, api.skew);
	await inLanes(sightings.sessions, 4, async id => {
		const told = usable(() => toldBySightings(sightings.of(id), owners));
		if (told === undefined) return;
		const {channel, handler = nobody} = told;
		const customer = customers.get(id) ?? told.customer;
		if (!matches.isTheirs({channel, customer})) return;
		const standing = await standingAt(api, id, end, signal);
		found[standing.kind].push({id, channel, customer, handler, seen: standing.newest});
	});
	const [trouble] = troubles.told;
	return {...found, problem: trouble && `${trouble.about}: ${trouble.reason}`};
};
