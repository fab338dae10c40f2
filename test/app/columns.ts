import {writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {openApp, OpenApp} from '../helpers/open-app.js';
import {temporaryFolder} from '../helpers/store.js';

/** Of the first columns. */
const headings = async (app: OpenApp, count?: number): Promise<readonly string[]> => {
	const rows = await app.screen();
	return rows[2]!.trim().split(/ {2,}/).slice(0, count);
};

test.serial('c hides and shows columns, and moves them, at once', async t => {
	const app = await openApp(t, {columns: 160, rows: 50});
	t.deepEqual(await headings(app, 3), ['ID', 'Created', 'Last active']);
	await app.press('c', 'up', 'space');
	t.deepEqual(await headings(app, 2), ['ID', 'Last active']);
	await app.press('space', '>');
	t.deepEqual(await headings(app, 3), ['ID', 'Last active', 'Created']);
	await app.press('<', 'r', 'escape');
	t.deepEqual(await headings(app, 3), ['ID', 'Created', 'Last active']);
});

test.serial('Enter sorts by a column, and once more the other way round', async t => {
	const app = await openApp(t);
	await app.press('c', 'up', 'up', 'enter');
	await app.shows('sort:-id');
	await app.press('enter');
	await app.shows('sort:id');
	await app.press('escape', 'g');
	const [first] = await app.listed();
	t.is(first, 3001);
});

test.serial('one column stays', async t => {
	const app = await openApp(t);
	await app.press('c', 'up', 'up');
	for (let column = 0; column < 8; column++) await app.press('space', 'down');
	await app.press('space');
	t.regex(await app.footer(), /One column has to stay/);
	t.deepEqual(await headings(app), ['Status']);
});

test.serial('an archive has a column for the ids of other systems, by which nothing is sorted', async t => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'chats.csv');
	writeFileSync(file, 'at,from,text,conversation\n1639432860,+15550101,Hi,CH5e0c\n');
	const store = path.join(folder, 'store');
	t.is(await commandLineOn(store).code(['import', file]), 0);
	const app = new OpenApp(t, store, {columns: 160, rows: 30});
	t.teardown(async () => app.close());
	await app.show();
	await app.press('c', ...Array.from({length: 9}, () => 'down'), 'space');
	await app.shows('Own ID');
	await app.shows('CH5e0c');
	await app.press('enter');
	t.regex(await app.footer(), /cannot be sorted by that column/);
});

test.serial('a store of a PBX has no such column', async t => {
	const app = await openApp(t, {columns: 160, rows: 50});
	await app.press('c');
	const rows = await app.screen();
	t.notRegex(rows.join('\n'), /Own ID/);
});
