import {type Change, type ChangeKind, isFromPbx} from '../../domain/change.js';
import {followInOutbox} from '../../domain/outbox/outbox.js';
import {followInPbxOutbox, type GrowingPbxOutbox} from '../../domain/outbox/pbx-outbox.js';
import {knownTargets, targetOf} from '../../domain/outbox/target.js';
import {Deeds} from '../../domain/replay.js';
import {factsAfter, factsIn, type StoreFacts} from '../../domain/store-facts.js';
import {wordsNamedBy} from '../change-words.js';
import {type OpenFile} from '../file-system.js';
import {
	holdsPoint,
	type JournalEntry,
	type JournalPoint,
	type JournalReading,
	journalStart,
} from '../journal.js';
import {type Manifest, pbxOutboxIn} from '../manifest.js';

/** The part of `store.json` beside the index; all of it comes from the journal. */
export interface Told {
	readonly facts: StoreFacts;
	readonly outbox: Map<number, number>;
	readonly pbxOutbox: GrowingPbxOutbox;
}

export const toldBy = (manifest: Manifest): Told => ({
	facts: factsIn(manifest),
	outbox: new Map(manifest.outbox),
	pbxOutbox: pbxOutboxIn(manifest),
});

/** The same after one more change. Alters the outboxes in place. */
export const toldAfter = ({facts, outbox, pbxOutbox}: Told, change: Change): Told => {
	followInOutbox(outbox, change);
	followInPbxOutbox(pbxOutbox, change, facts.connection);
	return {facts: factsAfter(facts, change), outbox, pbxOutbox};
};

/** As text to compare, in which the order of the parts does not matter. */
export const toldText = ({facts, outbox, pbxOutbox}: Told): string => {
	const {store, pbx, platform, readOnly, directory, wordsGone, holds, policies, erasures, isExported} = facts;
	const {owners, complete} = directory;
	return JSON.stringify([
		Object.entries(store).toSorted(),
		Object.entries(pbx).toSorted(),
		platform,
		readOnly,
		owners.map(owner => JSON.stringify(Object.entries(owner).toSorted())).toSorted(),
		[...new Set(complete)].toSorted(),
		Object.entries(wordsGone).toSorted(),
		holds,
		policies,
		erasures,
		isExported,
		[...outbox].toSorted(([a], [b]) => a - b),
		pbxOutbox.since,
		[...pbxOutbox.sessions].toSorted(([a], [b]) => a - b),
	]);
};

const writers: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['purge', 'erasing', 'repair', 'lost']);

/** The facts of the whole journal, without its words: enough to rebuild every row. */
export class JournalSurvey {
	readonly deeds = new Deeds();
	/** Positions of the lines that stand for damaged ones, and of all others. */
	readonly lost = new Set<number>();
	readonly known = new Set<number>();
	/** Descriptions, for people, of the words that the lines name, by digest. */
	readonly words = new Map<string, string>();
	/** Numbers of the changes that may write histories. */
	readonly writers = new Set<number>();
	/** Targets of deliveries that this program does not know. */
	readonly unknownTargets = new Set<string>();
	end = journalStart;
	reading: Pick<JournalReading, 'torn' | 'damage'> = {torn: 0};

	take({entries, end, ...reading}: JournalReading): void {
		for (const {change, position} of entries) {
			this.deeds.add(change, position);
			(change.kind === 'lost' ? this.lost : this.known).add(position);
			for (const [digest, what] of wordsNamedBy(change)) this.words.set(digest, what);
			if (!knownTargets.has(targetOf(change))) this.unknownTargets.add(targetOf(change));
			if (isFromPbx(change) || writers.has(change.kind)) this.writers.add(change.n);
		}

		this.end = end;
		this.reading = reading;
	}

	/** Whether the journal can be followed to its end. */
	get isWhole(): boolean {
		return this.reading.damage === undefined && this.reading.torn === 0;
	}

	/** Whether a lost change may have altered the row that these changes touched. */
	isDoubtful(touched: readonly number[] = []): boolean {
		return this.lost.size > 0 && touched.some(position => !this.known.has(position));
	}

	hasLine(position: number): boolean {
		return this.known.has(position) || this.lost.has(position);
	}

	/** The position of the line that begins there, else of the lost line that took its room; `undefined` if none did. */
	lineAt(position: number): number | undefined {
		return this.hasLine(position) ? position : [...this.lost].findLast(lost => lost < position);
	}
}

/** Whether the point is between the two changes that it names. */
export const isPointOf = (
	file: OpenFile,
	point: JournalPoint,
	entries: readonly JournalEntry[],
	end: JournalPoint,
): boolean => {
	if (!holdsPoint(file, point)) return false;
	const next = entries.find(({position}) => position === point.position);
	return next === undefined
		? point.position !== end.position || point.n === end.n
		: next.change.n === point.n + 1;
};
