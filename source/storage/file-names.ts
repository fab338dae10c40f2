import {platformTarget, targetForm} from '../domain/outbox/target.js';
import {StoreRefusal} from '../domain/refusal.js';

export const manifestName = 'store.json';
export const journalName = 'changes.jsonl';
/** What people and others wrote, and an erasure can reach. */
export const wordsName = 'words.jsonl';
export const lockName = 'lock';
/** The folder of the files that customers and agents sent, as far as they were fetched. */
export const keptFilesName = 'files';
/** Held by the one process that pulls from the PBX. */
export const syncLockName = 'sync-lock';

/**
The names of a store's files that hold numbers: made here, and read back here, so that nothing which only looks like
one becomes a path. A number has up to nine digits, and no zero before them.
*/
const number = String.raw`(0|[1-9]\d{0,8})`;
const segmentForm = new RegExp(String.raw`^s(?:0|[1-9]\d{0,3})-${number}\.jsonl$`);
const historyForm = new RegExp(String.raw`^m${number}\.jsonl$`);
const deliverLockForm = new RegExp(`^deliver-lock(?:-${targetForm})?$`);
const backupForm = new RegExp(`^backup-${number}$`);

/** The highest number in a name, such as a generation. */
export const highestNumber = 999_999_999;
/** The highest number of a block: of 82 million sessions the last. */
export const highestBlock = 9999;

/** @throws StoreRefusal if no name of that form can be made */
const made = (form: RegExp, name: string): string => {
	if (form.test(name)) return name;
	throw new StoreRefusal(`A file of the store cannot be called ${name}. Run: chatlogs check`);
};

/** The number in the last place of the name; `undefined` if it is not of that form. */
const numberIn = (form: RegExp, name: string): number | undefined => {
	const digits = form.exec(name)?.[1];
	return digits === undefined ? undefined : Number(digits);
};

const nextAfter = (form: RegExp, names: readonly string[]): number =>
	names.reduce((highest, name) => Math.max(highest, numberIn(form, name) ?? 0), 0) + 1;

/** What tells the files of the index apart: the block, and how often it was rewritten. */
export interface SegmentKey {
	readonly number: number;
	readonly generation: number;
}

export const segmentName = ({number: block, generation}: SegmentKey): string =>
	made(segmentForm, `s${block}-${generation}.jsonl`);

/** Which segment the name is of; `undefined` if of none. */
export const readSegmentName = (name: string): SegmentKey | undefined => {
	const generation = numberIn(segmentForm, name);
	return generation === undefined
		? undefined
		: {number: Number(name.slice(1, name.indexOf('-'))), generation};
};

export const isSegmentFile = (name: string): boolean => segmentForm.test(name);

export const historyName = (file: number): string => made(historyForm, `m${file}.jsonl`);

export const isHistoryFile = (name: string): boolean => historyForm.test(name);

/** The number for the next history file, so that no name is ever used twice. */
export const nextHistoryNumber = (names: readonly string[]): number => nextAfter(historyForm, names);

/** Held by the one process that delivers to the target; the platform's was there first, and names none. */
export const deliverLockName = (target: string): string =>
	made(deliverLockForm, target === platformTarget ? 'deliver-lock' : `deliver-lock-${target}`);

export const isDeliverLock = (name: string): boolean => deliverLockForm.test(name);

export const isBackup = (name: string): boolean => backupForm.test(name);

/** The name for the next folder of copies. */
export const nextBackupName = (names: readonly string[]): string =>
	made(backupForm, `backup-${nextAfter(backupForm, names)}`);
