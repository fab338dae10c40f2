import test from 'ava';
import {commandLineOn, type Setting} from '../helpers/command-line.js';
import {connectedCommandLine} from '../helpers/pbx/connected-command-line.js';
import {personIn} from '../helpers/person-with-sites.js';
import {noon, temporaryStore} from '../helpers/store.js';

const day = 86_400;
const at = (days: number): Setting => ({now: noon + days * day});

const set = (name: string, filter: string, ...rest: readonly string[]): readonly string[] => [
	'policy',
	'set',
	name,
	'--filter',
	filter,
	'--zone',
	'UTC',
	'--then',
	...rest,
];

interface Ran {
	readonly runs: readonly {
		readonly policy: string;
		readonly hits: readonly number[];
		readonly skipped: readonly {readonly id: number; readonly reason: string}[];
		readonly refused: string | null;
	}[];
}

interface Simulated {
	readonly policies: readonly {
		readonly policy: string;
		readonly steps: readonly {readonly at: string; readonly sessions: readonly number[]}[];
		readonly months: readonly {readonly month: string; readonly sessions: number}[];
		readonly skipped: readonly {readonly id: number; readonly reason: string}[];
	}[];
}

test('deletes, purges after days in the trash, and leaves alone what is held or was restored', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const ran = async (setting: Setting): Promise<Ran['runs']> => {
		const {runs} = JSON.parse(await chatlogs.stdout(['policy', 'run', '--json'], setting)) as Ran;
		return runs;
	};

	await chatlogs(set('Old', 'id:3001..3004 active:..365d', 'delete'));
	await chatlogs(set('Trash', 'id:3001..3004', 'purge', '--after', '10d'));
	const early = await chatlogs(['policy', 'run']);
	t.is(early.code, 1);
	t.regex(
		early.stderr,
		/policy “Old” took nothing\. Its text was not simulated yet.*chatlogs policy simulate$/m,
	);
	await chatlogs(['hold', 'add', 'Case 7', '3002']);
	const {policies} = JSON.parse(
		await chatlogs.stdout(['policy', 'simulate', '--until', '20d', '--json']),
	) as Simulated;
	t.deepEqual(
		policies.map(({policy, steps}) => [policy, steps.map(({at: time, sessions}) => [time, ...sessions])]),
		[
			['Trash', [['2026-12-02T12:00:00Z', 3001, 3003, 3004]]],
			['Old', [['2026-11-22T12:00:00Z', 3001, 3003, 3004]]],
		],
	);
	t.deepEqual(policies[1]!.months, [
		{month: '2026-11', sessions: 3},
		{month: '2026-12', sessions: 0},
	]);
	t.deepEqual(policies[1]!.skipped, [{id: 3002, reason: 'held by “Case 7”'}]);
	t.regex(
		await chatlogs.stdout(['policy', 'simulate', '--until', '20d']),
		/“Trash” would purge 0 sessions now\.\n[^]*2026-12 +3 +█+\n.*“Old” would delete 3 sessions now: 3001, 3003, 3004[^]*held by “Case 7”: 3002/,
	);

	const dry = await chatlogs(['policy', 'run', 'old', '--dry-run']);
	t.is(dry.code, 0);
	t.regex(dry.stdout, /Dry run.*would delete 3 sessions\.\n3001, 3003, 3004/);
	const first = await chatlogs(['policy', 'run']);
	t.is(first.code, 0);
	t.regex(first.stdout, /“Trash” found nothing[^]*“Old” deleted 3 sessions\. Undo: chatlogs undo \d+/);
	t.regex(await chatlogs.stdout(['operations', '3001']), /Deleted by ann \(note: policy “Old”\)/);
	t.is(await chatlogs.code(['restore', '3003', '--yes'], at(1)), 0);
	const tooEarly = await ran(at(9));
	t.deepEqual(
		tooEarly.map(({policy, hits}) => [policy, ...hits]),
		[['Trash'], ['Old']],
	);
	const later = await ran(at(10));
	t.deepEqual(
		later.map(({policy, hits}) => [policy, ...hits]),
		[['Trash', 3001, 3004], ['Old']],
	);
	t.deepEqual(later[1]!.skipped, [
		{id: 3002, reason: 'held by “Case 7”'},
		{id: 3003, reason: 'restored since by somebody, and nothing new came'},
	]);
	t.regex(await chatlogs.stderr(['show', '3001']), /purged/);
	t.is(await chatlogs.code(['check']), 0);
});

test('takes nothing if that is too much, or if the clock cannot be trusted, unless somebody expects it', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(set('Much', 'active:2025-10-01..365d', 'delete'));
	t.regex(await chatlogs.stdout(['policy', 'simulate']), /A run now would be refused: It would take/);
	const refused = await chatlogs(['policy', 'run']);
	t.is(refused.code, 1);
	t.regex(refused.stderr, /more than a tenth of all 50/);
	await chatlogs(set('Some', 'id:3001..3005 active:..365d', 'delete', '--at-most', '2'));
	t.is(await chatlogs.code(['policy', 'run', '--expect', '5']), 2);
	t.regex(
		await chatlogs.stderr(['policy', 'run', 'Some', '--expect', '6']),
		/5 sessions, not the 6 expected/,
	);
	await chatlogs(['policy', 'simulate']);
	t.regex(await chatlogs.stderr(['policy', 'run', 'Some']), /more than the 2 that it may take at most/);
	for (const [days, told] of [
		[-1, /clock is before the newest change/],
		[36, /clock is 36 days after the newest change/],
	] as const) {
		const {code, stderr} = await chatlogs(['policy', 'run', 'Some'], at(days));
		t.is(code, 1);
		t.regex(stderr, told);
	}

	const person = {...at(36), isTerminal: true};
	t.is(await chatlogs.code(['policy', 'run', 'Some'], {...person, stdin: 'n\n'}), 1);
	t.regex(
		await chatlogs.stderr(['policy', 'run', 'Some'], {...person, stdin: 'y\n'}),
		/Is it right\?[^]*at most/,
	);
	const done = await chatlogs(['policy', 'run', 'Some', '--expect', '5'], at(36));
	t.is(done.code, 0);
	t.regex(done.stdout, /deleted 5 sessions/);
	for (const until of ['soon', '2020-01-01', '9999d'])
		t.is(await chatlogs.code(['policy', 'simulate', '--until', until]), 2);
	t.is(await chatlogs.code(['policy', 'run', 'Nobody']), 1);
});

