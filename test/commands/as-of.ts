import {writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn, type Runner} from '../helpers/command-line.js';
import {noon, temporaryFolder, temporaryStore} from '../helpers/store.js';

const hour = 3600;

/** `2026-11-22T13:00Z`, so many hours after noon. */
const at = (hours: number): string =>
	new Date((noon + hours * hour) * 1000).toISOString().replace(':00.000', '');

const ann = {id: 1, number: '1001', caller_id_name: 'Ann'};
const bob = {id: 2, number: '1002', caller_id_name: 'Bob'};

/** What a PBX tells. */
const pbx = (
	sessions: readonly object[],
	messages: readonly object[] = [],
	extensions = [ann, bob],
): object => ({
	pbx: {firmware: '37.23.0.31'},
	extensions,
	sessions,
	messages,
});

/** A session with that extension. */
const held = (id: number, member: number): object => ({
	id,
	type: 'sms',
	channel_name: 'Line',
	did_number: '+15550100',
	pickup_member_id: member,
	to: {user_type: 2, user_no: `+1${id}`, username: 'Cy'},
});

/** The sample, imported at noon, and each of these acts an hour after the one before. */
const after = async (t: ExecutionContext, ...acts: readonly string[]): Promise<Runner> => {
	const folder = await temporaryStore(t);
	for (const [index, act] of acts.entries()) {
		const chatlogs = commandLineOn(folder, {now: noon + (index + 1) * hour});
		t.is(await chatlogs.code([...act.split(' '), '--yes']), 0, act);
	}

	return commandLineOn(folder, {now: noon + 100 * hour});
};

const idsOf = async (chatlogs: Runner, time: string, filter: string): Promise<readonly string[]> => {
	const stdout = await chatlogs.stdout(['list', '--as-of', time, '--filter', `${filter} sort:id`, '--ids']);
	return stdout.split('\n').filter(Boolean);
};

const acts = [
	'transfer 3001 3003 --to queue:Support',
	'delete 3002 3003',
	'close 3003',
	'restore 3002',
	'purge 3003',
	'undo 2 --only 3001',
] as const;

test('list filters what was shown at that time', async t => {
	const chatlogs = await after(t, acts[0], acts[1], acts[3], acts[4]);
	t.deepEqual(await idsOf(chatlogs, at(0), 'handler:queue:Support id:3001..3003'), []);
	t.deepEqual(await idsOf(chatlogs, at(1), 'handler:queue:Support id:3001..3003'), ['3001', '3003']);
	t.deepEqual(await idsOf(chatlogs, at(1), 'is:deleted'), []);
	t.deepEqual(await idsOf(chatlogs, at(2), 'is:deleted'), ['3002', '3003']);
	t.deepEqual(await idsOf(chatlogs, at(3), 'is:deleted'), ['3003']);
	t.deepEqual(await idsOf(chatlogs, at(4), 'is:deleted'), []);
	t.deepEqual(await idsOf(chatlogs, at(50), 'id:3001..3003'), ['3001', '3002']);
});

test('list says for when it is, and what was purged since', async t => {
	const chatlogs = await after(t, acts[0], acts[1], acts[4]);
	const {stdout, stderr} = await chatlogs(['list', '--as-of', at(1), '--filter', 'id:3001..3003 sort:id']);
	t.is(
		stderr,
		'As of change 2, 2026-11-22 13:00:00. Names, numbers, times and messages are as the store has them now.\n',
	);
	const rows = stdout
		.trimEnd()
		.split('\n')
		.map(row => row.split(/ {2,}/));
	t.deepEqual(
		rows.map(cells => [cells[0], cells.at(-1)]),
		[
			['3001', '—'],
			['3002', '—'],
			['3003', 'purged since'],
		],
	);
	t.is(await chatlogs.stderr(['list', '--as-of', at(1), '--quiet']), '');
	const text = await chatlogs.stdout(['list', '--as-of', at(1), '--filter', 'id:3003', '--json']);
	const {asOf, sessions} = JSON.parse(text) as {asOf: object; sessions: readonly object[]};
	t.deepEqual(asOf, {change: 2, at: '2026-11-22T13:00:00Z', lost: []});
	t.like(sessions[0], {id: 3003, deleted: false, messages: null, purgedSince: true, notKnown: []});
	const csv = await chatlogs.stdout(['list', '--as-of', at(1), '--filter', 'id:3003', '--csv']);
	t.regex(csv, /,purgedSince,notKnown\r\n3003,.*,true,\[\]\r\n$/);
});

