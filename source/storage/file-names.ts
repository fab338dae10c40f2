import {platformTarget, targetForm} from '../domain/outbox/target.js';
import {StoreRefusal} from '../domain/refusal.js';

export const manifestName = 'store.json';
export const journalName = 'changes.jsonl';
/** Holds texts written by people and other systems, which an erasure can remove. */
export const wordsName = 'words.jsonl';
export const lockName = 'lock';
/** The folder of the files that customers and agents sent, as far as they were fetched. */
export const keptFilesName = 'files';
/** Held by the one process that pulls from the PBX. */
export const syncLockName = 'sync-lock';
/** Tells when a sync was complete last. */
export const syncTimeName = 'sync-time.json';

/**
File names with numbers are made and read only here, so that no text that merely looks like one becomes a path. A
number has up to nine digits, without leading zeros.
*/
const number = String.raw`(0|[1-9]\d{0,8})`;
const segmentForm = new RegExp(String.raw`^s(?:0|[1-9]\d{0,3})-${number}\.jsonl$`);
const historyForm = new RegExp(String.raw`^m${number}\.jsonl$`);
const deliverLockForm = new RegExp(`^deliver-lock(?:-${targetForm})?$`);
const backupForm = new RegExp(`^backup-${number}$`);

/** The highest number in a name, such as a generation. */
export const highestNumber = 999_999_999;
/** The highest block number, enough for 82 million sessions. */
export const highestBlock = 9999;

/** @throws StoreRefusal if the name is not of that form */
const made = (form: RegExp, name: string): string => {
	if (form.test(name)) return name;
	throw new StoreRefusal(`A file of the store cannot be called ${name}. Run: chatlogs check`);
};

/** The last number in the name; `undefined` if it is not of that form. */
const numberIn = (form: RegExp, name: string): number | undefined => {
	const digits = form.exec(name)?.[1];
	return digits === undefined ? undefined : Number(digits);
};

const nextAfter = (form: RegExp, names: readonly string[]): number =>
	names.reduce((highest, name) => Math.max(highest, numberIn(form, name) ?? 0), 0) + 1;

/** Tells the files of the index apart: block number, and how often it was rewritten. */
export interface SegmentKey {
	readonly number: number;
	readonly generation: number;
}

export const segmentName = ({number: block, generation}: SegmentKey): string =>
	made(segmentForm, `s${block}-${generation}.jsonl`);

/** The segment that the name stands for; `undefined` if it is no segment's name. */
export const readSegmentName = (name: string): SegmentKey | undefined => {
	const generation = numberIn(segmentForm, name);
	return generation === undefined
		? undefined
		: {number: Number(name.slice(1, name.indexOf('-'))), generation};
};

export const isSegmentFile = (name: string): boolean => segmentForm.test(name);

export const historyName = (file: number): string => made(historyForm, `m${file}.jsonl`);

export const isHistoryFile = (name: string): boolean => historyForm.test(name);

/** The number of the next history file, higher than any present one. */
export const nextHistoryNumber = (names: readonly string[]): number => nextAfter(historyForm, names);

/** The lock of the one process that delivers to the target. The platform's is older than targets, so it has no suffix. */
export const deliverLockName = (target: string): string =>
	made(deliverLockForm, target === platformTarget ? 'deliver-lock' : `deliver-lock-${target}`);

export const isDeliverLock = (name: string): boolean => deliverLockForm.test(name);

export const isBackup = (name: string): boolean => backupForm.test(name);

/** The name for the next folder of copies. */
export const nextBackupName = (names: readonly string[]): string =>
	made(backupForm, `backup-${nextAfter(backupForm, names)}`);
