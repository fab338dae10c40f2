import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {OpenApp, openApp} from '../helpers/open-app.js';
import {temporaryFolder} from '../helpers/store.js';

interface Kept {
	readonly columns?: readonly string[];
	readonly filters: readonly {readonly name: string; readonly text: string}[];
	readonly recentFilters: readonly string[];
}

const fileIn = (folder: string): Pick<Kept, 'columns'> & {readonly stores: Readonly<Record<string, Kept>>} =>
	JSON.parse(fs.readFileSync(path.join(folder, 'preferences.json'), 'utf8')) as ReturnType<typeof fileIn>;

/** What is kept of the app's store. */
const keptIn = (folder: string, {app}: OpenApp): Kept => fileIn(folder).stores[app.store.identity.id!]!;

const nameFilter = async (app: OpenApp, text: string, name: string): Promise<void> => {
	await app.press('/', 'ctrl-u');
	if (text !== '') await app.type(text);
	await app.press('ctrl-s');
	await app.type(name);
	await app.press('enter');
};

test.serial('what is told to be kept is on the disk', async t => {
	const preferencesFolder = path.join(temporaryFolder(t), 'config');
	const app = await openApp(t, {preferencesFolder});
	await nameFilter(app, 'status:open', 'Open ones');
	await app.shows('Kept as “Open ones”');
	t.deepEqual(keptIn(preferencesFolder, app).filters, [{name: 'Open ones', text: 'status:open'}]);
	await nameFilter(app, '', 'Open ones');
	await app.shows('“Open ones” is forgotten');
	t.deepEqual(keptIn(preferencesFolder, app).filters, []);
});

test.serial('two screens keep what each of them named, and what a later version keeps there', async t => {
	const preferencesFolder = temporaryFolder(t);
	fs.writeFileSync(
		path.join(preferencesFolder, 'preferences.json'),
		'{"filters":[],"keys":{"list.down":"x"}}',
	);
	const first = await openApp(t, {preferencesFolder});
	const second = new OpenApp(t, first.folder, {preferencesFolder});
	await second.show();
	t.teardown(async () => second.close());
	await nameFilter(first, 'status:open', 'one');
	await first.shows('Kept as “one”');
	await second.press('c', 'space', 'escape');
	await nameFilter(second, 'status:closed', 'two');
	await second.shows('Kept as “two”');
	await nameFilter(first, 'channel:sms', 'three');
	await first.shows('Kept as “three”');
	const kept = fileIn(preferencesFolder);
	t.deepEqual(
		keptIn(preferencesFolder, first).filters.map(({name}) => name),
		['one', 'two', 'three'],
	);
	t.like(kept, {keys: {'list.down': 'x'}});
	t.truthy(kept.columns);
	t.is(first.app.state.preferences.columns, undefined);
	// What the other named is found here, too.
	await first.press('/', 'up', 'up');
	await first.shows('Named “two”');
});

test.serial('where nothing can be kept that is told once, and all else works', async t => {
	const preferencesFolder = path.join(temporaryFolder(t), 'file', 'config');
	fs.writeFileSync(path.dirname(preferencesFolder), '');
	const app = await openApp(t, {preferencesFolder, columns: 160});
	await app.shows('it is not');
	await nameFilter(app, 'status:open', 'one');
	await app.shows('Columns and filters last only until you leave');
	t.notRegex(await app.text(), /Kept as/);
	await nameFilter(app, 'status:closed', 'two');
	await app.terminal.settled();
	t.is(app.app.state.notice, undefined);
	await app.press('/', 'up', 'up');
	await app.shows('Named “two”');
});

test.serial('what is broken is told at the start, and is set aside', async t => {
	const preferencesFolder = temporaryFolder(t);
	fs.writeFileSync(path.join(preferencesFolder, 'preferences.json'), 'mine');
	const app = await openApp(t, {preferencesFolder});
	await app.shows('is no JSON');
	t.is(fs.readFileSync(path.join(preferencesFolder, 'preferences.broken-1.json'), 'utf8'), 'mine');
});
