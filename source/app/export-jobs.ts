import path from 'node:path';
import {type App, type Exporter} from '../actions/app.js';
import {tellRefusal} from '../actions/run-action.js';
import {Refusal} from '../domain/refusal.js';
import {counted} from '../text/count.js';
import {wouldReplace} from '../exchange/export/export-file.js';
import {exportToFile} from '../exchange/export/export-sessions.js';
import {type ExportOrder} from '../state/export-order.js';
import {type NewJob, nextJob, withJob, withJobAs} from '../state/jobs.js';
import {type State, withNotice} from '../state/state.js';
import {type Store} from '../storage/store.js';

/** Milliseconds between two updates of an export's progress. */
const interval = 100;

interface ExportJobs extends Exporter {
	/** Stops all running exports; resolves once their unfinished files are gone. */
	close(): Promise<void>;
}

const title = 'Export';

/** Runs exports behind the screen. */
export const exportJobs = (app: App, store: Store): ExportJobs => {
	const running = new Map<number, {readonly stop: AbortController; readonly ended: Promise<void>}>();

	const under = (id: number, {sessions, file}: ExportOrder, progress?: number): NewJob => ({
		title,
		activity: 'exporting',
		state: 'running',
		progress,
		texts: [`${counted(sessions.length, 'session')} to ${file}`],
		cancel: () => running.get(id)?.stop.abort(),
		onLeaving: 'it is stopped, and the unfinished file is removed',
	});

	const run = async (id: number, order: ExportOrder, signal: AbortSignal): Promise<void> => {
		const {sessions: ids, format, ...target} = order;
		let shownAt = app.milliseconds();
		const onProgress = (count: number): void => {
			if (app.milliseconds() - shownAt < interval) return;
			shownAt = app.milliseconds();
			app.update(state => withJobAs(state, id, under(id, order, count / ids.length)));
		};

		const end =
			(kind: 'done' | 'failed' | 'stopped', text: string) =>
			(state: State): State =>
				withJobAs(state, id, {
					title,
					state: kind,
					texts: [text],
					...(kind !== 'done' && {again: () => again(id, order)}),
				});
		try {
			const {sessions, messages, unrecorded} = await exportToFile(
				store,
				app.actor,
				{ids, format, onProgress},
				target,
				signal,
			);
			const told = `Exported ${counted(sessions, 'session')} with ${counted(messages, 'message')} to ${order.file}`;
			const text = [told, unrecorded].filter(Boolean).join('. ');
			app.update(state => withNotice('done', text)(end('done', text)(state)));
		} catch (error) {
			if (signal.aborted) app.update(end('stopped', `Stopped; nothing was written to ${order.file}`));
			else if (error instanceof Refusal) {
				app.update(end('failed', error.message));
				tellRefusal(app, error);
			} else throw error;
		} finally {
			running.delete(id);
		}
	};

	const begin = (id: number, order: ExportOrder): void => {
		const stop = new AbortController();
		running.set(id, {stop, ended: run(id, order, stop.signal)});
	};

	const again = (id: number, order: ExportOrder): void => {
		app.update(state => withJobAs(state, id, under(id, order)));
		begin(id, order);
	};

	return {
		fileFor(name) {
			const file = path.resolve(name);
			return {file, isThere: wouldReplace({file, storeFolder: store.folder})};
		},
		start(order) {
			const id = nextJob(app.state);
			app.update(state => withJob(state, under(id, order)));
			begin(id, order);
		},
		async close() {
			const all = [...running.values()];
			for (const {stop} of all) stop.abort();
			await Promise.all(all.map(async ({ended}) => ended));
		},
	};
};
