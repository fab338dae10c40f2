import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

interface Groups {
	readonly groups: readonly {
		readonly owner: {readonly kind: string; readonly number: string; readonly name: string};
		readonly sessions: number;
		readonly open: number;
		readonly oldest: string | null;
	}[];
}

test('tells what each deleted owner left behind, the largest first', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const stdout = await chatlogs.stdout(['orphans']);
	const rows = stdout.trimEnd().split('\n');
	t.deepEqual(
		rows.map(row => row.split(/ {2,}/).slice(0, 4)),
		[
			['1013 Hugo Tanaka', 'Extension', '5', '2'],
			['1026 Ann Khan', 'Extension', '5', '0'],
			['Night shift', 'Message queue', '4', '0'],
			['1039 Farid Tanaka', 'Extension', '3', '1'],
		],
	);
	const {groups} = JSON.parse(await chatlogs.stdout(['orphans', '--json'])) as Groups;
	t.is(groups.length, 4);
	t.like(groups[2], {sessions: 4, owner: {kind: 'queue', number: '', name: 'Night shift'}});
	t.regex(groups[0]!.oldest!, /^2025-.*Z$/);
});

const names: readonly (readonly [text: string, count: number])[] = [
	['extension:1013', 5],
	['1013', 5],
	['hugo tanaka', 5],
	['1013 Hugo Tanaka', 5],
	['queue:Night shift', 4],
	['NIGHT SHIFT', 4],
];

for (const [text, count] of names) {
	test(`knows ${text}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const argv = ['orphans', '--reassign', text, '--to', 'queue:Support', '--dry-run', '--json'];
		const {code, stdout} = await chatlogs(argv);
		t.is(code, 0);
		t.is((JSON.parse(stdout) as {hits: readonly number[]}).hits.length, count);
	});
}

test('gives a group away as one change that can be undone', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const before = await chatlogs.stdout(['orphans']);
	const {code, stdout} = await chatlogs(['orphans', '--reassign', '1013', '--to', 'queue:Support', '--yes']);
	t.is(code, 0);
	t.regex(stdout, /^Change 2: transferred 5 sessions of 1013 Hugo Tanaka to Support\. Undo: chatlogs undo 2/);
	t.notRegex(await chatlogs.stdout(['orphans']), /1013/);
	t.is(await chatlogs.code(['undo', '--yes']), 0);
	t.is(await chatlogs.stdout(['orphans']), before);
});

test('spreads a group over several, and says how many each gets', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const spread = ['orphans', '--reassign', '1013', '--to', 'queue:Support', '--to', 'queue:Billing'];
	const planned = await chatlogs([...spread, '--dry-run']);
	const [, order] = /^Dry run, nothing is changed: transfer (.+)\n/.exec(planned.stdout)!;
	t.regex(order!, /^5 sessions of 1013 Hugo Tanaka to \S+ \(\d\), \S+ \(\d\)$/);
	const done = await chatlogs([...spread, '--yes', '--expect', '5', '--note', 'has left']);
	t.true(done.stdout.startsWith(`Change 2: transferred ${order!}. `));
});

test('changes nothing if the number is not the expected one, or nobody can be asked', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const argv = ['orphans', '--reassign', '1013', '--to', 'queue:Support'];
	t.regex(await chatlogs.stderr([...argv, '--yes', '--expect', '4']), /it would hit 5, not the 4 expected/);
	t.regex(await chatlogs.stderr(argv), /add --yes/);
	t.regex(await chatlogs.stdout(['orphans']), /^1013 /);
});

const refusals: readonly (readonly [title: string, argv: readonly string[], told: RegExp])[] = [
	[
		'an owner whom nobody knows',
		['--reassign', '4711', '--to', 'api'],
		/no deleted owner “4711”: chatlogs orphans/,
	],
	[
		'one that is not deleted',
		['--reassign', 'Support', '--to', 'api'],
		/Support is not deleted.*handler:queue:Support/,
	],
	['no destination', ['--reassign', '1013'], /--to is missing/],
	[
		'one of several destinations that is nobody',
		['--reassign', '1013', '--to', 'queue:Billing', '--to', 'queue:x'],
		/no queue “x”/,
	],
	['an empty destination', ['--reassign', '1013', '--to='], /--to needs a value/],
	['a destination without an owner', ['--to', 'queue:Support'], /--reassign OWNER/],
	['an argument', ['1013'], /“1013” was not expected/],
];

for (const [title, argv, told] of refusals) {
	test(`refuses ${title}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stderr} = await chatlogs(['orphans', ...argv, ...(argv.length > 1 ? ['--yes'] : [])]);
		t.is(code, 2);
		t.regex(stderr, told);
	});
}

const deletedAnn = (id: number) => ({id, number: '1003', name: 'Ann', deleted_at: 1_600_000_000});

const deletion = (number: string) => ({type: 30_022, sn: 'x', msg: {ext_number: number, option: 'DELETE'}});

test('tells two of one name apart also where the PBX did not tell the id', async t => {
	const chatlogs = commandLineOn(
		await temporaryStore(
			t,
			{
				pbx: {firmware: '37.23.0.31'},
				queues: [
					{id: 1, name: 'Support'},
					{id: 2, name: '1005', deleted_at: 1_600_000_000},
				],
			},
			deletion('1005'),
			deletion('1006'),
		),
	);
	const argv = ['orphans', '--to', 'queue:Support', '--dry-run', '--reassign'];
	const {code, stderr} = await chatlogs([...argv, '1005']);
	t.is(code, 2);
	t.regex(stderr, /“1005” may be (?=.*extension:#0 1005 \(1005\))(?=.*queue:#2 \(1005\))/);
	t.is(await chatlogs.code([...argv, 'extension:#0 1005']), 0);
	t.is(await chatlogs.code([...argv, 'queue:#2']), 0);
});

test('asks for the id where a name means two', async t => {
	const chatlogs = commandLineOn(
		await temporaryStore(t, {
			pbx: {firmware: '37.23.0.31'},
			extensions: [deletedAnn(7), deletedAnn(8)],
			queues: [{id: 1, name: 'Support'}],
			sessions: [],
			messages: [],
		}),
	);
	const argv = ['orphans', '--to', 'queue:Support', '--dry-run', '--reassign'];
	const {code, stderr} = await chatlogs([...argv, '1003']);
	t.is(code, 2);
	t.regex(stderr, /“1003” may be extension:#7 \(1003 Ann\) or extension:#8 \(1003 Ann\)/);
	t.is(await chatlogs.code([...argv, 'extension:#7']), 0);
});
