import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

test('holds sessions, so that nothing takes them, until the release', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	t.is(await chatlogs.stdout(['hold', 'list']), 'Nothing is held.\n');
	const added = await chatlogs(['hold', 'add', 'Case 7', '3001', '3002', '99', '--note', 'letter of 12 May']);
	t.is(added.code, 1);
	t.is(added.stdout, 'Change 2: holds 2 sessions as “Case 7”.\n');
	t.is(added.stderr, 'chatlogs: refused, there is no such session: 99\n');
	const deleted = await chatlogs(['delete', '3001', '3003', '--yes']);
	t.is(deleted.code, 1);
	t.regex(deleted.stdout, /deleted 1 session/);
	t.regex(deleted.stderr, /refused, held by “Case 7”: 3001/);
	for (const argv of [
		['delete-messages', '3001', '50001', '--yes'],
		['purge', '3001', '--erase', '--yes'],
		['purge', '--filter', 'is:held', '--erase', '--yes'],
	]) {
		const {code, stdout, stderr} = await chatlogs(argv);
		t.is(code, 1, argv.join(' '));
		t.regex(stdout + stderr, /held by “Case 7”/);
	}

	t.is(await chatlogs.code(['archive', '3001', '--yes']), 0);
	t.is(await chatlogs.stdout(['list', '--filter', 'is:held', '--ids']), '3001\n3002\n');
	t.regex(
		await chatlogs.stdout(['operations', '3001']),
		/Held, so that .* by ann \(“Case 7”; note: letter of 12 May\)/,
	);
	t.regex(await chatlogs.stdout(['hold', 'list']), /Case 7 +2 .*ann.*letter of 12 May/);
	const asked = await chatlogs(['hold', 'release', 'case 7']);
	t.is(asked.code, 2);
	t.regex(asked.stderr, /This would release the hold “Case 7”.* add --yes/);
	const no = await chatlogs(['hold', 'release', 'Case 7'], {isTerminal: true, stdin: 'n\n'});
	t.is(no.code, 1);
	t.regex(no.stderr, /2 sessions can be deleted.*Not released\./);
	const released = await chatlogs(['hold', 'release', 'Case 7'], {isTerminal: true, stdin: 'y\n'});
	t.is(released.stdout, 'Change 5: released “Case 7”, 2 sessions.\n');
	t.is(await chatlogs.code(['delete', '3001', '--yes']), 0);
	t.regex(
		await chatlogs.stdout(['changes']),
		/Hold “Case 7” began: 2 sessions[^]*Hold “Case 7” released: 2 sessions|Hold “Case 7” released: 2 sessions[^]*began: 2 sessions/,
	);
});

test('holds what a filter finds, and only one that finds the same tomorrow', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const dry = JSON.parse(
		await chatlogs.stdout(['hold', 'add', 'SMS', '--filter', 'channel:sms', '--dry-run', '--json']),
	) as {sessions: readonly number[]; change: null};
	t.is(dry.change, null);
	t.true(dry.sessions.length > 0);
	const count = String(dry.sessions.length);
	t.is(await chatlogs.code(['hold', 'add', 'SMS', '--filter', 'channel:sms', '--expect', '9999']), 1);
	t.is(await chatlogs.code(['hold', 'add', 'SMS', '--filter', 'channel:sms', '--expect', count]), 0);
	const {holds} = JSON.parse(await chatlogs.stdout(['hold', 'list', '--json'])) as {
		holds: readonly Record<string, unknown>[];
	};
	t.like(holds[0], {name: 'SMS', filter: 'channel:sms', sessions: dry.sessions.length, by: 'ann'});
	const again = await chatlogs(['hold', 'add', 'sms', '3001']);
	t.is(again.code, 1);
	t.regex(again.stderr, /There is a hold “sms” already/);
	t.is(await chatlogs.code(['hold', 'add', 'sms', '3001', '--dry-run']), 1);
	for (const name of ['\u200B', '\u3164 ', '\u2800']) {
		const {code, stderr} = await chatlogs(['hold', 'add', name, '3001']);
		t.is(code, 1);
		t.is(stderr, 'chatlogs: A hold needs a name that can be seen.\n');
		t.is(await chatlogs.code(['--as', name, 'hold', 'add', 'X', '3001']), 2);
	}

	for (const [filter, told] of [
		['status:open', /At character 1, “status:open”: the state of a session changes\./],
		['channel:sms active:7d', /At character 13, “active:7d”: it means another time tomorrow/],
		['', /empty/],
		['channel', /bare word/],
		['nonsense:1', /unknown field/],
	] as const) {
		const {code, stderr} = await chatlogs(['hold', 'add', 'X', '--filter', filter]);
		t.is(code, 2, filter);
		t.regex(stderr, told);
	}

	t.is(await chatlogs.code(['hold', 'add']), 2);
	t.is(await chatlogs.code(['hold', 'add', 'X']), 2);
	t.is(await chatlogs.code(['hold', 'sell', 'X']), 2);
	t.is(await chatlogs.code(['hold', 'release', 'X', '--yes']), 1);
	t.is(await chatlogs.code(['hold', 'add', 'Nobody', '--filter', 'customer:nobody-yet']), 0);
});
