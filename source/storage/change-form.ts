import {type Brought, type ImportSummary} from '../domain/brought.js';
import {
	type Change,
	type ChangeKind,
	type ForPbx,
	type MessageSet,
	type Move,
	type PurgedSessions,
} from '../domain/change.js';
import {type Confirmation, type DeliveryBeginning, type DeliveryOutcome} from '../domain/outbox/outcome.js';
import {type ExportNote} from '../domain/export-format.js';
import {isTargetName} from '../domain/outbox/target.js';
import {
	areErasures,
	arePolicies,
	isConnection,
	isDigest,
	isDirectory,
	isErasureNews,
	isHandler,
	isHoldNews,
	isHolds,
	isIdentity,
	isIdRanges,
	isPbx,
	isPolicyNews,
	isPullNews,
} from './facts-form.js';
import {
	type Form,
	integerFrom,
	isCount,
	isSecond,
	isText,
	isTrue,
	isTruth,
	listOf,
	maybe,
	oneOf,
	orNull,
	pairOf,
	readForm,
	recordOf,
} from './form.js';
import {isSegmentInfo, type SegmentInfo} from './segment-info.js';
import {areToldRows, type ToldRow} from './told-rows.js';

/** Digests of a change's words, by the field that they belong to. */
interface WordDigests {
	readonly note?: string;
	/** Names of an import's sources, in their order. */
	readonly sources?: readonly string[];
	readonly holdName?: string;
	readonly holdFilter?: string;
	readonly policyName?: string;
	readonly policyFilter?: string;
	/** A target's word on each of its deliveries, in their order; `null` where there is none. */
	readonly deliveries?: readonly (string | null)[];
}

/**
A change as the journal holds it: its words are in `words.jsonl`, and an import also names the segments that it wrote,
or, for few sessions, tells their rows.
*/
export type StoredChange = Change & {
	readonly segments?: readonly SegmentInfo[];
	readonly rows?: readonly ToldRow[];
	/** Missing in lines by older programs, which hold the words themselves. */
	readonly words?: WordDigests;
};

/** The fields that a change of each kind must have. */
const needs: Readonly<Record<ChangeKind, readonly (keyof Change)[]>> = {
	transfer: [],
	close: [],
	archive: [],
	unarchive: [],
	delete: [],
	restore: [],
	'delete-messages': [],
	undo: ['of'],
	redo: ['of'],
	import: ['import'],
	sync: ['import'],
	connect: ['connection'],
	purge: [],
	pbx: [],
	platform: [],
	'read-only': ['readOnly'],
	feed: ['feed'],
	delivery: [],
	hold: ['hold'],
	release: ['hold'],
	policy: ['policy'],
	'policy-simulated': ['policy'],
	'policy-run': ['policy'],
	'policy-removed': ['policy'],
	erasing: ['erasure'],
	erased: ['erasure'],
	deferred: ['erasure'],
	export: ['exported'],
	tidy: [],
	repair: [],
	lost: [],
};

/** Also those below zero. */
const isErrorCode = integerFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

const isTarget: Form<string> = (value): value is string => isText(value) && isTargetName(value);

const isSessions = listOf(isCount);

const isMessageSets = listOf(
	recordOf<MessageSet>({
		session: isCount,
		ids: listOf(isCount),
		messages: isCount,
		failed: isCount,
		files: isCount,
	}),
);

const isWordDigests = recordOf<WordDigests>({
	note: maybe(isDigest),
	sources: maybe(listOf(isDigest)),
	holdName: maybe(isDigest),
	holdFilter: maybe(isDigest),
	policyName: maybe(isDigest),
	policyFilter: maybe(isDigest),
	deliveries: maybe(listOf(orNull(isDigest))),
});

const isImport = recordOf<ImportSummary>({
	sources: listOf(recordOf<ImportSummary['sources'][number]>({name: isText, digest: isText})),
	added: isCount,
	changed: isCount,
	unchanged: isCount,
	kept: isCount,
	trashed: isCount,
	refused: isCount,
});

