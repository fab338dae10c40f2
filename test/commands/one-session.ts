import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

for (const command of ['show', 'operations', 'messages']) {
	test(`${command} refuses a session that is not there`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stdout, stderr} = await chatlogs([command, '99']);
		t.is(code, 1);
		t.is(stdout, '');
		t.is(stderr, 'chatlogs: There is no session 99.\n');
	});

	test(`${command} reads the trash, too`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		await chatlogs(['delete', '3001', '--yes']);
		t.is(await chatlogs.code([command, '3001']), 0);
	});

	test(`${command} prints one JSON document`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {stdout, stderr} = await chatlogs([command, '3001', '--json']);
		t.is(typeof JSON.parse(stdout), 'object');
		t.is(stderr, '');
	});
}

test('show tells who has the session and its state', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '--yes']);
	const {stdout} = await chatlogs(['show', '3001']);
	t.regex(stdout, /^Sender +Sam García \+15552025929$/m);
	t.regex(stdout, /^Handler +Orders \(Message queue\)$/m);
	t.regex(stdout, /^Status +closed, in the trash$/m);
});

test('operations tells what was done here, by whom, and why', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['transfer', '3001', '--to', 'queue:Support', '--note', 'Ann left', '--as', 'Bea', '--yes']);
	const {stdout} = await chatlogs(['operations', '3001']);
	t.regex(stdout, /Transferred from Orders to Support by Bea \(ann\) \(note: Ann left\)/);
});

test('operations tells last who held the session, and how long', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['transfer', '3001', '--to', 'queue:Support', '--yes']);
	const {stdout} = await chatlogs(['operations', '3001']);
	t.regex(
		stdout.trimEnd().split('\n').at(-1)!,
		/^Held by [^,]+ for \d+ .+, then by Support for .+ so far\.$/,
	);
	const json = await chatlogs(['operations', '3001', '--json']);
	const {holders} = JSON.parse(json.stdout) as {
		readonly holders: readonly {
			readonly handler: {readonly name: string};
			readonly until: string | null;
			readonly seconds: number;
		}[];
	};
	t.is(holders.at(-1)!.handler.name, 'Support');
	t.is(holders.at(-1)!.until, null);
	t.true(holders.slice(0, -1).every(({until, seconds}) => until !== null && seconds >= 0));
});

test('messages leaves out those that were deleted, unless they are wanted', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete-messages', '3001', '50001', '--yes']);
	const {stdout} = await chatlogs(['messages', '3001']);
	t.notRegex(stdout, /Chai Latte/);
	const all = await chatlogs(['messages', '3001', '--deleted']);
	t.regex(all.stdout, / {2}deleted {2}one Chai Latte please$/m);
});

test('messages has one line for each, with the words last', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {stdout} = await chatlogs(['messages', '3001']);
	for (const line of stdout.trimEnd().split('\n')) t.is(line.split(/ {2,}/).length, 5, line);
});

test('messages has on a terminal the words below each heading, none lost', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {stdout} = await chatlogs(['messages', '3001'], {isTerminal: true, columns: 30});
	t.regex(stdout, /^2025-10-07 16:55 {2}Sam García \+15552025929 {2}#50001$/m);
	t.regex(stdout.replaceAll(/\s+/g, ' '), /you can pick up your drink over at the bar in a few minutes\./);
});
