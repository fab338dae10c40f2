import test from 'ava';
import {Random} from '../../../source/demo/random.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {
	bytesOf,
	checked,
	livedStore,
	namesIn,
	polledStore,
	putBytes,
	repaired,
	undoneStore,
} from '../../helpers/damage.js';
import {type Damage, doHarm} from '../../helpers/random-damage.js';
import {opened, told} from '../../helpers/simulated-life.js';
import {seed, trials} from '../../helpers/random.js';
import {store1} from '../../helpers/store-1.js';
import {type SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

const ids = Array.from({length: 10}, (_, index) => index + 1);

/** What a work gives; `refused` if it is refused. Anything else that is thrown fails the test. */
const attempt = async <Result>(work: () => Promise<Result>): Promise<Result | 'refused'> => {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refusal) return 'refused';
		throw error;
	}
};

const opening = async (files: SimulatedFileSystem): Promise<'opened' | 'only read'> => {
	const store = await opened(files);
	const {readOnly} = store;
	await store.close();
	return readOnly === undefined ? 'opened' : 'only read';
};

const listing = async (files: SimulatedFileSystem): Promise<'listed'> => {
	const store = await opened(files);
	try {
		told(store, ids);
		return 'listed';
	} finally {
		await store.close();
	}
};

const checking = async (files: SimulatedFileSystem): Promise<string> => {
	const {problems} = await checked(files);
	return problems.length === 0 ? 'nothing wrong' : 'problems';
};

const contentOf = (files: SimulatedFileSystem): readonly (readonly [string, string])[] =>
	namesIn(files)
		.toSorted()
		.map(name => [name, bytesOf(files, name).toString('latin1')]);

/** What is wrong with what becomes of a damaged store; `undefined` if nothing is. */
const mistakeAfter = async (
	files: SimulatedFileSystem,
	count: (step: string, outcome: string) => void,
): Promise<string | undefined> => {
	count('open', await attempt(async () => opening(files)));
	count('list', await attempt(async () => listing(files)));
	count('check', await attempt(async () => checking(files)));
	const first = await attempt(async () => repaired(files));
	count('repair', first === 'refused' ? first : 'done');
	if (first === 'refused') return undefined;
	if (first.after.problems.length > 0) return `left: ${JSON.stringify(first.after.problems)}`;
	const content = contentOf(files);
	const second = await attempt(async () => repaired(files));
	if (second === 'refused') return 'a second repair was refused';
	const isSame = JSON.stringify(contentOf(files)) === JSON.stringify(content);
	if (!isSame || second.change !== undefined || second.losses.length > 0) return JSON.stringify(second);
	count('repair again', 'nothing altered');
	if ((await attempt(async () => opening(files))) !== 'opened') return 'it cannot be written to';
	if ((await attempt(async () => listing(files))) !== 'listed') return 'it cannot be listed';
	return undefined;
};

// eslint-disable-next-line @typescript-eslint/require-await -- as the others are
const freshStore1 = async (): Promise<SimulatedFileSystem> => store1();

for (const [title, fresh] of [
	['a long life', livedStore],
	['much that was taken back', undoneStore],
	['the format of version 1', freshStore1],
	['polls that are not folded', polledStore],
] as const) {
	test(`after any damage to a store with ${title} a repair is refused, or leaves nothing for another one`, async t => {
		const counts = new Map<string, number>();
		const count = (step: string, outcome: string): void => {
			const key = `${step}: ${outcome}`;
			counts.set(key, (counts.get(key) ?? 0) + 1);
		};

		const mistakes: string[] = [];
		for (let trial = 0; trial < trials(60); trial++) {
			const random = new Random(seed * 1_000_000 + trial);
			const files = await fresh();
			const damages: Damage[] = [];
			for (let times = random.pick([1, 1, 2, 3]); times > 0; times--) damages.push(doHarm(files, random));
			const mistake = await mistakeAfter(files, count).catch((error: unknown) => (error as Error).stack);
			if (mistake !== undefined) mistakes.push(JSON.stringify({trial, damages, mistake}));
		}

		for (const [outcome, times] of [...counts].toSorted(([a], [b]) => a.localeCompare(b)))
			t.log(`${outcome}: ${times}`);
		t.deepEqual(mistakes, []);
	});
}

test('histories that lost their last newline, and no index', async t => {
	const files = await livedStore();
	for (const name of namesIn(files)) {
		if (/^s\d/.test(name)) putBytes(files, name, '');
		if (/^m\d/.test(name)) putBytes(files, name, bytesOf(files, name).subarray(0, -1));
	}

	t.is(await mistakeAfter(files, () => undefined), undefined);
});
