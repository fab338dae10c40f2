import {type App} from '../actions/app.js';
import {type Directory} from '../domain/directory.js';
import {reportOf, type StatisticsReport} from '../domain/find/statistics-report.js';
import {statisticsInSteps} from '../domain/find/statistics.js';
import {blockSize} from '../domain/table/block.js';
import {type SessionTable} from '../domain/table/session-table.js';
import {withReport} from '../state/statistics-layout.js';
import {createSlices, type SteppedWork} from './slices.js';

/** The sessions in the list: those that match, or only the marked ones. A new array whenever they change. */
const shownIn = ({state, list}: App): Uint8Array | Uint32Array => (state.onlyMarked ? list.rows : list.hits);

const hitsOf = ({blocks}: SessionTable, shown: Uint8Array | Uint32Array): Uint8Array => {
	if (shown instanceof Uint8Array) return shown;
	const hits = new Uint8Array(blocks.length * blockSize);
	for (const row of shown) hits[row] = 1;
	return hits;
};

/** Statistics of the sessions shown at its start, under way or done. */
class Counting implements SteppedWork {
	readonly shown: Uint8Array | Uint32Array;
	readonly directory: Directory;
	/** From 0 to 1. */
	progress = 0;
	report: StatisticsReport | undefined;
	readonly #steps: ReturnType<typeof statisticsInSteps>;

	constructor(app: App) {
		const {table, directory} = app.store;
		this.shown = shownIn(app);
		this.directory = directory;
		this.#steps = statisticsInSteps(table, directory, hitsOf(table, this.shown));
	}

	get isComplete(): boolean {
		return this.report !== undefined;
	}

	step(): void {
		const {done, value} = this.#steps.next();
		if (done) this.report = reportOf(value, this.directory);
		else this.progress = value;
	}
}

/** Milliseconds between two updates of the progress. */
const countingInterval = 100;

/** Counts the statistics while they are open, again whenever the list shows other sessions. Returns how to end that. */
export const keepCounting = (app: App): (() => void) => {
	let counting: Counting | undefined;
	let shownAt = 0;
	const show = ({progress, report}: Counting): void => {
		shownAt = app.milliseconds();
		app.update(state => withReport(state, progress, report));
	};

	const slices = createSlices(
		() => counting,
		() => app.milliseconds(),
		() => {
			if (counting === undefined) return;
			slices.runLater();
			if (counting.isComplete || app.milliseconds() - shownAt >= countingInterval) show(counting);
		},
	);

	const look = (): void => {
		const {state, store, list} = app;
		if (state.dialog?.kind !== 'statistics') {
			counting = undefined;
			return;
		}

		// Finish the running count first; a busy store would otherwise starve it.
		if (list.counted < 1 || counting?.isComplete === false) return;
		if (counting?.shown === shownIn(app) && counting.directory === store.directory) return;
		counting = new Counting(app);
		slices.runLater();
	};

	const unsubscribe = app.subscribe(look);
	return () => {
		unsubscribe();
		counting = undefined;
	};
};
