import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

const oldSms = ['policy', 'set', 'Old SMS', '--filter', 'status:closed channel:sms active:..365d'];

test('keeps policies in the store, and gives and takes them as JSON', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	t.is(await chatlogs.stdout(['policy']), 'There is no policy.\n');
	t.is(
		await chatlogs.stdout([...oldSms, '--then', 'delete', '--at-most', '50', '--zone', 'Europe/Berlin']),
		'Change 2: policy “Old SMS” set. Before it can run: chatlogs policy simulate\n',
	);
	t.is(
		await chatlogs.stdout(['policy', 'set', 'Trash', '--filter', 'channel:sms', '--then', 'purge']),
		'Change 3: policy “Trash” set. Before it can run: chatlogs policy simulate\n',
	);
	const listed = await chatlogs.stdout(['policy', 'list', '--json']);
	const {policies} = JSON.parse(listed) as {policies: readonly Record<string, unknown>[]};
	t.like(policies[0], {
		name: 'Old SMS',
		filter: 'status:closed channel:sms active:..365d',
		act: 'delete',
		atMost: 50,
		zone: 'Europe/Berlin',
		by: 'ann',
		isSimulated: false,
		lastRun: null,
	});
	t.like(policies[1], {name: 'Trash', act: 'purge', after: '30d'});
	t.regex(await chatlogs.stdout(['policy', 'list']), /Trash +purge after 30d/);
	t.is(
		await chatlogs.stdout(['policy', 'set', '--file', '-'], {stdin: listed}),
		'Policy “Old SMS” says that already.\nPolicy “Trash” says that already.\n',
	);
	const other = commandLineOn(await temporaryStore(t));
	t.is(await other.code(['policy', 'set', '--file', '-'], {stdin: listed}), 0);
	t.is(await other.stdout(['policy', 'list', '--json']), listed);

	t.regex(
		await chatlogs.stdout([
			'policy',
			'set',
			'trash',
			'--filter',
			'channel:sms',
			'--then',
			'purge',
			'--after',
			'0d',
		]),
		/Change 4: policy “trash” edited/,
	);
	t.is(await chatlogs.stdout(['policy', 'remove', 'TRASH']), 'Change 5: policy “trash” removed.\n');
	t.notRegex(await chatlogs.stdout(['policy', 'list']), /trash/i);
	const changes = await chatlogs.stdout(['changes']);
	for (const told of [/Policy “Old SMS” set/, /Policy “trash” edited/, /Policy “trash” removed/])
		t.regex(changes, told);
	t.is(await chatlogs.code(['check']), 0);
});

test('takes no policy that would take everything, or that does not say what it means', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	for (const [argv, told] of [
		[['X', '--filter', '', '--then', 'delete'], /empty/],
		[['X', '--filter', 'sort:id', '--then', 'delete'], /empty/],
		[['X', '--filter', 'change:1', '--then', 'delete'], /A policy cannot use this filter/],
		[['X', '--filter', 'is:deleted', '--then', 'purge'], /--then purge at the trash/],
		[['X', '--filter', 'deleted:..30d', '--then', 'purge'], /--after says how long/],
		[['X', '--filter', 'nonsense:1', '--then', 'delete'], /unknown field/],
		[['X', '--filter', 'status:open', '--then', 'delete', '--after', '3d'], /--after goes with/],
		[['X', '--filter', 'status:open', '--then', 'purge', '--after', 'soon'], /days or hours/],
		[['X', '--filter', 'channel:sms', '--then', 'delete', '--zone', 'Mars/Base'], /no time zone/],
		[['X', '--filter', 'channel:sms', '--then', 'archive'], /A policy needs/],
		[['X', '--filter', 'channel:sms'], /A policy needs/],
		[[' ', '--filter', 'channel:sms', '--then', 'delete'], /needs a name/],
		[['\u200B', '--filter', 'channel:sms', '--then', 'delete'], /needs a name/],
		[['--file', '-'], /stdin is not a list of policies/],
		[['--file', '/nowhere/at-all'], /^chatlogs: \/nowhere\/at-all is missing/],
		[['--file', '-', '--at-most', '5'], /--at-most does not go with policy set --file/],
	] as const) {
		const {code, stderr} = await chatlogs(['policy', 'set', ...argv]);
		t.is(code, 2, argv.join(' '));
		t.regex(stderr, told);
	}

	t.is(await chatlogs.code(['policy', 'sell']), 2);
	t.is(await chatlogs.code(['policy', 'remove', 'X']), 1);
	t.is(await chatlogs.stdout(['policy', 'list']), 'There is no policy.\n');
});
