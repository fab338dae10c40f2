import {type Change} from '../domain/change.js';
import {type Capabilities, ofArchive} from '../domain/capabilities.js';
import {type Connection} from '../domain/connection.js';
import {type Absence, absenceOf, isSameOnPbx, type OnPbx, onPbxOf} from '../domain/find/on-pbx.js';
import {type Outbox} from '../domain/outbox/outbox.js';
import {hasId, type IdRanges} from '../domain/id-ranges.js';
import {isDeletedByAct, type PbxState, pbxStateOf} from '../domain/outbox/pbx-due.js';
import {type PbxOutbox} from '../domain/outbox/pbx-outbox.js';
import {type Directory} from '../domain/directory.js';
import {type ErasureFact} from '../domain/erase/erasure.js';
import {type Facts} from '../domain/facts.js';
import {type History, ownIdIn} from '../domain/history.js';
import {type Hold, heldBy, type NamedHold} from '../domain/keep/hold.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {type Pbx} from '../domain/pbx.js';
import {nothingPulled, type Pulled} from '../domain/pulled.js';
import {type Session} from '../domain/session.js';
import {type StoreIdentity} from '../domain/store-identity.js';
import {type Past} from '../domain/past/past.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {ChangeReader} from './change-reader.js';
import {namedHold} from './named-hold.js';
import {namedPolicy} from './named-policy.js';
import {type FileSystem, type OpenFile} from './file-system.js';
import {holdsPoint, type JournalPoint} from './journal.js';
import {type Machine} from './machine.js';
import {readPast} from './read-past.js';
import {type Replica} from './replica.js';

interface Parts {
	readonly folder: string;
	readonly machine: Machine;
	readonly journal: OpenFile;
}

const noHolds: readonly Hold[] = [];

/** What is derived from the holds, as long as these are the same. */
interface KnownHolds {
	readonly of: readonly Hold[];
	readonly named: readonly NamedHold[];
	readonly held: IdRanges;
}

/** The facts of an open store: at once and from memory, except for histories and changes. */
export abstract class StoreView implements Facts {
	readonly #parts: Parts;
	readonly #replica: Replica;
	readonly #changes: ChangeReader;
	#holds: KnownHolds | undefined;
	#onPbx: {readonly version: string; readonly known: OnPbx} | undefined;

	constructor(parts: Parts, replica: Replica) {
		this.#parts = parts;
		this.#replica = replica;
		this.#changes = new ChangeReader({...parts, files: parts.machine.files, replica});
	}

	abstract history(id: number): History;

	get folder(): string {
		return this.#parts.folder;
	}

	get files(): FileSystem {
		return this.#parts.machine.files;
	}

	get table(): SessionTable {
		return this.#replica.table;
	}

	/** Identifies the store, wherever its folder lies. */
	get identity(): StoreIdentity {
		return this.#replica.facts.store;
	}

	get pbx(): Pbx {
		return this.#replica.facts.pbx;
	}

	/** The PBX that the store is connected to; `undefined` if none. */
	get connection(): Connection | undefined {
		return this.#replica.facts.connection;
	}

	/** How far that was read. */
	get pulled(): Pulled {
		return this.#replica.facts.pulled ?? nothingPulled;
	}

	get capabilities(): Capabilities {
		return this.identity.kind === 'archive' ? ofArchive : this.#parts.machine.capabilitiesOf(this.pbx);
	}

	get platform(): string | undefined {
		return this.#replica.facts.platform;
	}

	/** The URL of the database that it is fed to; `undefined` if none. */
	get feed(): string | undefined {
		return this.#replica.facts.feed ?? undefined;
	}

	/** Sessions that the analytics platform may still have to be told about. */
	get outbox(): Outbox {
		return this.#replica.outbox;
	}

	/** Acts on sessions that may have to be carried out on the PBX that the store is connected to. */
	get pbxOutbox(): PbxOutbox {
		return this.#replica.pbxOutbox;
	}

