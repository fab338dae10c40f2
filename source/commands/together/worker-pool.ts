import {availableParallelism} from 'node:os';
import {type NumberedTask, type SiteReport} from './site-task.js';
import {Worker, type WorkerProgram} from './worker.js';

/** Sites that are begun at most while others wait for their networks, over all workers. */
const mostWaiting = 64;

/**
How Node runs a worker where every core has one: V8's own threads would only take time from the other workers, and from
the start there are 8 MiB for new objects, which saves moving them again and again. Together that is a tenth of the time.
*/
const whereCoresAreTaken = ['--single-threaded', '--min-semi-space-size=8'];

/** How tasks are done. */
interface WorkOptions {
	readonly signal: AbortSignal;
	/** Whether they may wait for networks; then others begin meanwhile. */
	readonly mayWait: boolean;
	/** Told of each report with the number of its task. */
	readonly onReport: (number: number, report: SiteReport) => void;
}

/**
Does tasks, in their order, in worker processes, as many as there are cores, each one task at a time, and more while
those wait; resolves when all of them are done, or, once the signal has come, those that were begun. Nobody waits for the
processes to end, but this one does not end before them.
*/
export const workOn = async (
	program: WorkerProgram,
	tasks: readonly NumberedTask[],
	{signal, mayWait, onReport}: WorkOptions,
): Promise<void> => {
	const left = tasks.values();
	const cores = availableParallelism();
	const count = Math.min(cores, tasks.length);
	const options = count === cores ? whereCoresAreTaken : [];
	const most = mayWait ? Math.ceil(mostWaiting / count) : 1;
	const work = async (): Promise<void> => {
		let worker: Worker | undefined;
		const end = (): void => worker?.kill();
		signal.addEventListener('abort', end);
		const underWay = new Set<Promise<void>>();
		const begin = (doer: Worker, task: NumberedTask): void => {
			const done: Promise<void> = doer.do(task).then(report => {
				underWay.delete(done);
				onReport(task.number, report);
			});
			underWay.add(done);
		};

		for (const task of left) {
			if (signal.aborted) break;
			if (worker?.isThere !== true) worker = new Worker(program, options);
			begin(worker, task);
			await Promise.race(underWay.size < most ? [...underWay, worker.idle] : underWay);
		}

		await Promise.all(underWay);
		signal.removeEventListener('abort', end);
		worker?.end();
	};

	await Promise.all(Array.from({length: count}, work));
};
