import test from 'ava';
import {openApp} from '../helpers/open-app.js';

/** Keys to the third of the sample's groups. */
const nightShift = ['O', 'down', 'down'];

test.serial('O groups what deleted owners left behind, the largest first', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.press('O');
	const rows = await app.screen();
	const groups = rows
		.map(row => /│[ ▸]+(\S.*?) {2,}(?:Extension|Message queue) +(\d+) +(\d+) /.exec(row)?.slice(1).join(', '))
		.filter(group => group !== undefined);
	t.deepEqual(groups, [
		'1013 Hugo Tanaka, 5, 2',
		'1026 Ann Khan, 5, 0',
		'Night shift, 4, 0',
		'1039 Farid Tanaka, 3, 1',
	]);
});

for (const columns of [60, 72, 80]) {
	test.serial(`at ${columns} columns names of owners are whole, and other columns give way`, async t => {
		const app = await openApp(t, {columns, rows: 24});
		await app.press('O');
		await app.shows(/Owner +Sessions +Open/);
		const rows = await app.screen();
		const text = rows.filter(row => row.includes('│')).join('\n');
		for (const name of ['1039 Farid Tanaka', '1013 Hugo Tanaka', 'Night shift'])
			t.regex(text, new RegExp(String.raw`${name} .*\d+ +\d+.*│`));
		t.is(text.includes('Newest'), columns > 60);
		t.false(text.includes('…'));
	});
}

test.serial('Enter shows the sessions of one owner, whatever is in its name', async t => {
	const app = await openApp(t);
	await app.press(...nightShift, 'enter');
	await app.shows('Filter  is:orphaned handler:"queue:Night shift"');
	t.deepEqual(await app.listed(), [3058, 3055, 3011, 3057]);
});

test.serial('t gives all that one owner left behind to another', async t => {
	const app = await openApp(t);
	await app.press(...nightShift);
	await app.transfer('sup');
	await app.shows('Transferred 4 sessions to Support.');
	const [move] = app.changes.at(-1)!.moves!;
	t.deepEqual(move!.sessions, [3011, 3055, 3057, 3058]);
	await app.press('O');
	await app.hides('Night shift ');
});

test.serial('Tab takes several, over which the sessions are spread; once more leaves one out', async t => {
	const app = await openApp(t);
	await app.press(...nightShift, 't', 'tab', 'down', 'tab', 'down', 'tab', 'tab', 'enter');
	await app.shows('Spread 4 sessions over 2 extensions?');
	await app.press('y');
	await app.shows('Transferred 4 sessions to 1002 Jun Rossi (2), 1009 Bob Tanaka (2).');
	const {moves} = app.changes.at(-1)!;
	t.deepEqual(
		moves!.map(({to, sessions}) => [to.number, sessions.length]),
		[
			['1002', 2],
			['1009', 2],
		],
	);
});

test.serial('where nobody left anything behind there is nothing to show or transfer', async t => {
	const app = await openApp(t, {told: {facts: {}, sessions: []}});
	await app.press('O');
	await app.shows('No deleted owner left sessions behind.');
	for (const key of ['enter', 't']) {
		await app.press(key);
		t.regex(await app.footer(), /No deleted owner left sessions behind/);
	}
});
