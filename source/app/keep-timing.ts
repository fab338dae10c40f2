import {type App} from '../actions/app.js';
import {type ResponseFigures, responseFigures} from '../domain/response/response-figures.js';
import {ResponseCounter} from '../domain/response/response-report.js';
import {sessionTimes} from '../domain/response/session-times.js';
import {blockSize} from '../domain/table/block.js';
import {withResponses} from '../state/statistics-layout.js';
import {createSlices, type SteppedWork} from './slices.js';

const hourOf = (seconds: number): number => new Date(seconds * 1000).getHours();

/** The rows of the sessions in the list. */
const rowsShown = ({state, list}: App): readonly number[] => {
	if (state.onlyMarked) return [...list.rows];
	return [...list.hits.keys()].filter(row => list.hits[row] === 1);
};

/** The response times of the sessions shown at its start: one history a step. */
class Timing implements SteppedWork {
	readonly #app: App;
	readonly #counter: ResponseCounter;
	readonly #ids: readonly number[];
	readonly #now: number;
	#done = 0;

	constructor(app: App) {
		const {table, directory} = app.store;
		this.#app = app;
		this.#counter = new ResponseCounter(directory, hourOf);
		this.#ids = rowsShown(app)
			.filter(row => table.blocks[Math.floor(row / blockSize)] !== undefined)
			.map(row => table.idOf(row));
		this.#now = app.state.now;
	}

	get isComplete(): boolean {
		return this.#done === this.#ids.length;
	}

	/** From 0 to 1. */
	get progress(): number {
		return this.isComplete ? 1 : this.#done / this.#ids.length;
	}

	get figures(): ResponseFigures {
		return responseFigures(this.#counter.report);
	}

	step(): void {
		const {store} = this.#app;
		const id = this.#ids[this.#done++]!;
		// Read first: reading may find that the session was purged meanwhile.
		const history = store.history(id);
		const session = store.session(id);
		if (session === undefined) return;
		const sources = {session, history, changes: store.changesOf(id)};
		this.#counter.count(sessionTimes(sources, store.deletedMessages(id), this.#now));
	}
}

/** Milliseconds between two updates of the progress. */
const interval = 100;

/** Reads the response times that somebody asked for in the statistics. Returns how to end that. */
export const keepTiming = (app: App): (() => void) => {
	let timing: Timing | undefined;
	let shownAt = 0;
	const slices = createSlices(
		() => timing,
		() => app.milliseconds(),
		() => {
			if (timing === undefined) return;
			slices.runLater();
			if (timing.isComplete || app.milliseconds() - shownAt >= interval) show(timing);
		},
	);

	const show = (shown: Timing): void => {
		shownAt = app.milliseconds();
		const {progress, isComplete} = shown;
		app.update(state => withResponses(state, {progress, ...(isComplete && {report: shown.figures})}));
	};

	const look = (): void => {
		const {dialog} = app.state;
		const isWanted = dialog?.kind === 'statistics' && dialog.responses !== undefined;
		if (!isWanted) timing = undefined;
		if (!isWanted || timing !== undefined || dialog.report === undefined) return;
		timing = new Timing(app);
		if (timing.isComplete) show(timing);
		else slices.runLater();
	};

	const unsubscribe = app.subscribe(look);
	return () => {
		unsubscribe();
		timing = undefined;
	};
};
