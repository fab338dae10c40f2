import {setImmediate as nextTurn} from 'node:timers/promises';
import {type ImportSummary} from '../domain/brought.js';
import {type Actor, type Change, type Draft} from '../domain/change.js';
import {handlerKey} from '../domain/handler.js';
import {
	type IncomingChat,
	type IncomingFacts,
	type IncomingSession,
	type RefusedRecord,
} from '../domain/incoming.js';
import {isFromAnotherPbx} from '../domain/merge/another-pbx.js';
import {type Owner} from '../domain/directory.js';
import {mergeDirectory, withGone} from '../domain/merge/directory.js';
import {Refusal, refuseIf, StoreRefusal} from '../domain/refusal.js';
import {type PullNews} from '../domain/pulled.js';
import {idSize, type StoreKind} from '../domain/store-identity.js';
import {ChatIds} from './chat-ids.js';
import {sessionsOf} from './import-chats.js';
import {writeManifest} from './write-index.js';
import {holdImported} from './hold-imported.js';
import {ImportJob} from './import-job.js';
import {removeLeftOvers} from './left-overs.js';
import {type Store} from './store.js';
import {lastAheadIn} from './sync-time.js';
import {type Writing} from './writing.js';

export interface ImportRequest {
	/** An import, if it is not said. What a pull brings is surely of this PBX: a session that is not is refused by itself. */
	readonly kind?: 'import' | 'sync';
	readonly facts: IncomingFacts;
	readonly sessions: Iterable<IncomingSession>;
	/** Chats of other systems, each once. */
	readonly chats?: Iterable<IncomingChat>;
	/** How far a pull has read, beside what the sessions tell of that themselves. */
	readonly pulled?: Omit<PullNews, 'whole' | 'partly'>;
	readonly sources: ImportSummary['sources'];
	/** Records that the reader could not use. */
	readonly refused: readonly RefusedRecord[];
	readonly note?: string;
	/**
	Seconds by which the clock of the PBX that dated the messages is ahead of this machine's; as the last sync knew it, if
	it is not said.
	*/
	readonly ahead?: number | undefined;
	/** The most sessions that the journal's line alone may add or alter, without writing their segments. */
	readonly fewRows?: number;
	/** Called from time to time with the number of sessions taken in. */
	readonly onProgress?: (sessions: number) => void;
}

export interface ImportReport {
	readonly summary: ImportSummary;
	readonly refused: readonly RefusedRecord[];
	/** Extensions and queues that were not known before. */
	readonly newOwners: readonly Owner[];
	/** `undefined` if there was nothing new. */
	readonly change: Change | undefined;
	/** The changes by which sessions are held that were held where they were exported. */
	readonly holds: readonly Change[];
	/** Sessions with something that stays out, since it is of somebody who was erased. */
	readonly keptOut: number;
}

/** Refuses the whole import; also names the records that were refused on their own. */
export class ImportRefusal extends Refusal {
	readonly refused: readonly RefusedRecord[];

	constructor(message: string, refused: readonly RefusedRecord[]) {
		super(message);
		this.refused = refused;
	}
}

/** Up to so many rows, telling them in the journal costs less than writing segments, both now and on opening. */
const usuallyFew = 100;

/** Sessions between two turns of the event loop: so few that a pull's calls go on meanwhile. */
const slice = 20;

/** Sessions after which it is told again how many there were. */
const toldEach = 200;

const factsOf = (writing: Writing, {facts}: ImportRequest, at: number): Pick<Draft, 'pbx' | 'directory'> => {
	const {pbx, directory} = writing.replica.facts;
	const told = withGone(directory, facts, at);
	const changed = told && mergeDirectory(directory, told, at).changed;
	const isNews = facts.pbx !== undefined && JSON.stringify({...pbx, ...facts.pbx}) !== JSON.stringify(pbx);
	return {...(isNews && {pbx: facts.pbx}), ...(changed && {directory: changed})};
};

const kindLabels: Readonly<Record<StoreKind, string>> = {pbx: 'a PBX', archive: 'other systems'};

/** Why a source of that kind cannot come into the store; `undefined` if it can. */
const kindBlocker = (present: StoreKind | undefined, kind: StoreKind): string | undefined =>
	present === undefined || present === kind
		? undefined
		: `This store holds chats of ${kindLabels[present]}, and these are of ${kindLabels[kind]}; the two are never mixed. Use a store of its own: --store DIR`;

const takeAll = async (
	job: ImportJob,
	sessions: Iterable<IncomingSession>,
	onProgress: ImportRequest['onProgress'],
): Promise<void> => {
	let count = 0;
	for (const incoming of sessions) {
		await job.take(incoming);
		count++;
		if (count % toldEach === 0) onProgress?.(count);
		if (count % slice === 0) await nextTurn();
	}
};

