import path from 'node:path';
import {type App, type Eraser, type ErasureOrder} from '../actions/app.js';
import {tellRefusal} from '../actions/run-action.js';
import {type ErasureFact} from '../domain/erase/erasure.js';
import {type Erasure, type PlaceReport} from '../domain/erase/erasure-place.js';
import {countOf, type Erasing} from '../domain/erase/erasing.js';
import {Refusal} from '../domain/refusal.js';
import {eraseAgreed} from '../exchange/erase/erase-agreed.js';
import {placesOf} from '../exchange/erase/erase-places.js';
import {withErasureReceipt} from '../exchange/erase/erasure-receipt.js';
import {finishErasure, type OnPlace} from '../exchange/erase/finish-erasure.js';
import {checkReceiptFile} from '../exchange/export/receipt-file.js';
import {nextJob, type Possible, withJob, withJobAs} from '../state/jobs.js';
import {withNotice} from '../state/state.js';
import {surveyPerson} from '../storage/erase/erase-person.js';
import {withoutErased} from '../storage/erase/forget-erased.js';
import {markedPerson} from '../storage/erase/marks.js';
import {sweepUnfinished} from '../storage/erase/sweep-unfinished.js';
import {readUnfinished} from '../storage/erase/unfinished.js';
import {ReceiptDraft} from '../storage/proof/write-receipt.js';
import {
	endedErasure,
	erasureNotice,
	failedErasure,
	isFinished,
	personsText,
	receiptText,
	runningErasure,
	waitingErasure,
} from './erasure-job.js';
import {type ErasingOptions, erasingParts} from './erasing-parts.js';

interface RunningEraser extends Eraser {
	/** Ends it; what is not done yet goes on at the next start. */
	close(): Promise<void>;
}

class Unwanted extends Error {}

/** An erasure in the journal: its id, and the change that took the sessions. */
interface Begun {
	readonly id: string;
	readonly change: number;
}

const isBegun = ({state}: ErasureFact): boolean => state === 'begun';

interface Ended {
	readonly erasure: Erasure;
	/** Where its receipt is. */
	readonly receipt?: string | undefined;
	/** How the person was called and reached, if that was known just now. */
	readonly parties?: Erasing['parties'];
}

/** Erases persons behind the screen, and goes on at the start with what this user began and did not finish. */
export const keepErasing = (app: App, options: ErasingOptions): RunningEraser => {
	const {store, machine, actor, sources} = options;
	const ending = new AbortController();
	const parts = erasingParts(app, options, ending.signal);
	const running = new Set<Promise<void>>();

	/**
	Forgets the filters of this screen that name somebody erased. The file of preferences is a place of its own, and comes
	before, since what is still in it would come back.
	*/
	const forget = ({parties}: Ended): void => {
		const clean = withoutErased(store.erasures, store.table.country, parties);
		app.update(state => ({
			...state,
			preferences: {...state.preferences, ...clean(state.preferences)},
		}));
	};

	/** Shows as that job how far an erasure is, and how it ended. */
	const track = async (
		job: number,
		what: string,
		begun: () => Begun | undefined,
		work: (onPlace: OnPlace) => Promise<Ended>,
	): Promise<void> => {
		const reports: PlaceReport[] = [];
		const again = (): Possible => {
			const known = begun();
			return known ? () => goOn(job, known) : {blocker: 'Nothing was erased: look for the person again.'};
		};

		try {
			const ended = await work((report, places) => {
				reports.push(report);
				app.update(state => withJobAs(state, job, runningErasure(what, reports, places)));
			});
			const {erasure, receipt} = ended;
			forget(ended);
			const told = erasureNotice(erasure, app.keymap.keyOf('jobs.open'));
			app.update(state => withJobAs(state, job, endedErasure(erasure, receipt, again())));
			app.update(withNotice(isFinished(erasure) ? 'done' : 'refused', told));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			const {message} = error;
			app.update(state => withJobAs(state, job, failedErasure(message, again())));
			app.update(withNotice('refused', message));
		}
	};

	const run = async (...tracked: Parameters<typeof track>): Promise<void> => {
		const ended = track(...tracked);
		running.add(ended);
		await ended.finally(() => running.delete(ended));
	};

	const goOn = (job: number, begun: Begun): void => {
		const what = `What remains of change ${begun.change}`;
		app.update(state => withJobAs(state, job, runningErasure(what, [], 1)));
		void run(
			job,
			what,
			() => begun,
			async onPlace => ({erasure: await finishErasure(parts, begun, onPlace)}),
		);
	};

	const eraseOrdered = async (
		{person, also, known, agreed, note, receipt: file}: ErasureOrder,
		onBegun: (begun: Begun) => void,
		onPlace: OnPlace,
	): Promise<Ended> => {
		if (file !== undefined && sources === undefined) throw new Refusal('No receipt is signed from here.');
		const draft =
			file === undefined ? undefined : await ReceiptDraft.begin(machine, sources!.configFolder, file);
		const search = {readings: [person], also, upTo: known?.upTo};
		const {erasures, receipt} = await withErasureReceipt(store, actor, draft, async take => [
			await eraseAgreed(parts, {search, agreed, known, note, take, onBegun, onPlace}),
		]);
		const [erasure] = erasures;
		return {
			erasure: erasure!,
			receipt: receipt && receiptText(receipt),
			...(erasure!.state !== 'deferred' && {parties: agreed.parties}),
		};
	};

	/** What is not finished: this user's own goes on, and of others' is told what to do. */
	const resume = async (): Promise<void> => {
		await store.loaded;
		await store.settled;
		// A frame that is only drawn leaves the store alone.
		if (ending.signal.aborted || sources === undefined || store.readOnly !== undefined) return;
		await sweepUnfinished(machine, store);
		const own = new Set(readUnfinished(machine).map(({id}) => id));
		for (const {id, n: change} of store.erasures.filter(isBegun)) {
			const job = nextJob(app.state);
			const begun = {id, change};
			app.update(state =>
				withJob(
					state,
					waitingErasure(change, () => goOn(job, begun)),
				),
			);
			if (own.has(id)) goOn(job, begun);
		}
	};

	const resuming = resume().catch((error: unknown) => tellRefusal(app, error));
	return {
		async look({person, also, earlier, known}, isWanted) {
			const onProgress = (progress: number): void => {
				if (ending.signal.aborted || !isWanted(progress)) throw new Unwanted();
			};

			try {
				const upTo = known?.upTo;
				return await surveyPerson(store, {readings: [person], also, upTo, earlier, onProgress});
			} catch (error) {
				if (error instanceof Unwanted) return undefined;
				throw error;
			}
		},
		personOf: ({marks}) => markedPerson(marks, store.table.country),
		places: () => placesOf(parts),
		receiptFor(name) {
			const file = path.resolve(name);
			checkReceiptFile(file, store.folder);
			return file;
		},
		async start(order) {
			const job = nextJob(app.state);
			const what = personsText(countOf(order.agreed));
			app.update(state => withJob(state, runningErasure(what, [], 1)));
			let begun: Begun | undefined;
			const {promise, resolve} = Promise.withResolvers<undefined>();
			const onBegun = (known: Begun): void => {
				begun = known;
				resolve(undefined);
			};

			const ended = run(
				job,
				what,
				() => begun,
				async onPlace => eraseOrdered(order, onBegun, onPlace),
			);
			await Promise.race([promise, ended]);
		},
		async close() {
			ending.abort();
			await resuming;
			await Promise.all(running);
		},
	};
};
