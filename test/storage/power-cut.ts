import test from 'ava';
import {fold} from '../../source/storage/fold.js';
import {createStore, isStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {
	Crash,
	type Fate,
	losses,
	type Operation,
	SimulatedFileSystem,
} from '../helpers/simulated-file-system.js';
import {
	anotherChange,
	folder,
	life,
	lifeTold,
	made,
	opened,
	processOn,
	told,
} from '../helpers/simulated-life.js';
import {noticedBy} from '../helpers/noticed.js';
import {oneIn} from '../helpers/random.js';
import {onceForSame} from '../helpers/same-files.js';

/** How far a life came before the machine stopped. */
interface Lived {
	readonly files: SimulatedFileSystem;
	readonly isMade: boolean;
	/** Changes that somebody was told of. */
	readonly acknowledged: number;
}

const live = async (fate: Fate, files = SimulatedFileSystem.with()): Promise<Lived> => {
	files.fate = fate;
	let store: Store | undefined;
	let acknowledged = 0;
	try {
		store = await made(files);
		for (const step of life) {
			if (step === 'reopen') store = await opened(files);
			else await step(store);
			acknowledged = store.newestChange;
		}
	} catch (error) {
		if (!(error instanceof Crash)) throw error;
	}

	return {files, isMade: store !== undefined, acknowledged};
};

/** What the store tells when nothing happens to it. */
const usually = lifeTold(new SimulatedFileSystem());

const findMistake = async (
	files: SimulatedFileSystem,
	isMade: boolean,
	acknowledged: number,
): Promise<string | undefined> => {
	if (isMade && !isStore(files, folder)) return 'the store is gone';
	await createStore(folder, processOn(files));
	const store = await opened(files);
	const n = store.newestChange;
	if (store.readOnly !== undefined) return store.readOnly;
	if (n !== acknowledged && n !== acknowledged + 1) return `${n} changes of ${acknowledged}`;
	const expected = await usually;
	if (told(store) !== expected[n]) return `after ${n} changes: ${told(store)} instead of ${expected[n]!}`;
	await anotherChange(store);
	const live = told(store);
	await fold(store);
	await store.close();
	const again = await opened(files.afterPowerCut('all'));
	if (told(again) !== live) return `opened again: ${told(again)} instead of ${live}`;
	return undefined;
};

/** What is wrong with the store that is found after a power cut; `undefined` if nothing is. */
const mistakeIn = onceForSame(async (...found: Parameters<typeof findMistake>) =>
	findMistake(...found).catch(String),
);

/** The machine stops at that operation: before it, or half-way. */
const stopAt =
	(at: number, isHalf: boolean, otherwise: Fate = () => 'done'): Fate =>
	(operation, number) =>
		number < at
			? otherwise(operation, number)
			: new Crash(operation, {cause: isHalf && number === at ? 'half' : undefined});

interface Moment {
	/** The number of the operation. */
	readonly at: number;
	readonly isHalf: boolean;
	/** In words. */
	readonly state: string;
}

/** Every moment at which the machine can stop during these operations, or after them. */
const momentsOf = (operations: readonly Operation[]): readonly Moment[] =>
	[...operations, 'the end'].flatMap((operation, at) =>
		(operation.startsWith('write') ? [false, true] : [false]).map(isHalf => ({
			at,
			isHalf,
			state: `${at} ${operation}${isHalf ? ', half of it' : ''}`,
		})),
	);

/** What is found when the machine stops at each of the moments, of all in that life if not said. */
async function* mistakes(
	otherwise?: Fate,
	given?: readonly Moment[],
): AsyncGenerator<{readonly state: string; readonly mistake?: string}> {
	const whole = await live(otherwise ?? (() => 'done'));
	const moments = given ?? momentsOf(whole.files.operations);
	for (const {at, isHalf, state} of moments) {
		const left = await live(stopAt(at, isHalf, otherwise));
		for (const loss of losses) {
			const mistake = await mistakeIn(left.files.afterPowerCut(loss), left.isMade, left.acknowledged);
			yield {state: `${state}; lost: ${loss}`, mistake};
		}
	}
}

test('a power cut at any moment loses nothing that was acknowledged, and leaves nothing half done', async t => {
	const {files} = await live(() => 'done');
	const moments = momentsOf(files.operations);
	t.log(`${moments.length} moments`);
	t.true(moments.length > 150);
	for await (const {state, mistake} of mistakes(undefined, oneIn(15, moments)))
		t.is(mistake, undefined, state);
});

const tells = onceForSame(async files => told(await opened(files)));

const disk = (): SimulatedFileSystem => SimulatedFileSystem.with('data', 'stores');

test('a process that is killed at any moment leaves a store in which others lose nothing, not even in a power cut', async t => {
	const expected = await usually;
	const usual = await live(() => 'done', disk());
	const moments = momentsOf(usual.files.operations);
	t.log(`${moments.length} moments`);
	t.true(moments.length > 150);
	for (const {at, isHalf, state} of oneIn(25, moments)) {
		const {files: left, acknowledged} = await live(stopAt(at, isHalf), disk());
		const files = left.afterKill();
		const other = await made(files);
		const n = other.newestChange;
		t.true(n === acknowledged || n === acknowledged + 1, state);
		t.is(told(other), expected[n]!, state);
		for (const work of [anotherChange, fold]) {
			await work(other);
			const wanted = told(other);
			for (const loss of losses)
				t.is(await tells(files.afterPowerCut(loss)), wanted, `${state}; lost: ${loss}`);
		}
	}
});

/** Whether leaving out what is asked for is noticed at all. */
const isNoticed = async (
	isLeftOut: (operation: Operation, last: Operation | undefined) => boolean,
): Promise<boolean> => {
	let last: Operation | undefined;
	const fate: Fate = operation => {
		const skips = isLeftOut(operation, last);
		last = operation;
		return skips ? 'skipped' : 'done';
	};

	for await (const {mistake} of mistakes(fate)) {
		if (mistake !== undefined) return true;
	}

	return false;
};

const noticed = noticedBy(isNoticed);

test('the journal were not synced', noticed, operation => operation === 'sync changes.jsonl');
test('words were not synced', noticed, operation => operation === 'sync words.jsonl');
test('segments were not synced', noticed, operation => /^sync s\d/.test(operation));
test('histories were not synced', noticed, operation => /^sync m\d/.test(operation));

/** Whether it makes histories durable that were appended to a file which was there already. */
const isAppended = (): ((operation: Operation) => boolean) => {
	let fresh = '';
	return operation => {
		const [, what = '', name = ''] = /^(make|sync) (m\d+\.jsonl)$/v.exec(operation) ?? [];
		const isFresh = name === fresh;
		if (what !== '') fresh = what === 'make' ? name : '';
		return what === 'sync' && !isFresh;
	};
};

test('histories that are appended were not synced', noticed, isAppended());
test(
	'store.json were not synced before it takes its name',
	noticed,
	operation => operation === 'sync store.json.new',
);
test(
	'new names were not synced before store.json tells of them',
	noticed,
	(operation, last) => operation === 'sync folder ours' && /^sync s\d/.test(last ?? ''),
);
test('the folder were never synced', noticed, operation => operation === 'sync folder ours');
test('the name of the folder were not synced', noticed, operation => operation === 'sync folder stores');