/** What gives chats of other systems their ids, and the sessions that they then are. */
const archiveOf = (writing: Writing, chats: Iterable<IncomingChat>) => {
	const key = writing.replica.facts.store.key ?? writing.random(idSize);
	const ids = new ChatIds(writing, key);
	return {key, ids, sessions: sessionsOf(writing, ids, chats)};
};

/** Why the sessions are not of one PBX, that of the store; `undefined` if they may be. */
const foreignBlocker = ({counts, firstForeign}: ImportJob): string | undefined => {
	const {added, changed, unchanged, foreign, contradictory} = counts;
	const retold = changed + unchanged + foreign;
	if (isFromAnotherPbx({foreign, known: retold}))
		return `This import is of another PBX: ${foreign} of its sessions have the number of one that is here, but another channel or customer (first: ${firstForeign!}). Nothing was imported. Use a store of its own: --store DIR`;
	if (isFromAnotherPbx({foreign: contradictory, known: retold + added + contradictory}))
		return `This import is of two PBXs: ${contradictory} of its sessions came with two channels or customers (first: ${firstForeign!}). Nothing was imported. Import each PBX into a store of its own: --store DIR`;
	return undefined;
};

const importWith = async (
	job: ImportJob,
	writing: Writing,
	actor: Actor,
	request: ImportRequest,
): Promise<Omit<ImportReport, 'holds' | 'keptOut'>> => {
	const {kind = 'pbx'} = request.facts;
	const {store: known, connection} = writing.replica.facts;
	refuseIf(kindBlocker(connection === undefined ? known.kind : 'pbx', kind));
	const archive = request.chats && archiveOf(writing, request.chats);
	await takeAll(job, archive?.sessions ?? request.sessions, request.onProgress);
	const isImport = request.kind !== 'sync';
	const blocker = isImport ? foreignBlocker(job) : undefined;
	if (blocker !== undefined) {
		await removeLeftOvers(writing);
		throw new ImportRefusal(blocker, job.refused);
	}

	const {added, changed, unchanged, kept, trashed} = job.counts;
	const summary: ImportSummary = {
		sources: isImport ? job.named(request.sources) : request.sources,
		added,
		changed,
		unchanged,
		kept,
		trashed,
		refused: job.refused.length,
	};
	const {at, store, ...numbered} = writing.number(actor, {kind: request.kind ?? 'import', import: summary});
	const {directory} = writing.replica;
	const facts = factsOf(writing, request, at);
	const pulled: PullNews = {...request.pulled, ...job.pulled};
	const isPulled = Object.keys(pulled).length > 0;
	if (added + changed === 0 && Object.keys(facts).length === 0 && !isPulled)
		return {summary, refused: job.refused, newOwners: [], change: undefined};
	const owners = new Set(directory.owners.map(handlerKey));
	const newOwners = facts.directory?.owners.filter(owner => !owners.has(handlerKey(owner))) ?? [];
	const {rows, segments: written} = await job.finish();
	const segments = written?.map(({info}) => info);
	const isNamed = known.kind !== undefined && (archive === undefined || known.key !== undefined);
	const identity = (store !== undefined || !isNamed) && {
		store: {...store, kind, ...(archive && {key: archive.key})},
	};
	const {moves, brought} = job;
	const change = {
		...numbered,
		at,
		...identity,
		...(request.note !== undefined && {note: request.note}),
		...facts,
		...(moves.length > 0 && {moves}),
		brought,
		...(archive && archive.ids.given.length > 0 && {chats: archive.ids.given}),
		...(isPulled && {pulled}),
		...(rows && {rows}),
		...(segments && {segments}),
	};
	await writing.append(change, written);
	try {
		// Rows that the journal tells go into the index at the next fold.
		if (segments !== undefined) await writeManifest(writing, segments);
	} catch (error) {
		// The import is in the journal, so it is done; store.json follows at the next fold.
		if (!(error instanceof StoreRefusal)) throw error;
	}

	return {summary, refused: job.refused, newOwners, change};
};

const importNow = async (
	writing: Writing,
	actor: Actor,
	request: ImportRequest,
	store: Store,
): Promise<ImportReport> => {
	await removeLeftOvers(writing);
	const ahead = request.ahead ?? lastAheadIn(writing);
	const job = new ImportJob(writing, request.refused, request.fewRows ?? usuallyFew, ahead);
	try {
		const report = await importWith(job, writing, actor, request);
		const {holds, keptOut} = job;
		return {...report, keptOut, holds: await holdImported(writing, actor, () => store.holds, holds)};
	} finally {
		job.close();
	}
};

/**
Takes sessions in as one change: new files first, then the one line in the journal that makes them count.
@throws Refusal if too many of the sessions belong to another PBX; StoreRefusal if the import could not be written
*/
export const importSessions = async (
	store: Store,
	actor: Actor,
	request: ImportRequest,
): Promise<ImportReport> => store.write(async writing => importNow(writing, actor, request, store));
