import {type ChangeKind, type Draft} from './change.js';
import {type Connection} from './connection.js';
import {type DirectoryRecord, emptyDirectory} from './directory.js';
import {type ErasureFact, erasuresAfter} from './erase/erasure.js';
import {type Hold} from './keep/hold.js';
import {type HoldLine, holdsAfter} from './keep/holds-after.js';
import {policiesAfter, type PolicyLine} from './keep/policies-after.js';
import {type Policy} from './keep/policy.js';
import {applyDirectory} from './merge/directory.js';
import {type Pbx} from './pbx.js';
import {nothingPulled, type Pulled, pulledAfter} from './pulled.js';
import {type StoreIdentity} from './store-identity.js';

/** Why words are in no file any more: on purpose, or because of damage. */
export type WordsFate = 'erased' | 'lost';

/** The facts about a store as a whole that its changes tell, beside its sessions. */
export interface StoreFacts {
	readonly store: StoreIdentity;
	readonly pbx: Pbx;
	/** The PBX that it is connected to; `undefined` if none. */
	readonly connection?: Connection | undefined;
	/** How far that was read; missing if never. */
	readonly pulled?: Pulled | undefined;
	/** The URL that the platform is reached at; `undefined` if none was set. */
	readonly platform?: string | undefined;
	/** Whether somebody decided that nothing in it changes until that is taken back. */
	readonly readOnly?: boolean | undefined;
	/** The URL of the database that it is fed to; `null` if that was ended, missing if it never was. */
	readonly feed?: string | null | undefined;
	readonly directory: DirectoryRecord;
	/** Words that are gone, by their digests. */
	readonly wordsGone: Readonly<Record<string, WordsFate>>;
	/** The legal holds in force; missing if there never was one. */
	readonly holds?: readonly Hold[] | undefined;
	/** The retention policies; missing if there never was one. */
	readonly policies?: readonly Policy[] | undefined;
	/** The persons who were erased, or are to be; missing if there never was one. */
	readonly erasures?: readonly ErasureFact[] | undefined;
	/** Whether an export was ever recorded; missing if not. */
	readonly isExported?: true | undefined;
}

/** Those of a store without changes. */
export const noFacts: StoreFacts = {store: {}, pbx: {}, directory: emptyDirectory, wordsGone: {}};

/** The facts alone, of something that holds them among others. */
export const factsIn = ({
	store,
	pbx,
	connection,
	pulled,
	platform,
	readOnly,
	feed,
	directory,
	wordsGone,
	holds,
	policies,
	erasures,
	isExported,
}: StoreFacts): StoreFacts => ({
	store,
	pbx,
	connection,
	pulled,
	platform,
	readOnly,
	feed,
	directory,
	wordsGone,
	holds,
	policies,
	erasures,
	isExported,
});

const goneBy = (kind: ChangeKind, digests: readonly string[]): StoreFacts['wordsGone'] =>
	Object.fromEntries(digests.map(digest => [digest, kind === 'repair' ? 'lost' : 'erased']));

/** Another instance, as after `pbx adopt`, has read nothing yet: the PBX may tell less or other than it told before. */
const pulledBefore = ({connection, pulled}: StoreFacts, told: Draft['connection']): Pulled | undefined =>
	told && told.instance !== connection?.instance ? pulled && {...nothingPulled, gone: pulled.gone} : pulled;

/** The facts after one more change. The same ones if it tells none. Taking a change in twice does no harm. */
export const factsAfter = (facts: StoreFacts, line: HoldLine & PolicyLine): StoreFacts => {
	const {
		kind,
		store,
		pbx,
		connection,
		pulled: news,
		platform,
		readOnly,
		feed,
		directory,
		wordsGone,
		hold,
		holds,
		policy,
		policies,
		erasure,
		erasures,
		exported,
	} = line;
	const pulled = pulledBefore(facts, connection);
	return [
		store,
		pbx,
		connection,
		news,
		platform,
		readOnly,
		feed,
		directory,
		wordsGone,
		hold,
		holds,
		policy,
		policies,
		erasure,
		erasures,
		exported,
	].every(told => told === undefined)
		? facts
		: {
				store: store ? {...facts.store, ...store} : facts.store,
				pbx: pbx ? {...facts.pbx, ...pbx} : facts.pbx,
				connection: connection === undefined ? facts.connection : (connection ?? undefined),
				pulled: news ? pulledAfter(pulled ?? nothingPulled, news) : pulled,
				platform: platform === undefined ? facts.platform : (platform ?? undefined),
				// Missing rather than false, so that a store that was read-only once is told like any other.
				readOnly: readOnly === undefined ? facts.readOnly : readOnly || undefined,
				feed: feed === undefined ? facts.feed : feed,
				directory: directory ? applyDirectory(facts.directory, directory) : facts.directory,
				wordsGone: wordsGone ? {...facts.wordsGone, ...goneBy(kind, wordsGone)} : facts.wordsGone,
				holds: holdsAfter(facts.holds, line),
				policies: policiesAfter(facts.policies, line),
				erasures: erasuresAfter(facts.erasures, line),
				isExported: exported ? true : facts.isExported,
			};
};
