import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {openApp} from '../helpers/open-app.js';

test.serial('a in the changes shows the store as it was, and Esc the present where it was left', async t => {
	const app = await openApp(t, {columns: 160, rows: 40});
	await app.happens(facts => planDeletion(facts, {sessions: [3026, 3007]}).draft);
	await app.press('r');
	await app.shows('48 match');
	await app.press('down', 'down');
	await app.press('T', 'down', 'a');
	await app.shows('PAST: as it was after change 1');
	await app.shows('50 match');
	await app.shows('Names, numbers and times are as the store has them now.');
	await app.press('d');
	await app.shows('This is the past, where nothing changes: leave it first.');
	await app.press('T', 'a');
	await app.shows('This is the past already');
	await app.press('escape');
	for (const key of ['B', 'H']) {
		await app.press(key);
		t.regex(await app.footer(), /This is the past: leave it first\./, key);
		await app.press('down');
	}

	await app.press('/');
	await app.type('site:*');
	await app.press('enter');
	await app.shows('This is the past: leave it first.');
	await app.press('ctrl-u');
	await app.type('-is:held');
	await app.shows('50 match · not known of the past');
	await app.press('ctrl-u');
	await app.type('3026');
	await app.press('enter');
	await app.shows('1 match');
	await app.press('enter', 'escape', 'escape');
	await app.shows('50 match');
	await app.shows('PAST');
	await app.press('escape');
	await app.shows('Changes: 2');
	const screen = await app.screen();
	t.false(screen.join('\n').includes('PAST'));
	await app.press('escape');
	await app.shows('48 match');
});

test.serial(
	'a session that was deleted since is there with its messages, and nothing is kept of the past',
	async t => {
		const app = await openApp(t);
		await app.happens(facts => planDeletion(facts, {sessions: [3026]}).draft);
		await app.press('r');
		await app.shows('49 match');
		await app.press('T', 'down', 'a', '/');
		await app.type('id:3026');
		await app.press('enter', 'enter');
		const screen = await app.screen();
		t.true(screen.some(row => row.includes('3026')));
		await app.press('escape', 'escape', 'escape', 'escape');
		await app.shows('49 match');
		t.is(app.changes.length, 2);
	},
);

test.serial(
	'where there is little room the header still says that it is the past, and how it is left',
	async t => {
		const app = await openApp(t, {columns: 80, rows: 24});
		await app.press('T', 'a');
		await app.shows('PAST: change 1 · Esc returns');
		await app.terminal.resize(70, 24);
		await app.shows('PAST · Esc returns');
		t.pass();
	},
);
