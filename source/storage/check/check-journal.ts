import {type Change, type ChangeKind, isFromPbx} from '../../domain/change.js';
import {followInOutbox} from '../../domain/outbox/outbox.js';
import {knownTargets, targetOf} from '../../domain/outbox/target.js';
import {Directory} from '../../domain/directory.js';
import {applyDirectory} from '../../domain/merge/directory.js';
import {Deeds} from '../../domain/replay.js';
import {type OpenFile} from '../file-system.js';
import {
	holdsPoint,
	type JournalEntry,
	type JournalPoint,
	type JournalReading,
	journalStart,
} from '../journal.js';
import {type Manifest} from '../manifest.js';

/** What `store.json` tells beside the index; all of it comes from the journal. */
export interface StoreFacts extends Pick<Manifest, 'pbx' | 'platform' | 'directory'> {
	readonly outbox: Map<number, number>;
}

export const factsOf = ({pbx, platform, directory, outbox}: Manifest): StoreFacts => ({
	pbx,
	platform,
	directory,
	outbox: new Map(outbox),
});

/** The facts after one more change, which the outbox takes in itself. */
export const factsAfter = ({pbx, platform, directory, outbox}: StoreFacts, change: Change): StoreFacts => {
	followInOutbox(outbox, change);
	return {
		pbx: change.pbx ? {...pbx, ...change.pbx} : pbx,
		platform: change.platform === undefined ? platform : (change.platform ?? undefined),
		directory: change.directory ? applyDirectory(directory, change.directory) : directory,
		outbox,
	};
};

/** As text, whatever the order of its parts. */
export const factsText = ({pbx, platform, directory, outbox}: StoreFacts): string => {
	const {owners, complete} = new Directory(directory);
	return JSON.stringify([
		Object.entries(pbx).toSorted(),
		platform,
		owners.map(owner => JSON.stringify(Object.entries(owner).toSorted())).toSorted(),
		[...complete].toSorted(),
		[...outbox].toSorted(([a], [b]) => a - b),
	]);
};

const writers: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['purge', 'repair', 'lost']);

/** What the whole journal says, but for its words: enough to make every row again. */
export class JournalSurvey {
	readonly deeds = new Deeds();
	/** Where lines lie that stand for damaged ones, and where the others do. */
	readonly lost = new Set<number>();
	readonly known = new Set<number>();
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
