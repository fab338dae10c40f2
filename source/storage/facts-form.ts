import {type Connection} from '../domain/connection.js';
import {type DirectoryRecord, type Owner, type OwnerKind, type QueueAgent} from '../domain/directory.js';
import {type Handler, type HandlerKind} from '../domain/handler.js';
import {type FixedTime, type Hold, type HoldNews, type HoldWords} from '../domain/keep/hold.js';
import {type ErasureFact, type ErasureNews, type Marks as ErasureMarks} from '../domain/erase/erasure.js';
import {type Policy, policyActs, type PolicyNews, type PolicyWords} from '../domain/keep/policy.js';
import {type Pbx} from '../domain/pbx.js';
import {type IdRanges} from '../domain/id-ranges.js';
import {type Marks, type Pulled, type PullNews, type Walk} from '../domain/pulled.js';
import {type Channel, type Party} from '../domain/session.js';
import {type StoreFacts, type WordsFate} from '../domain/store-facts.js';
import {type StoreIdentity, storeKinds} from '../domain/store-identity.js';
import {
	type Form,
	is32Bits,
	isCount,
	isFields,
	isSecond,
	isText,
	isTruth,
	integerFrom,
	listOf,
	maybe,
	oneOf,
	orNull,
	pairOf,
	recordOf,
} from './form.js';

/** Also before 1970. */
const isSeconds = integerFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

const handlerKinds: readonly HandlerKind[] = ['extension', 'queue', 'api', 'none'];
const ownerKinds: readonly OwnerKind[] = ['extension', 'queue'];

export const isHandler = recordOf<Handler>({
	kind: oneOf(handlerKinds),
	id: isCount,
	number: isText,
	name: isText,
});

export const isChannel = recordOf<Channel>({type: isText, name: isText, number: isText});

export const isParty = recordOf<Party>({name: isText, number: isText});

export const isPbx = recordOf<Pbx>({
	name: maybe(isText),
	edition: maybe(isText),
	country: maybe(isText),
	firmware: maybe(isText),
	omnichannel: maybe(isTruth),
	api: maybe(isTruth),
	deleteGrace: maybe(isCount),
	deleteCap: maybe(isCount),
	keepFiles: maybe(isTruth),
	filesQuota: maybe(isCount),
});

export const isConnection = recordOf<Connection>({sn: isText, instance: isText});

const isRange = pairOf(isCount, isCount);

export const isIdRanges: Form<IdRanges> = listOf(
	(range): range is IdRanges[number] => isCount(range) || (isRange(range) && range[0] < range[1]),
);

const isMarks: Form<Marks> = listOf(pairOf(isCount, isCount));

const areWalks: Form<readonly Walk[]> = listOf(
	recordOf<Walk>({list: isCount, top: isCount, downTo: isCount}),
);

export const isPulled = recordOf<Pulled>({
	lists: isMarks,
	walks: maybe(areWalks),
	whole: isIdRanges,
	partly: isMarks,
	gone: isIdRanges,
	missing: maybe(isMarks),
	shorter: maybe(isMarks),
});

export const isPullNews = recordOf<PullNews>({
	lists: maybe(isMarks),
	walks: maybe(areWalks),
	whole: maybe(isIdRanges),
	partly: maybe(isMarks),
	gone: maybe(isIdRanges),
	back: maybe(isIdRanges),
	missing: maybe(isMarks),
	shorter: maybe(isMarks),
});

export const isDigest: Form<string> = (value): value is string =>
	isText(value) && /^[\da-f]{64}$/.test(value);

export const isIdentity = recordOf<StoreIdentity>({
	id: maybe(isText),
	kind: maybe(oneOf(storeKinds)),
	key: maybe(isText),
	rewritten: maybe(recordOf<NonNullable<StoreIdentity['rewritten']>>({n: isCount, digest: isDigest})),
});

const isTimes: Form<readonly FixedTime[]> = listOf(pairOf(orNull(isSeconds), orNull(isSeconds)));

export const isHoldNews = recordOf<HoldNews>({
	of: maybe(isCount),
	name: isText,
	filter: maybe(isText),
	times: maybe(isTimes),
});

export const isHolds = listOf(
	recordOf<Hold>({
		n: isCount,
		at: isSecond,
		by: isText,
		as: maybe(isText),
		words: recordOf<HoldWords>({
			holdName: maybe(isDigest),
			holdFilter: maybe(isDigest),
			note: maybe(isDigest),
		}),
		times: maybe(isTimes),
		sessions: isIdRanges,
	}),
);

export const isPolicyNews = recordOf<PolicyNews>({
	of: maybe(isCount),
	name: maybe(isText),
	filter: maybe(isText),
	act: maybe(oneOf(policyActs)),
	after: maybe(isCount),
	atMost: maybe(isCount),
	zone: maybe(isText),
});

export const arePolicies = listOf(
	recordOf<Policy>({
		id: isCount,
		n: isCount,
		at: isSecond,
		by: isText,
		as: maybe(isText),
		words: recordOf<PolicyWords>({policyName: maybe(isDigest), policyFilter: maybe(isDigest)}),
		act: oneOf(policyActs),
		after: maybe(isCount),
		atMost: maybe(isCount),
		zone: isText,
		isSimulated: isTruth,
		runs: listOf(isSecond),
		last: isCount,
		took: isCount,
	}),
);

export const areErasureMarks = recordOf<ErasureMarks>({
	key: isText,
	numbers: listOf(isText),
	names: listOf(isText),
});

export const isErasureNews = recordOf<ErasureNews>({
	id: isText,
	upTo: isSecond,
	asked: maybe(isSecond),
	marks: maybe(areErasureMarks),
	also: maybe(listOf(isCount)),
});

export const areErasures = listOf(
	recordOf<ErasureFact>({
		id: isText,
		upTo: isSecond,
		asked: maybe(isSecond),
		marks: areErasureMarks,
		also: maybe(listOf(isCount)),
		state: oneOf(['deferred', 'begun', 'done']),
		n: isCount,
	}),
);

const fates: readonly WordsFate[] = ['erased', 'lost'];

export const isWordsGone: Form<StoreFacts['wordsGone']> = (value): value is StoreFacts['wordsGone'] =>
	isFields(value) && Object.entries(value).every(([digest, fate]) => isDigest(digest) && oneOf(fates)(fate));

export const isDirectory = recordOf<DirectoryRecord>({
	owners: listOf(
		recordOf<Owner>({
			kind: oneOf(ownerKinds),
			id: isCount,
			number: isText,
			name: isText,
			assignmentMode: maybe(isText),
			agents: maybe(listOf(recordOf<QueueAgent>({id: isCount, extension: isCount}))),
			deletedAt: maybe(is32Bits),
		}),
	),
	complete: listOf(oneOf(ownerKinds)),
});
