import test from 'ava';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {type Store} from '../../source/storage/store.js';
import {oneIn} from '../helpers/random.js';
import {onceForSame} from '../helpers/same-files.js';
import {type Loss, type Operation, SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {life, lifeTold, made, opened, told} from '../helpers/simulated-life.js';

/** What a process that opens these files finds. */
const found = onceForSame(async files => {
	const store = await opened(files);
	return {readOnly: store.readOnly, tells: told(store)};
});

/** What goes wrong in a life in which one operation fails, and everything else goes on. */
class Trouble {
	readonly mistakes: string[] = [];
	readonly #files = SimulatedFileSystem.with('data', 'stores');
	readonly #expected: readonly string[];
	/** What happened is noted only after the failure. */
	#hasFailed = false;

	constructor(expected: readonly string[], at: number, happened: string | undefined) {
		this.#expected = expected;
		this.#files.fate = (operation, number) => {
			if (number !== at) return 'done';
			this.#hasFailed = true;
			return new StoreRefusal(`${operation}: the disk is full`, {cause: happened});
		};
	}

	async live(): Promise<void> {
		let store = await this.#persist(async () => made(this.#files));
		for (const step of life) {
			if (step === 'reopen') {
				await store.close();
				store = await this.#persist(async () => opened(this.#files));
				continue;
			}

			const before = store.newestChange;
			try {
				await step(store);
			} catch (error) {
				if (!(error instanceof StoreRefusal)) throw error;
				if (store.newestChange !== before) this.mistakes.push(`refused, but done: ${error.message}`);
				await this.#compare(store, ['all', 'nothing', 'half']);
				if (store.readOnly !== undefined) store = await opened(this.#files);
				await step(store);
			}

			if (this.#hasFailed) await this.#compare(store, ['all']);
		}

		await this.#compare(store, ['all', 'content', 'zeros', 'all but removals']);
	}

	/** Does it, if need be a second time. */
	async #persist<Result>(work: () => Promise<Result>): Promise<Result> {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof StoreRefusal)) throw error;
			return work();
		}
	}

	/** The store must tell what it should, and so must another process, now and after a power cut. */
	async #compare(store: Store, after: readonly Loss[]): Promise<void> {
		const expected = this.#expected[store.newestChange];
		const {newestChange: n} = store;
		if (told(store) !== expected) this.mistakes.push(`${n}: ${told(store)} instead of ${expected!}`);
		const other = await found(this.#files);
		if (other.tells !== expected) this.mistakes.push(`${n}, another process: ${other.tells}`);
		for (const loss of after) {
			const left = await found(this.#files.afterPowerCut(loss));
			if (left.readOnly !== undefined) this.mistakes.push(left.readOnly);
			if (left.tells !== expected)
				this.mistakes.push(`${n}, lost ${loss}: ${left.tells} instead of ${expected!}`);
		}
	}
}

/** What of an operation that fails may have happened. */
const happening = (operation: Operation): readonly (string | undefined)[] =>
	operation.startsWith('write')
		? [undefined, 'half']
		: operation.startsWith('sync')
			? [undefined, 'done']
			: [undefined];

test('whatever fails once is refused as a whole, and what was acknowledged stays', async t => {
	const usual = SimulatedFileSystem.with('data', 'stores');
	const expected = await lifeTold(usual);
	const cases = usual.operations.flatMap((operation, at) =>
		happening(operation).map(happened => ({at, operation, happened})),
	);
	t.log(`${cases.length} cases`);
	t.true(cases.length > 300);
	for (const {at, operation, happened} of oneIn(33, cases)) {
		const trouble = new Trouble(expected, at, happened);
		await trouble.live();
		t.deepEqual(trouble.mistakes, [], `${at} ${operation}; ${happened ?? 'nothing'} happened`);
	}
});