test('times are days, months or times of a day, up to their end; others are refused', async t => {
	const chatlogs = await after(t, acts[0], acts[1]);
	const changeAt = async (time: string): Promise<string | undefined> => {
		const {code, stderr} = await chatlogs(['list', '--as-of', time]);
		return code === 0 ? /As of change (\d+),/.exec(stderr)![1] : stderr.trim();
	};

	t.is(await changeAt('2026-11-22'), '3');
	t.is(await changeAt('2026-11'), '3');
	t.is(await changeAt('2030'), '3');
	t.is(await changeAt('2026-11-22T12:59'), '1');
	t.is(await changeAt('2026-11-22 13:00'), '2');
	t.is(await changeAt('2026-11-22T13:59:59'), '2');
	t.is(await changeAt('2026-11-22T16:00+02:00'), '3');
	t.is(await changeAt('2026-11-22T15:00+0200'), '2');
	t.is(
		await changeAt('2026-11-21'),
		'chatlogs: This store has no change up to 2026-11-21 23:59:59, so it showed nothing then.',
	);
	t.is(
		await changeAt('7d'),
		'chatlogs: --as-of “7d”: expected a day, as in 2026-11-22, or a time, as in 2026-11-22T14:30.',
	);
	t.is(await changeAt('22.11.2026'), 'chatlogs: --as-of “22.11.2026”: expected the year first: 2026-11-22.');
	t.is(await changeAt('2026-11-31'), 'chatlogs: --as-of “2026-11-31”: there is no day 2026-11-31.');
	t.is(await changeAt('2026-11-22T24:10'), 'chatlogs: --as-of “2026-11-22T24:10”: there is no time 24:10.');
	t.regex((await changeAt('2026-11T10:00'))!, /expected a day/);
	t.regex((await changeAt('2026-11-22T10:00+99:99'))!, /expected a day/);
	t.is(await chatlogs.code(['list', '--as-of', 'x']), 2);
	t.is(await chatlogs.code(['list', '--as-of', '2020']), 1);
});

test('what the past does not tell cannot be asked of it', async t => {
	const chatlogs = await after(t);
	const {code, stderr} = await chatlogs(['list', '--as-of', '2026-11-22', '--filter', 'is:pending']);
	t.is(code, 2);
	t.regex(stderr, /leave out is:pending, is:gone, is:held and change:, or --as-of/);
	t.is(await chatlogs.code(['orphans', '--reassign', '1013', '--to', 'api', '--as-of', '2026']), 2);
});

test('what was in the trash then is found by the time it went there', async t => {
	const chatlogs = await after(t, acts[0], acts[1], acts[3]);
	const [since, before] = [`deleted:${at(2).slice(0, 10)}..`, `deleted:..${at(-24).slice(0, 10)}`];
	t.deepEqual(await idsOf(chatlogs, at(2), since), ['3002', '3003']);
	t.deepEqual(await idsOf(chatlogs, at(4), since), ['3003']);
	t.deepEqual(await idsOf(chatlogs, at(1), since), []);
	t.deepEqual(await idsOf(chatlogs, at(4), before), []);
	t.regex(await chatlogs.stdout(['restore', '--filter', 'deleted:..90h', '--dry-run']), /1 session/);
	t.regex(await chatlogs.stdout(['restore', '--filter', 'deleted:90h', '--dry-run']), /nothing|0 sessions/i);
});

test('words are searched in the trash, too, where sessions may have gone since', async t => {
	const chatlogs = await after(t, acts[1]);
	const [first] = (
		JSON.parse(await chatlogs.stdout(['messages', '3002', '--json'])) as {messages: {text: string}[]}
	).messages;
	const filter = `text:"${first!.text.split(' ').slice(0, 3).join(' ')}" id:3002`;
	t.deepEqual(await idsOf(chatlogs, at(0), filter), ['3002']);
	t.deepEqual(await idsOf(chatlogs, at(1), filter), []);
});

