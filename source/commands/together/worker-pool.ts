import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {availableParallelism} from 'node:os';
import {type SiteReport, type SiteTask} from './site-task.js';

/** The argument by which the program is started as a worker. */
export const workerWord = 'site-worker';

const lost = (how: string): SiteReport => ({
	code: 1,
	trouble: {message: `its process ended (${how}) before it was done`, kind: 'refused'},
	stdout: '',
	stderr: '',
});

/** The report on one task, also if the worker dies of it. */
const reportOf = async (worker: ChildProcess, task: SiteTask): Promise<SiteReport> => {
	const {promise, resolve} = Promise.withResolvers<SiteReport>();
	const onExit = (code: number | null, signal: string | null): void =>
		resolve(lost(signal ?? `exit code ${code}`));
	worker.once('message', resolve as (message: unknown) => void).once('exit', onExit);
	// A worker that is gone tells so by its exit.
	worker.send(task, () => undefined);
	const report = await promise;
	worker.off('exit', onExit).off('message', resolve);
	return report;
};

/**
Does tasks in worker processes, as many as there are cores, each one task at a time; resolves when all of them are
done, or, once the signal has come, those that were begun.
@param program the file that Node runs
@param onReport told of each report with the index of its task
*/
export const workOn = async (
	program: string,
	tasks: readonly SiteTask[],
	{
		signal,
		onReport,
	}: {
		readonly signal: AbortSignal;
		readonly onReport: (index: number, report: SiteReport) => void;
	},
): Promise<void> => {
	const left = tasks.entries();
	const work = async (): Promise<void> => {
		let worker: ChildProcess | undefined;
		const end = (): void => void worker?.kill('SIGTERM');
		signal.addEventListener('abort', end);
		for (const [index, task] of left) {
			if (signal.aborted) break;
			if (worker?.connected !== true)
				worker = fork(program, [workerWord], {execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc']});
			onReport(index, await reportOf(worker, task));
		}

		signal.removeEventListener('abort', end);
		if (worker?.exitCode !== null || worker.signalCode !== null) return;
		const ended = once(worker, 'exit');
		if (worker.connected) worker.disconnect();
		await ended;
	};

	const count = Math.min(availableParallelism(), tasks.length);
	await Promise.all(Array.from({length: count}, work));
};
