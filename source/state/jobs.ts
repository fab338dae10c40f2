import {type ExportFormat} from '../domain/export-format.js';

/** What is to be exported, and where to. */
export interface ExportOrder {
	readonly kind: 'export';
	readonly sessions: readonly number[];
	readonly format: ExportFormat;
	/** The whole path. */
	readonly file: string;
	/** Whether a file that is there may be replaced. */
	readonly mayReplace: boolean;
}

/** Work that somebody asked for and that may take long. */
export type Work = ExportOrder | {readonly kind: 'purge'; readonly count: number};

/** Work that goes on behind the screen, or went on. */
export interface Job {
	/** From 1. */
	readonly id: number;
	readonly work: Work;
	/** From 0 to 1; missing where nobody knows. */
	readonly progress?: number;
	/** How it ended, if it did. */
	readonly end?: {readonly kind: 'done' | 'failed' | 'stopped'; readonly text: string};
}

/** The state, as far as jobs are concerned. */
interface WithJobs {
	/** The newest first. */
	readonly jobs: readonly Job[];
}

/** The number of the next job. */
export const nextJob = ({jobs}: WithJobs): number => (jobs[0]?.id ?? 0) + 1;

/** The state with one more job, under way. */
export const withJob = <State extends WithJobs>(state: State, work: Work): State => ({
	...state,
	jobs: [{id: nextJob(state), work}, ...state.jobs],
});

/** The state with that job as it is by now. */
export const withJobAs = <State extends WithJobs>(
	state: State,
	id: number,
	now: Pick<Job, 'progress' | 'end'>,
): State => ({
	...state,
	jobs: state.jobs.map(job => (job.id === id ? {id, work: job.work, ...now} : job)),
});

export const jobsUnderWay = ({jobs}: WithJobs): readonly Job[] => jobs.filter(({end}) => end === undefined);
