import {type Dialog, type JobsDialog} from './dialog.js';

/** Something that can be done, or the reason why not. */
export type Possible = (() => void) | {readonly blocker: string};

/** Work that goes on behind the screen, or went on, as whoever does it tells of it. */
export interface Job {
	/** Where there is always one of its kind, its name; else a number, from 1. */
	readonly id: string | number;
	readonly title: string;
	readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'stopped';
	/** From 0 to 1; missing where nobody knows. */
	readonly progress?: number | undefined;
	/** A word for the footer, which tells the progress behind it: `exporting`. */
	readonly activity?: string;
	/** What it does, or how it ended, one sentence after the other. */
	readonly texts: readonly string[];
	/** Missing if it has ended. */
	readonly cancel?: Possible | undefined;
	/** Missing if it has not failed. */
	readonly again?: Possible | undefined;
	/** The list of what it does one by one, if it has one. */
	readonly list?: (back: JobsDialog) => Dialog;
	/** What becomes of it when the program is left while it runs: somebody who leaves is asked first. */
	readonly onLeaving?: string;
}

/** A job without its number. */
export type NewJob = Omit<Job, 'id'>;

/** A job that somebody asked for. */
export type AskedJob = NewJob & {readonly id: number};

/** The state, as far as jobs are concerned. */
interface WithJobs {
	/** The newest first. */
	readonly jobs: readonly AskedJob[];
}

/** The number of the next job. */
export const nextJob = ({jobs}: WithJobs): number => (jobs[0]?.id ?? 0) + 1;

/** The state with one more job. */
export const withJob = <State extends WithJobs>(state: State, job: NewJob): State => ({
	...state,
	jobs: [{...job, id: nextJob(state)}, ...state.jobs],
});

/** The state with that job as it is by now. */
export const withJobAs = <State extends WithJobs>(state: State, id: number, now: NewJob): State => ({
	...state,
	jobs: state.jobs.map(job => (job.id === id ? {...now, id} : job)),
});

/** Those about which somebody is asked who leaves the program. */
export const heldUp = (jobs: readonly Job[]): readonly Job[] =>
	jobs.filter(job => job.onLeaving !== undefined && job.state === 'running');
