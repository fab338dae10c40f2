import {availableParallelism} from 'node:os';
import {setTimeout as delay} from 'node:timers/promises';
import {type SiteReport, type SiteTask} from './site-task.js';
import {Worker, type WorkerProgram} from './worker.js';

/** Sites that are begun at most while others wait for their networks, over all workers. */
const mostWaiting = 64;

/** Milliseconds without a report after which a site counts as one that waits. */
const soon = 500;

/** How tasks are done. */
export interface WorkOptions {
	readonly signal: AbortSignal;
	/** Whether they may wait for networks; then others begin meanwhile. */
	readonly mayWait: boolean;
	/** Told of each report with the index of its task. */
	readonly onReport: (index: number, report: SiteReport) => void;
}

/**
Does tasks in worker processes, as many as there are cores, each one task at a time, and more while those wait; resolves
when all of them are done, or, once the signal has come, those that were begun. Nobody waits for the processes to end,
but this one does not end before them.
*/
export const workOn = async (
	program: WorkerProgram,
	tasks: readonly SiteTask[],
	{signal, mayWait, onReport}: WorkOptions,
): Promise<void> => {
	const left = tasks.entries();
	const count = Math.min(availableParallelism(), tasks.length);
	const most = mayWait ? Math.ceil(mostWaiting / count) : 1;
	const work = async (): Promise<void> => {
		let worker: Worker | undefined;
		const end = (): void => worker?.kill();
		signal.addEventListener('abort', end);
		const underWay = new Set<Promise<void>>();
		const begin = (doer: Worker, index: number, task: SiteTask): void => {
			const done: Promise<void> = doer.do(index, task).then(report => {
				underWay.delete(done);
				onReport(index, report);
			});
			underWay.add(done);
		};

		for (const [index, task] of left) {
			if (signal.aborted) break;
			if (worker?.isThere !== true) worker = new Worker(program);
			begin(worker, index, task);
			await Promise.race(
				underWay.size < most ? [...underWay, delay(soon, undefined, {ref: false})] : underWay,
			);
		}

		await Promise.all(underWay);
		signal.removeEventListener('abort', end);
		worker?.end();
	};

	await Promise.all(Array.from({length: count}, work));
};
