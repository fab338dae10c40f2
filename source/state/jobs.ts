import {type Dialog, type JobsDialog} from './dialog.js';

/** Something to do, or the reason why it cannot be done. */
export type Possible = (() => void) | {readonly blocker: string};

/** Work behind the screen, under way or ended, as it describes itself. */
export interface Job {
	/** A name if there is always exactly one job of its kind, otherwise a number from 1. */
	readonly id: string | number;
	readonly title: string;
	readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'stopped';
	/** From 0 to 1; missing if unknown. */
	readonly progress?: number | undefined;
	/** A word for the footer, which adds the progress: `exporting`. */
	readonly activity?: string;
	/** Sentences about what it does, or how it ended. */
	readonly texts: readonly string[];
	/** Stops it; missing once it has ended. */
	readonly cancel?: Possible | undefined;
	/** Starts it again; missing unless it has failed. */
	readonly again?: Possible | undefined;
	/** Opens the list of its single steps, or a question that it has. */
	readonly list?: ((back: JobsDialog) => Dialog) | undefined;
	/** The consequence of quitting while it runs; with this, quitting asks first. */
	readonly onLeaving?: string;
}

/** A job without its number. */
export type NewJob = Omit<Job, 'id'>;

/** A job that the user asked for. */
export type AskedJob = NewJob & {readonly id: number};

/** The part of the state that concerns jobs. */
interface WithJobs {
	/** Newest first. */
	readonly jobs: readonly AskedJob[];
}

/** The number of the next job. */
export const nextJob = ({jobs}: WithJobs): number => (jobs[0]?.id ?? 0) + 1;

/** The state with one more job. */
export const withJob = <State extends WithJobs>(state: State, job: NewJob): State => ({
	...state,
	jobs: [{...job, id: nextJob(state)}, ...state.jobs],
});

/** The state with that job as it is now. */
export const withJobAs = <State extends WithJobs>(state: State, id: number, now: NewJob): State => ({
	...state,
	jobs: state.jobs.map(job => (job.id === id ? {...now, id} : job)),
});

/** Jobs that make quitting ask first. */
export const heldUp = (jobs: readonly Job[]): readonly Job[] =>
	jobs.filter(job => job.onLeaving !== undefined && job.state === 'running');