const isBrought = recordOf<Brought>({
	added: maybe(isIdRanges),
	closed: maybe(isIdRanges),
	reopened: maybe(isIdRanges),
	archived: maybe(isIdRanges),
	unarchived: maybe(isIdRanges),
});

const hasForPbxFields = recordOf<ForPbx>({
	sessions: isSessions,
	seen: listOf(isCount),
	grace: maybe(isCount),
	clock: maybe(isCount),
});

const isForPbx: Form<ForPbx> = (value): value is ForPbx =>
	hasForPbxFields(value) && value.seen.length === value.sessions.length;

const hasFields = recordOf<StoredChange>({
	n: isCount,
	at: isSecond,
	by: isText,
	as: maybe(isText),
	kind: oneOf(Object.keys(needs) as ChangeKind[]),
	note: maybe(isText),
	of: maybe(isCount),
	isPartial: maybe(isTrue),
	import: maybe(isImport),
	brought: maybe(isBrought),
	store: maybe(isIdentity),
	chats: maybe(listOf(pairOf(isText, isCount))),
	pbx: maybe(isPbx),
	connection: maybe(orNull(isConnection)),
	pulled: maybe(isPullNews),
	platform: maybe(orNull(isText)),
	allowHttp: maybe(isTruth),
	readOnly: maybe(isTruth),
	feed: maybe(orNull(isText)),
	directory: maybe(isDirectory),
	words: maybe(isWordDigests),
	wordsGone: maybe(listOf(isDigest)),
	segments: maybe(listOf(isSegmentInfo)),
	rows: maybe(areToldRows),
	target: maybe(isTarget),
	redoes: maybe(isTruth),
	repeats: maybe(isTrue),
	moves: maybe(listOf(recordOf<Move>({from: isHandler, to: isHandler, sessions: isSessions}))),
	deleted: maybe(isSessions),
	restored: maybe(isSessions),
	closed: maybe(isSessions),
	reopened: maybe(isSessions),
	archived: maybe(isSessions),
	unarchived: maybe(isSessions),
	messagesDeleted: maybe(isMessageSets),
	messagesRestored: maybe(isMessageSets),
	held: maybe(isSessions),
	released: maybe(isSessions),
	purged: maybe(listOf(recordOf<PurgedSessions>({from: isHandler, sessions: isSessions, messages: isCount}))),
	messagesPurged: maybe(
		listOf(recordOf<NonNullable<Change['messagesPurged']>[number]>({session: isCount, ids: listOf(isCount)})),
	),
	deliveries: maybe(
		listOf(
			recordOf<DeliveryOutcome>({
				of: isCount,
				sessions: isSessions,
				tries: isCount,
				failure: maybe(isText),
				code: maybe(isErrorCode),
				words: maybe(isText),
				isStopped: maybe(isTrue),
			}),
		),
	),
	begun: maybe(listOf(recordOf<DeliveryBeginning>({of: isCount, sessions: isSessions}))),
	confirmed: maybe(
		listOf(
			recordOf<Confirmation>({
				to: maybe(isHandler),
				status: maybe(oneOf(['open', 'closed'])),
				archived: maybe(isTruth),
				sessions: isSessions,
			}),
		),
	),
	exported: maybe(recordOf<ExportNote>({sessions: isCount, format: isText})),
	hold: maybe(isHoldNews),
	holds: maybe(isHolds),
	policy: maybe(isPolicyNews),
	policies: maybe(arePolicies),
	erasure: maybe(isErasureNews),
	erasures: maybe(areErasures),
	unfetched: maybe(isIdRanges),
	forPbx: maybe(isForPbx),
});

const isChange: Form<StoredChange> = (value): value is StoredChange =>
	hasFields(value) && needs[value.kind].every(name => value[name] !== undefined);

/** The change of a journal's line; `undefined` if it does not have the form of a change. */
export const decodeChange = (body: string): StoredChange | undefined => readForm(body, isChange);