	/** Derived once for each state of the store. */
	get onPbx(): OnPbx {
		const version = `${this.newestChange} ${this.table.version}`;
		const before = this.#onPbx;
		if (before?.version === version) return before.known;
		const now = onPbxOf(this);
		const known = before && isSameOnPbx(before.known, now) ? before.known : now;
		this.#onPbx = {version, known};
		return known;
	}

	/** The legal holds in force, oldest first. */
	get holds(): readonly NamedHold[] {
		return this.#knownHolds().named;
	}

	/** The persons who were erased, or are to be. */
	get erasures(): readonly ErasureFact[] {
		return this.#replica.facts.erasures ?? [];
	}

	/** The retention policies, oldest first. */
	get policies(): readonly NamedPolicy[] {
		const {policies = []} = this.#replica.facts;
		return policies.map(policy => namedPolicy(policy, digest => this.#changes.wordOf(digest)));
	}

	/** The ids of all sessions under a hold. */
	get held(): IdRanges {
		return this.#knownHolds().held;
	}

	get locale(): string | undefined {
		return this.#parts.machine.locale;
	}

	get directory(): Directory {
		return this.#replica.directory;
	}

	/** The number of the newest change that this process knows. */
	get newestChange(): number {
		return this.#replica.end.n;
	}

	/** Where the journal ends, as far as it is known here: the newest change, and its digest. */
	get journalPoint(): JournalPoint {
		return this.#replica.end;
	}

	/** Whether the journal goes on from that point, and so was neither restored nor written anew. Reads one line. */
	holdsPoint(point: JournalPoint): boolean {
		return holdsPoint(this.#parts.journal, point);
	}

	/** The part of the sessions that is in memory, from 0 to 1. */
	get progress(): number {
		const {segments, missing} = this.#replica;
		return segments.length === 0 ? 1 : 1 - missing.length / segments.length;
	}

	/** The newest time of any session not in memory yet, in Unix seconds; 0 if none has a time. */
	get newestMissing(): number {
		return this.#replica.newestMissing;
	}

	session(id: number): Session | undefined {
		return this.table.session(id);
	}

	/**
	What the system that it came from calls a session; `undefined` in a store of a PBX. Reads the history.
	@throws StoreRefusal if that is damaged
	*/
	ownId(id: number): string | undefined {
		return this.identity.kind === 'archive' ? ownIdIn(this.history(id)) : undefined;
	}

	/** Whether the session was purged, so that only its id is left. */
	isPurged(id: number): boolean {
		const row = this.table.rowOf(id);
		return row !== undefined && this.table.isPurged(row);
	}

	deletedMessages(id: number): ReadonlySet<number> {
		return this.table.deletedMessages(id);
	}

	holdOn(session: number): string | undefined {
		return this.holds.find(({sessions}) => hasId(sessions, session))?.name;
	}

	changes(words?: 'without words'): Generator<Change> {
		return this.#changes.newestFirst(words);
	}

	/** The changes that touched a session, oldest first. */
	changesOf(id: number): Change[] {
		return this.table.touchedAt(id).map(position => this.#changes.at(position));
	}

	/**
	The store as it was after the newest change that `isThen`; `undefined` if there is none. Every session must be in
	memory.
	*/
	asOf(isThen: (change: Pick<Change, 'n' | 'at'>) => boolean): Past | undefined {
		return readPast(this.#parts.journal, this.#replica, isThen);
	}

	absence(session: number): Absence | undefined {
		return absenceOf(this.pulled, session);
	}

	/** Whether the PBX has surely no copy of the session any more. */
	isDeletedOnPbx(session: number): boolean {
		return hasId(this.pulled.gone, session) || isDeletedByAct(this, session);
	}

	/** How far the change is carried out on the PBX for that session. */
	pbxState(session: number, change: Change): PbxState {
		return this.pbxOutbox.since === 0 ? 'nothing' : pbxStateOf(this, session, change);
	}

	#knownHolds(): KnownHolds {
		const {holds = noHolds} = this.#replica.facts;
		if (this.#holds?.of === holds) return this.#holds;
		this.#holds = {
			of: holds,
			named: holds.map(hold => namedHold(hold, digest => this.#changes.wordOf(digest))),
			held: heldBy(holds),
		};
		return this.#holds;
	}
}
