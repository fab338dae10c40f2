import {
	type Change,
	type ChangeKind,
	type DeliveryBeginning,
	type DeliveryOutcome,
	type ImportSummary,
	type MessageSet,
	type Move,
	type PurgedSessions,
} from '../domain/change.js';
import {isTargetName} from '../domain/outbox/target.js';
import {isDirectory, isHandler, isPbx} from './facts-form.js';
import {
	type Form,
	isCount,
	isSecond,
	isText,
	isTruth,
	listOf,
	maybe,
	oneOf,
	orNull,
	readForm,
	recordOf,
} from './form.js';
import {isSegmentInfo, type SegmentInfo} from './segment-info.js';

/** A change as the journal holds it: an import also names the segments that it wrote. */
export type StoredChange = Change & {readonly segments?: readonly SegmentInfo[]};

/** What a change of each kind cannot be told without. */
const needs: Readonly<Record<ChangeKind, readonly (keyof Change)[]>> = {
	transfer: [],
	delete: [],
	'delete-messages': [],
	undo: ['of'],
	redo: ['of'],
	import: ['import'],
	purge: [],
	pbx: [],
	platform: [],
	delivery: [],
	repair: [],
	lost: [],
};

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

const isImport = recordOf<ImportSummary>({
	sources: listOf(recordOf<ImportSummary['sources'][number]>({name: isText, digest: isText})),
	added: isCount,
	changed: isCount,
	unchanged: isCount,
	kept: isCount,
	trashed: isCount,
	refused: isCount,
});

const hasFields = recordOf<StoredChange>({
	n: isCount,
	at: isSecond,
	by: isText,
	as: maybe(isText),
	kind: oneOf(Object.keys(needs) as ChangeKind[]),
	note: maybe(isText),
	of: maybe(isCount),
	import: maybe(isImport),
	pbx: maybe(isPbx),
	platform: maybe(orNull(isText)),
	allowHttp: maybe(isTruth),
	directory: maybe(isDirectory),
	segments: maybe(listOf(isSegmentInfo)),
	target: maybe(isTarget),
	redoes: maybe(isTruth),
	moves: maybe(listOf(recordOf<Move>({from: isHandler, to: isHandler, sessions: isSessions}))),
	deleted: maybe(isSessions),
	restored: maybe(isSessions),
	messagesDeleted: maybe(isMessageSets),
	messagesRestored: maybe(isMessageSets),
	purged: maybe(listOf(recordOf<PurgedSessions>({from: isHandler, sessions: isSessions, messages: isCount}))),
	messagesPurged: maybe(
		listOf(recordOf<NonNullable<Change['messagesPurged']>[number]>({session: isCount, ids: listOf(isCount)})),
	),
	deliveries: maybe(
		listOf(
			recordOf<DeliveryOutcome>({of: isCount, sessions: isSessions, tries: isCount, failure: maybe(isText)}),
		),
	),
	begun: maybe(listOf(recordOf<DeliveryBeginning>({of: isCount, sessions: isSessions}))),
});

const isChange: Form<StoredChange> = (value): value is StoredChange =>
	hasFields(value) && needs[value.kind].every(name => value[name] !== undefined);

/** The change of a journal's line; `undefined` if it is of no form that a change has. */
export const decodeChange = (body: string): StoredChange | undefined => readForm(body, isChange);