test('check tells of a policy that stopped running', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(set('Some', 'id:3001 active:..365d', 'delete'));
	await chatlogs(['policy', 'simulate']);
	for (const days of [0, 7, 14]) t.is(await chatlogs.code(['policy', 'run'], at(days)), 0);
	t.notRegex(await chatlogs.stdout(['check'], at(28)), /did not run/);
	const late = await chatlogs(['check'], at(29));
	t.is(late.code, 0);
	t.regex(late.stdout, /Policy “Some” did not run for more than twice as long as usual/);
	const {overduePolicies} = JSON.parse(await chatlogs.stdout(['check', '--json'], at(29))) as {
		overduePolicies: readonly string[];
	};
	t.deepEqual(overduePolicies, ['Some']);
});

test('releasing a hold says what goes next, by which policy', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['hold', 'add', 'Case 7', '3001', '3002', '3005']);
	await chatlogs(['hold', 'add', 'Case 8', '3002']);
	await chatlogs(set('Old', 'id:3001..3004 active:..365d', 'delete'));
	const next = 'The next run of the policy “Old” would then delete 1 session of them.';
	const asked = await chatlogs(['hold', 'release', 'Case 7'], {isTerminal: true, stdin: 'n\n'});
	t.true(asked.stderr.startsWith(`${next}\nRelease the hold`));
	t.regex(
		await chatlogs.stdout(['hold', 'release', 'Case 7', '--yes']),
		new RegExp(`released.*\n${next}\n$`),
	);
	t.notRegex(await chatlogs.stdout(['hold', 'release', 'Case 8', '--yes', '--json']), /"next": \[\]/);
});

test('runs the policies of several sites, each with its own limits', async t => {
	const {chatlogs} = personIn(t);
	for (const name of ['north', 'south']) {
		await chatlogs('site', 'add', name, '--store', await temporaryStore(t));
		await chatlogs(...set('Old', 'id:3001..3003 active:..2025-12-31', 'delete'), '--site', name);
	}

	await chatlogs('policy', 'simulate', '--site', 'north');
	const {code, stdout, stderr} = await chatlogs('policy', 'run', '--all-sites');
	t.is(code, 1, stdout + stderr);
	t.regex(stdout, /north.*deleted 3 sessions\. Undo: chatlogs undo \d+ --site north$/m);
	t.regex(stdout, /^Done in 1 of your 2 sites\.$/m);
	t.regex(stderr, /south.*not simulated yet/);
	const removed = await chatlogs('policy', 'remove', 'Old', '--all-sites');
	t.is(removed.code, 2);
});

test('where the PBX cannot be reached nothing is deleted, and the exit code says why, unless it may come later', async t => {
	const {pbx, store, chatlogs} = await connectedCommandLine(t, {
		fill(world) {
			for (let count = 0; count < 20; count++) world.addChat({kind: 'extension', id: 11});
		},
	});
	const setting = {now: pbx.now};
	await chatlogs(set('Old', 'id:3001', 'delete'), setting);
	await chatlogs(['policy', 'simulate'], setting);
	await pbx.close();
	const {code, stderr} = await chatlogs(['policy', 'run'], setting);
	t.is(code, 3, stderr);
	t.regex(stderr, /policy “Old” took nothing\. .*Nothing was changed\. With --later/);
	t.false(store.session(3001)!.deleted);
	t.is(await chatlogs.code(['policy', 'run', '--later'], setting), 0);
	t.true(store.session(3001)!.deleted);
});

test('days are counted by the clock of the PBX where that is earlier, also if nothing is asked of it', async t => {
	const {pbx, chatlogs} = await connectedCommandLine(t, {
		facts: {deleteGrace: 0},
		fill(world) {
			for (let count = 0; count < 20; count++) world.addChat({kind: 'extension', id: 11});
		},
	});
	/** This machine's clock is ahead of the PBX's by so many days. */
	let ahead = 0;
	const setting = (): Setting => ({now: pbx.now + ahead * day});
	t.is(await chatlogs.code(['delete', '3001', '--yes'], setting()), 0);
	await chatlogs(set('Trash', 'id:3001', 'purge', '--after', '10d'), setting());
	await chatlogs(['policy', 'simulate'], setting());
	ahead = 20;
	t.is(await chatlogs.code(['sync'], setting()), 0);
	await pbx.close();
	t.regex(await chatlogs.stdout(['policy', 'simulate'], setting()), /“Trash” would purge 0 sessions now/);
	t.regex(await chatlogs.stdout(['policy', 'run'], setting()), /policy “Trash” found nothing/);
	pbx.pass(11 * day);
	t.regex(await chatlogs.stdout(['policy', 'simulate'], setting()), /“Trash” would purge 1 session now/);
	t.regex(await chatlogs.stdout(['policy', 'run'], setting()), /policy “Trash” purged 1 session/);
});
