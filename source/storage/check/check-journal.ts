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

/** What `store.json` tells beside the index; all of it comes from the journal. */
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

/** The same after one more change, which the outboxes take in themselves. */
export const toldAfter = ({facts, outbox, pbxOutbox}: Told, change: Change): Told => {
	followInOutbox(outbox, change);
	followInPbxOutbox(pbxOutbox, change, facts.connection);
	return {facts: factsAfter(facts, change), outbox, pbxOutbox};
};

/** As text, whatever the order of its parts. */
export const toldText = ({facts, outbox, pbxOutbox}: Told): string => {
	const {store, pbx, platform, directory, wordsGone} = facts;
	const {owners, complete} = directory;
	return JSON.stringify([
		Object.entries(store).toSorted(),
		Object.entries(pbx).toSorted(),
		platform,
		owners.map(owner => JSON.stringify(Object.entries(owner).toSorted())).toSorted(),
		[...new Set(complete)].toSorted(),
		Object.entries(wordsGone).toSorted(),
		[...outbox].toSorted(([a], [b]) => a - b),
		pbxOutbox.since,
		[...pbxOutbox.sessions].toSorted(([a], [b]) => a - b),
	]);
};

const writers: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['purge', 'repair', 'lost']);

/** What the whole journal says, but for its words: enough to make every row again. */
export class JournalSurvey {
	readonly deeds = new Deeds();
	/** Where lines lie that stand for damaged ones, and where the others do. */
	readonly lost = new Set<number>();
	readonly known = new Set<number>();
	/** The words that the lines name, by digest: what they are to a person. */
	readonly words = new Map<string, string>();
	/** Numbers of the changes that may have written histories. */
	readonly writers = new Set<number>();
	/** Systems that another program told of something from this store. */
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

	/** Whether it can be followed to its end. */
	get isWhole(): boolean {
		return this.reading.damage === undefined && this.reading.torn === 0;
	}

	/** Whether a change that is lost may have altered a row with these changes. */
	isDoubtful(touched: readonly number[] = []): boolean {
		return this.lost.size > 0 && touched.some(position => !this.known.has(position));
	}

	hasLine(position: number): boolean {
		return this.known.has(position) || this.lost.has(position);
	}

	/** The line that begins there, else the lost one in the room of which it did; `undefined` if there is none. */
	lineAt(position: number): number | undefined {
		return this.hasLine(position) ? position : [...this.lost].findLast(lost => lost < position);
	}
}

/** Whether the point lies between the changes that it says. */
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
