import {fork} from 'node:child_process';
import {type FromWorker, type NumberedTask, type SiteReport} from './site-task.js';

/** The argument by which the program is started as a worker. */
export const workerWord = 'site-worker';

const lost = (how: string): SiteReport => ({
	code: 1,
	trouble: {message: `its process ended (${how}) before it was done`, kind: 'refused'},
	stdout: '',
	stderr: '',
});

/** How worker processes are started. */
export interface WorkerProgram {
	/** The file that Node runs. */
	readonly program: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A process that does tasks, any number of them at the same time. */
export class Worker {
	readonly #process;
	/** Those who wait for reports, by the numbers of the tasks. */
	readonly #waiting = new Map<number, (report: SiteReport) => void>();
	#idleness = Promise.withResolvers<undefined>();

	/** @param options what Node is told besides */
	constructor({program, environment}: WorkerProgram, options: readonly string[]) {
		this.#process = fork(program, [workerWord], {
			execArgv: [...options],
			env: environment,
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		});
		this.#process
			.on('message', message => {
				const told = message as FromWorker;
				if (told === 'idle') this.#noteIdleness();
				else this.#settle(told.number, told.report);
			})
			.once('exit', (code, signal) => {
				for (const number of this.#waiting.keys()) this.#settle(number, lost(signal ?? `exit code ${code}`));
			});
	}

	/** Whether it takes tasks. */
	get isThere(): boolean {
		return this.#process.connected;
	}

	/** Resolves the next time that it tells that all its tasks wait for others. */
	get idle(): Promise<void> {
		return this.#idleness.promise;
	}

	/** The report on a task, also if the process dies of it. */
	async do(task: NumberedTask): Promise<SiteReport> {
		const {promise, resolve} = Promise.withResolvers<SiteReport>();
		this.#waiting.set(task.number, resolve);
		// A process that is gone tells so by its exit.
		this.#process.send(task, () => undefined);
		return promise;
	}

	/** Asks what it does to come to an end. */
	kill(): void {
		this.#process.kill('SIGTERM');
	}

	/** Lets it go; it ends by itself. */
	end(): void {
		if (this.#process.connected) this.#process.disconnect();
	}

	#noteIdleness(): void {
		this.#idleness.resolve(undefined);
		this.#idleness = Promise.withResolvers();
	}

	#settle(number: number, report: SiteReport): void {
		const settle = this.#waiting.get(number);
		this.#waiting.delete(number);
		settle?.(report);
	}
}
