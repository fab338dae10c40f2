import test from 'ava';
import {frameProblems} from '../helpers/frame.js';
import {openApp} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

const sizes = [
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 160, rows: 50},
	{columns: 200, rows: 60},
] as const;

/** Everything that can be looked at, each reached from the one before. */
const scenes = [
	{what: 'list', keys: []},
	{what: 'list, at its end', keys: ['G']},
	{what: 'range', keys: ['v', 'k', 'k']},
	{what: 'filter that is typed', keys: ['escape', '/', 'i', 's', ':', 'x']},
	{what: 'form', keys: ['escape', 'f']},
	{what: 'order', keys: ['escape', 'c']},
	{what: 'kind of destination', keys: ['escape', 't']},
	{what: 'destination', keys: ['enter']},
	{what: 'confirmation', keys: ['enter']},
	{what: 'confirmation of many', keys: ['escape', 'escape', 'escape', 'ctrl-a', 'd', '5']},
	{what: 'confirmation with hidden marks', keys: ['escape', '!', 'd']},
	{what: 'notice', keys: ['escape', 'x']},
	{what: 'messages', keys: ['M', '!', 'g', 'enter']},
	{what: 'operations', keys: ['o']},
	{what: 'merged messages', keys: ['m']},
	{what: 'statistics', keys: ['I']},
	{what: 'statistics, at their end', keys: ['G']},
	{what: 'help', keys: ['escape', '?']},
	{what: 'zoomed pane', keys: ['escape', 'z']},
	{what: 'list beside the pane', keys: ['z', 'tab', 'j']},
] as const;

for (const size of oneIn(5, sizes)) {
	test.serial(`every frame fits exactly at ${size.columns}×${size.rows}`, async t => {
		const app = await openApp(t, size);
		for (const {what, keys} of scenes) {
			await app.press(...keys);
			t.deepEqual(await frameProblems(app.terminal), [], what);
		}
	});
}

test.serial('every frame fits while the terminal is resized', async t => {
	const app = await openApp(t);
	for (const {what, keys} of scenes) {
		await app.press(...keys);
		for (const {columns, rows} of [
			{columns: 200, rows: 60},
			{columns: 60, rows: 16},
			{columns: 100, rows: 33},
		]) {
			await app.terminal.resize(columns, rows);
			t.deepEqual(await frameProblems(app.terminal, {isResized: true}), [], `${what} at ${columns}×${rows}`);
		}
	}
});

for (const [columns, rows] of [
	[59, 16],
	[60, 15],
	[20, 5],
	[8, 1],
] as const) {
	test.serial(`at ${columns}×${rows} one line says what is there and what is needed`, async t => {
		const app = await openApp(t);
		await app.terminal.resize(columns, rows);
		const [first, ...others] = app.terminal.screen();
		t.true(`have ${columns}x${rows}, need 60x16; Ctrl-C quits`.startsWith(first!.replace('…', '')), first);
		t.true(others.every(row => row === ''));
		await app.terminal.resize(80, 24);
		t.deepEqual(await frameProblems(app.terminal, {isResized: true}), []);
	});
}

test.serial('an app that is opened in a small terminal shows itself when there is room', async t => {
	const app = await openApp(t, {columns: 40, rows: 10});
	await app.shows('have 40x10, need 60x16');
	await app.terminal.resize(80, 24);
	await app.shows('50 match');
	t.deepEqual(await frameProblems(app.terminal, {isResized: true}), []);
});

test.serial('nothing is done where nothing can be seen', async t => {
	const app = await openApp(t);
	await app.press('d');
	await app.terminal.resize(59, 16);
	await app.press('y', 'enter', 'q');
	await app.paste('y');
	await app.terminal.settled();
	t.is(app.changes.length, 1);
	await app.terminal.resize(80, 24);
	await app.shows('Delete 1 session?');
});

test.serial('Ctrl-C quits where nothing can be seen', async t => {
	const app = await openApp(t);
	await app.terminal.resize(59, 16);
	await app.press('ctrl-c');
	t.is(await app.end, 0);
});

test.serial('the cursor stays in sight while the terminal is resized', async t => {
	const app = await openApp(t, {columns: 80, rows: 40});
	await app.press(...Array.from({length: 30}, () => 'j'));
	const id = String(app.app.state.list.cursor);
	await app.terminal.resize(80, 16);
	t.true(app.terminal.screen().some(row => row.includes(id)));
});
