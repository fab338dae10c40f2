import {type Change, type ChangeKind} from '../domain/change.js';
import {Directory, type DirectoryRecord} from '../domain/directory.js';
import {applyDirectory} from '../domain/merge/directory.js';
import {type Pbx} from '../domain/pbx.js';
import {Deeds} from '../domain/replay.js';
import {type OpenFile} from './file-system.js';
import {
	holdsPoint,
	type JournalEntry,
	type JournalPoint,
	type JournalReading,
	journalStart,
	readJournal,
} from './journal.js';

/** Bytes of the journal in memory at once, unless a line is longer. */
const partSize = 16 * 1024 * 1024;

/** The journal from its first line, part by part; what is wrong with its end is told with the last one. */
export function* journalParts(file: OpenFile): Generator<JournalReading> {
	let point = journalStart;
	for (let length = partSize; ;) {
		const end = Math.min(file.size(), point.position + length);
		const reading = readJournal({...file, size: () => end}, point);
		const isLast = end === file.size();
		if (reading.entries.length === 0 && !isLast) {
			length *= 2;
			continue;
		}

		point = reading.end;
		length = partSize;
		yield isLast ? reading : {entries: reading.entries, end: point, torn: 0};
		if (isLast) return;
	}
}

/** What a PBX is said to be, and who is on it. */
export interface PbxFacts {
	readonly pbx: Pbx;
	readonly directory: DirectoryRecord;
}

export const factsAfter = ({pbx, directory}: PbxFacts, change: Change): PbxFacts => ({
	pbx: change.pbx ? {...pbx, ...change.pbx} : pbx,
	directory: change.directory ? applyDirectory(directory, change.directory) : directory,
});

/** As text, whatever the order of the owners. */
export const factsText = ({pbx, directory}: PbxFacts): string => {
	const {owners, complete} = new Directory(directory);
	return JSON.stringify([
		Object.entries(pbx).toSorted(),
		owners.map(owner => JSON.stringify(Object.entries(owner).toSorted())).toSorted(),
		[...complete].toSorted(),
	]);
};

const writers: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['import', 'purge', 'repair', 'lost']);

/** What the whole journal says, but for its words: enough to make every row again. */
export class JournalSurvey {
	readonly deeds = new Deeds();
	/** Where lines lie that stand for damaged ones, and where the others do. */
	readonly lost = new Set<number>();
	readonly known = new Set<number>();
	/** Numbers of the changes that may have written histories. */
	readonly writers = new Set<number>();
	end = journalStart;
	reading: Pick<JournalReading, 'torn' | 'damage'> = {torn: 0};

	take({entries, end, ...reading}: JournalReading): void {
		for (const {change, position} of entries) {
			this.deeds.add(change, position);
			(change.kind === 'lost' ? this.lost : this.known).add(position);
			if (writers.has(change.kind)) this.writers.add(change.n);
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
