import test from 'ava';
import {Lanes} from '../../../../source/exchange/yeastar/api/lanes.js';
import {type Verdict} from '../../../../source/exchange/yeastar/api/verdict.js';

const never = new AbortController().signal;

const again = (seconds?: number): Verdict => ({
	kind: 'again',
	cause: 'no sound answer',
	reason: 'x',
	isDoubtful: false,
	seconds,
});
const done: Verdict = {kind: 'done', fields: {}, isPartial: false};

/** Pauses take no time, but are noted in milliseconds. */
const open = () => {
	const pauses: number[] = [];
	const wait = async (milliseconds: number): Promise<void> => {
		pauses.push(milliseconds);
		await Promise.resolve();
	};
	return {pauses, lanes: new Lanes({random: () => 0, wait})};
};

const answers = (...verdicts: readonly Verdict[]) => {
	const left = [...verdicts];
	return (): Promise<Verdict> => Promise.resolve(left.shift()!);
};

for (const [title, verdicts, pauses, last] of [
	['at once', [done], [], done],
	['at the third try', [again(), again(), done], [1000, 2000], done],
	['not at all', [again(), again(), again(), again(), again(), done], [1000, 2000, 4000, 8000], again()],
	['when the server wants', [again(30), done], [30_000], done],
	['too late', [again(600), done], [], again(600)],
] as const)
	test(`a call that is answered ${title}`, async t => {
		const {pauses: taken, lanes} = open();
		t.deepEqual(await lanes.run(answers(...verdicts), verdict => verdict.kind === 'again', never), last);
		t.deepEqual(taken, pauses);
	});

test('what must not be repeated is not', async t => {
	const {pauses, lanes} = open();
	t.deepEqual(await lanes.run(answers(again(), done), () => false, never), again());
	t.deepEqual(pauses, []);
});

test('four calls are under way at once, in the order in which they came', async t => {
	const {lanes} = open();
	let [now, most] = [0, 0];
	const order: number[] = [];
	const call = (number: number) => async (): Promise<Verdict> => {
		order.push(number);
		most = Math.max(most, ++now);
		await Promise.resolve();
		now--;
		return done;
	};
	await Promise.all(
		Array.from({length: 20}, async (_, number) => lanes.run(call(number), () => false, never)),
	);
	t.is(most, 4);
	t.deepEqual(
		order,
		Array.from({length: 20}, (_, number) => number),
	);
});

test('a pause that the server asks of one holds for the others', async t => {
	const resting = Promise.withResolvers<undefined>();
	const lanes = new Lanes({random: () => 0, wait: async () => resting.promise});
	const first = lanes.run(answers(again(30), done), verdict => verdict.kind === 'again', never);
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	let isCalled = false;
	const second = lanes.run(
		() => {
			isCalled = true;
			return Promise.resolve(done);
		},
		() => false,
		never,
	);
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	t.false(isCalled);
	resting.resolve(undefined);
	await Promise.all([first, second]);
	t.true(isCalled);
});

test('a lane is free again after an end and after an error', async t => {
	const {lanes} = open();
	const ended = AbortSignal.abort();
	for (let count = 0; count < 10; count++) {
		await t.throwsAsync(
			lanes.run(answers(done), () => false, ended),
			{name: 'AbortError'},
		);
		await t.throwsAsync(
			lanes.run(
				() => Promise.reject(new Error('x')),
				() => false,
				never,
			),
		);
	}

	t.deepEqual(await lanes.run(answers(done), () => false, never), done);
});

test('a lane that a call passes on is the next one’s before the first goes on, and is taken again for another try', async t => {
	const {lanes} = open();
	const held = Promise.withResolvers<Verdict>();
	const others = Array.from({length: 3}, async () =>
		lanes.run(
			() => held.promise,
			() => false,
			never,
		),
	);
	const steps: string[] = [];
	const left = [again(), done];
	const first = lanes.run(
		async lane => {
			await lane.pass();
			steps.push('first');
			return left.shift()!;
		},
		verdict => verdict.kind === 'again',
		never,
	);
	const next = lanes.run(
		() => {
			steps.push('next');
			return Promise.resolve(done);
		},
		() => false,
		never,
	);
	t.deepEqual(await Promise.all([first, next]), [done, done]);
	t.deepEqual(steps, ['next', 'first', 'first']);
	held.resolve(done);
	await Promise.all(others);
});
