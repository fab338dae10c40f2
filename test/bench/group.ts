import {type Programs} from './programs.js';
import {type Report} from './report.js';
import {type Stores} from './stores.js';

/** What a group of rows works with. */
export interface Bench {
	/** Numbers of sessions, from the smallest to the largest. */
	readonly sizes: readonly number[];
	/** The size for what is measured at one only, and where every peer takes part. */
	readonly standard: number;
	/** Whether rough figures will do. */
	readonly isQuick: boolean;
	/** A temporary folder that is removed in the end. */
	readonly folder: string;
	readonly stores: Stores;
	readonly programs: Programs;
	readonly report: Report;
	/** So many rounds, or a tenth of them for a quick run. */
	readonly rounds: (usual: number) => number;
}

export type Group = (bench: Bench) => Promise<void>;

/** Targets against other programs are meant for 100,000 sessions; below that their start is most of it. */
export const whenLarge = (sessions: number, target: number): number | undefined =>
	sessions < 100_000 ? undefined : target;

/** How a number of sessions is written in rows. */
export const count = (value: number): string => value.toLocaleString('en');