test('show tells who had a session and its state then, and what its messages tell', async t => {
	const chatlogs = await after(t, acts[0], acts[1], acts[4]);
	t.regex(await chatlogs.stdout(['show', '3001', '--as-of', at(0)]), /^Handler +Orders \(Message queue\)$/m);
	t.regex(await chatlogs.stdout(['show', '3001', '--as-of', at(1)]), /^Handler +Support \(Message queue\)$/m);
	const purged = await chatlogs.stdout(['show', '3003', '--as-of', at(2)]);
	t.regex(purged, /^Status +open, in the trash$/m);
	t.regex(purged, /^Messages +not known$/m);
	t.regex(purged, /^Remarks +purged since$/m);
	const {code, stderr} = await chatlogs(['show', '3003', '--as-of', at(3)]);
	t.is(code, 1);
	t.is(stderr, 'chatlogs: Session 3003 was purged by then. What was done to it: chatlogs operations 3003\n');
});

test('operations ends where it ended then', async t => {
	const chatlogs = await after(t, ...acts.slice(0, 2), acts[5]);
	const lines = async (hours: number): Promise<readonly string[]> => {
		const stdout = await chatlogs.stdout(['operations', '3001', '--as-of', at(hours)]);
		return stdout.trimEnd().split('\n').slice(2);
	};

	const [first, moved, back] = [await lines(0), await lines(2), await lines(3)];
	t.is(first.length, 1);
	t.regex(first[0]!, /^Held by Orders for .* so far\.$/);
	t.is(moved.length, 2);
	t.regex(moved[0]!, /Transferred from Orders to Support by ann$/);
	t.regex(back[0]!, /Transferred from Orders to Support by ann \(undone\)$/);
});

test('a session that came later was not there, and its messages tell what the store learned later', async t => {
	const folder = temporaryFolder(t);
	const moved = {
		session_id: 7,
		msg_id: 2,
		msg_type: 1,
		send_time: noon + hour / 2,
		sender: {user_type: 1, user_no: '1001', username: 'Ann'},
		param: {to: {id: 2, number: '1002', name: 'Bob'}},
	};
	const store = await temporaryStore(t, pbx([held(7, 1)]));
	const later = path.join(folder, 'later.json');
	writeFileSync(later, JSON.stringify(pbx([held(7, 2), held(8, 1)], [moved])));
	t.is(await commandLineOn(store, {now: noon + 2 * hour}).code(['import', later]), 0);
	const chatlogs = commandLineOn(store, {now: noon + 3 * hour});
	const shown = await chatlogs.stdout(['show', '7', '--as-of', at(1)]);
	t.regex(shown, /^Handler +1001 Ann \(Extension\)$/m);
	t.regex(shown, /^By messages +2026-11-22 12:30 Transferred from 1001 Ann to 1002 Bob by 1001 Ann$/m);
	t.notRegex(await chatlogs.stdout(['show', '7', '--as-of', at(0)]), /By messages/);
	t.regex(await chatlogs.stdout(['operations', '7', '--as-of', at(1)]), /12:30 +Transferred from 1001 Ann/);
	const {code, stderr} = await chatlogs(['show', '8', '--as-of', at(1)]);
	t.is(code, 1);
	t.is(stderr, 'chatlogs: Session 8 was not in this store yet at 2026-11-22 13:00:59.\n');
});

test('orphans are those of the directory as it was', async t => {
	const store = await temporaryStore(t, pbx([held(7, 1)]));
	const later = path.join(temporaryFolder(t), 'later.json');
	writeFileSync(later, JSON.stringify(pbx([held(7, 1)], [], [bob])));
	t.is(await commandLineOn(store, {now: noon + 2 * hour}).code(['import', later, '--complete-lists']), 0);
	const chatlogs = commandLineOn(store, {now: noon + 3 * hour});
	t.is(await chatlogs.stdout(['orphans', '--as-of', at(1)]), '');
	t.regex(await chatlogs.stdout(['orphans', '--as-of', at(2)]), /^1001 Ann /);
	t.deepEqual(await idsOf(chatlogs, at(1), 'is:orphaned'), []);
	t.deepEqual(await idsOf(chatlogs, at(2), 'is:orphaned'), ['7']);
});
