import test from 'ava';
import {openApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

for (const size of oneIn(2, sizes)) {
	const at = `at ${size.columns}×${size.rows}`;

	test.serial(`the terminal's cursor stands where one types, and nowhere else, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.screen();
		t.is(app.terminal.cursor, undefined);
		await app.press('/');
		await app.type('李');
		await app.shows('Filter  李');
		t.deepEqual(app.terminal.cursor, {row: 1, column: ' Filter  '.length + 2});
		await app.press('left');
		await app.screen();
		t.deepEqual(app.terminal.cursor, {row: 1, column: ' Filter  '.length});
		await app.press('escape');
		await app.screen();
		t.is(app.terminal.cursor, undefined);
	});
}

test.serial('the cursor follows a change that moves nothing else', async t => {
	const app = await openApp(t);
	await app.press('enter', '/');
	await app.type('ab');
	await app.shows(/ Search {2}ab$/m);
	t.deepEqual(app.terminal.cursor, {row: 23, column: 11});
	await app.press('home');
	await app.screen();
	t.deepEqual(app.terminal.cursor, {row: 23, column: 9});
});

test.serial('the cursor is where one types after a resize', async t => {
	const app = await openApp(t);
	await app.press('?');
	await app.type('sort');
	await app.terminal.resize(100, 30);
	await app.screen();
	const {row, column} = app.terminal.cursor!;
	t.true(app.terminal.screen()[row]!.slice(0, column).endsWith('sort'));
});
