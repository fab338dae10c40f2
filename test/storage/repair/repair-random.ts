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
} from '../../helpers/damage.js';
import {seed, trials} from '../../helpers/random.js';
import {importInto, incoming, made, opened, told} from '../../helpers/simulated-life.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

const ids = Array.from({length: 10}, (_, index) => index + 1);

interface Tells {
	readonly pbx: unknown;
	readonly sessions: readonly unknown[];
	/** Of each change its number and its words. */
	readonly changes: readonly (readonly unknown[])[];
}

/** What the store tells of the PBX, of each session and change; the changes of the repair itself are left out. */
const tells = async (files: SimulatedFileSystem): Promise<Tells> => {
	const store = await opened(files);
	const {pbx, directory, sessions, changes} = JSON.parse(told(store, ids)) as Record<string, unknown>;
	const repairs = new Set([...store.changes()].flatMap(({n, kind}) => (kind === 'repair' ? n : [])));
	const {identity} = store;
	await store.close();
	return {
		pbx: [pbx, directory, identity],
		sessions: (sessions as unknown[][]).map(withoutRecord),
		changes: (changes as [number][]).filter(([n]) => !repairs.has(n)),
	};
};

/** A row that was written anew is kept as of another change. */
const withoutRecord = ([session, history, ...rest]: readonly unknown[]): readonly unknown[] => [
	session,
	{...(history as object), row: undefined},
	...rest,
];

/** Those of sessions and changes that lost nothing of themselves. */
const without = ({pbx, sessions, changes}: Tells, losses: readonly string[]): readonly unknown[] => [
	pbx,
	...sessions.filter((_, index) => !losses.some(loss => loss.startsWith(`session ${ids[index]!} `))),
	...changes.filter(
		([n]) => !losses.some(loss => new RegExp(String.raw`change ${n as number}\b`).test(loss)),
	),
];

const attempt = async <Result>(work: () => Promise<Result>): Promise<Result | Refusal> => {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
};

const rounds = trials(100);

const anyByte = test.macro(async (t, fresh: () => Promise<SimulatedFileSystem>, spared?: string) => {
	const whole = await fresh();
	const expected = await tells(whole);
	const names = namesIn(whole).filter(name => name !== spared && bytesOf(whole, name).length > 0);
	let state = seed;
	const random = (below: number): number => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};

	let noticed = 0;
	for (let round = 0; round < rounds; round++) {
		const files = await fresh();
		const name = names[random(names.length)]!;
		const bytes = Buffer.from(bytesOf(files, name));
		const at = random(bytes.length);
		bytes[at] = bytes[at]! ^ (1 << random(8));
		putBytes(files, name, bytes);
		const place = `${name}, byte ${at}`;
		const report = await attempt(async () => checked(files));
		if (!(report instanceof Refusal) && report.problems.length === 0) {
			t.deepEqual(await tells(files), expected, `${place} was not noticed`);
			continue;
		}

		noticed++;
		const repair = await attempt(async () => repaired(files));
		if (repair instanceof Refusal) {
			t.deepEqual(Buffer.from(bytesOf(files, name)), bytes, `${place}: refused, but altered`);
			continue;
		}

		t.deepEqual(repair.after.problems, [], place);
		t.deepEqual(without(await tells(files), repair.losses), without(expected, repair.losses), place);
	}

	t.log(`${noticed} noticed`);
	t.true(noticed > rounds * 0.4);
});

test(
	'a byte that is altered anywhere is noticed or does no harm, and a repair keeps all but what it names',
	anyByte,
	livedStore,
);
// What stands in a line of the journal alone is lost with it.
test(
	'so it is with a byte outside the journal, where the journal tells many rows',
	anyByte,
	polledStore,
	'changes.jsonl',
);

test('a byte more or less in a history file costs no more than the sessions whose line it hits', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await importInto(
		store,
		Array.from({length: 40}, (_, index) => incoming(index + 1)),
	);
	await store.close();
	const whole = bytesOf(files, 'm1.jsonl');
	const random = new Random(1);
	for (let round = 0; round < 40; round++) {
		const damaged = files.afterPowerCut('nothing');
		const at = random.between(0, whole.length - 1);
		const isMore = random.chance(0.5);
		const rest = whole.subarray(isMore ? at : at + 1);
		putBytes(
			damaged,
			'm1.jsonl',
			Buffer.concat([whole.subarray(0, at), Buffer.from(isMore ? 'x' : ''), rest]),
		);
		const {losses, after, change} = await repaired(damaged);
		t.true(losses.length <= 1, `byte ${at}: ${losses.join('; ')}`);
		t.is(change?.note, losses.length === 0 ? undefined : losses[0]);
		t.deepEqual(after.problems, []);
		const again = await opened(damaged);
		const empty = Array.from({length: 40}, (_, index) => again.history(index + 1)).filter(
			({messages}) => messages.length !== 2,
		);
		t.is(empty.length, losses.length);
		await again.close();
	}
});
