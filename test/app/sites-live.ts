import {renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {keepLooking} from '../../source/app/keep-looking.js';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {type Site} from '../../source/domain/site.js';
import {type SiteLook} from '../../source/state/sites-dialog.js';
import {openStore} from '../../source/storage/open-store.js';
import {SiteBook} from '../../source/storage/site-book.js';
import {noteSync} from '../../source/storage/sync-time.js';
import {type OpenApp, openApp, sampleNow} from '../helpers/open-app.js';
import {ann, realFiles, temporaryStore} from '../helpers/store.js';

const opened = async (t: ExecutionContext, sites: readonly Site[]): Promise<OpenApp> => {
	const app = await openApp(t, {sites, columns: 110});
	await app.press('S');
	await app.shows(/here +50 /);
	return app;
};

/** What another process does to the store of a site. */
const happensIn = async (folder: string): Promise<void> => {
	const store = await openStore(folder, realFiles);
	await store.commit(ann, facts => planDeletion(facts, {sessions: [3028]}).draft);
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: 'x', instance: 'y'}}));
	await noteSync(store, {at: sampleNow - 120});
	await store.close();
};

/** The site under the cursor. */
const chosen = async (app: OpenApp): Promise<string | undefined> => {
	const rows = await app.screen();
	return rows.map(row => /│ ▸.(\S+)/.exec(row)?.[1]).find(Boolean);
};

test('the list follows what other processes do to the sites, and what befalls these, without a key', async t => {
	const [kiel, ulm] = [await temporaryStore(t), await temporaryStore(t)];
	const app = await opened(t, [
		{name: 'kiel', folder: kiel},
		{name: 'ulm', folder: ulm},
	]);
	await app.shows(/kiel +50 /);
	await happensIn(kiel);
	// What this process does to its own store counts, too.
	await app.app.store.commit(ann, facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows(/kiel +49 .* 2 min ago/);
	await app.shows(/here +49 /);
	const away = [ulm, path.join(kiel, 'changes.jsonl'), path.join(app.folder, 'changes.jsonl')];
	for (const each of away) renameSync(each, `${each}-away`);
	await app.shows(/ulm .*missing/);
	await app.shows(/kiel .*unreadable/);
	await app.shows(/here .*unreadable/);
	t.is(await chosen(app), 'here');
	for (const each of away) renameSync(`${each}-away`, each);
	await app.shows(/here +49 /);
	await app.shows(/kiel +49 /);
	await app.shows(/ulm +50 /);
	t.is(await chosen(app), 'here');
});

test('a site that is added, altered or forgotten elsewhere is so in the list', async t => {
	const folder = await temporaryStore(t);
	const app = await opened(t, [{name: 'altona', folder: '/nowhere/altona'}]);
	await app.shows(/altona .*missing/);
	const book = new SiteBook(realFiles, path.join(app.folder, 'config'));
	await book.update(sites => [{name: 'aachen', folder, label: 'Aix'}, ...sites]);
	await app.shows(/Aix +50 /);
	t.is(await chosen(app), 'here');
	await book.update(sites => sites.map(site => (site.name === 'altona' ? {...site, label: 'Wharf'} : site)));
	await app.shows(/Wharf .*missing/);
	await app.press('up');
	t.is(await chosen(app), 'Aix');
	await book.update(sites => sites.filter(({name}) => name !== 'aachen'));
	await app.hides('Aix');
	t.is(await chosen(app), 'here');
	// Whoever mends the file by hand takes nothing off the screen.
	const file = path.join(app.folder, 'config', 'sites.json');
	writeFileSync(file, '{');
	await happensIn(app.folder);
	await app.shows(/here +49 /);
	t.regex(await app.text(), /Wharf/);
});

test('a site renamed elsewhere is still the one shown, and its old name leads to the store that has it now', async t => {
	const folder = await temporaryStore(t);
	const app = await opened(t, []);
	await app.shows(/✓here +/);
	const book = new SiteBook(realFiles, path.join(app.folder, 'config'));
	await book.update(([here]) => [{...here!, name: 'renamed'}]);
	await app.shows(/✓renamed +/);
	await app.press('escape');
	await app.shows(/chatlogs +renamed · /);
	await app.press('d');
	await app.shows(/Delete 1 session\? +renamed/);
	await app.press('escape');
	await book.update(([renamed]) => [{name: 'here', folder}, renamed!]);
	await app.press('S');
	await app.shows(/ here +50 /);
	t.is(await chosen(app), 'renamed');
	await app.press('up', 'enter');
	await app.shows('This is the site here now.');
	t.is(app.app.site?.folder, folder);
});

test('trouble moves the lines of sites, and the cursor goes with its own', async t => {
	const folder = await temporaryStore(t);
	const app = await opened(t, [{name: 'wedel', folder}]);
	await app.shows(/wedel +50 /);
	await app.press('escape');
	renameSync(folder, `${folder}-away`);
	await app.press('S');
	await app.shows(/wedel .*missing/);
	t.is(await chosen(app), 'here');
	renameSync(`${folder}-away`, folder);
	await app.press('up');
	await app.shows(/wedel +50 /);
	t.is(await chosen(app), 'wedel');
});

test('a store that is locked and has to be mended keeps nobody waiting, and is read once it is free', async t => {
	const folder = await temporaryStore(t);
	rmSync(path.join(folder, 'store.json'));
	const lock = realFiles.lock(path.join(folder, 'lock'));
	const release = await lock.acquire();
	const app = await openApp(t, {sites: [{name: 'altona', folder}], columns: 110});
	const before = performance.now();
	await app.press('S');
	await app.shows(/altona .*locked/);
	await app.shows(/here +50 /);
	t.true(performance.now() - before < 10_000, 'the patience of a lock');
	release();
	lock.close();
	await app.shows(/altona +50 /);
});

test('sites of which nothing changed are looked at once, and what changed is looked at again alone', async t => {
	const sites: readonly Site[] = [
		{name: 'kiel', folder: '/nowhere/kiel'},
		{name: 'ulm', folder: '/nowhere/ulm'},
	];
	const app = await openApp(t, {sites});
	const looked: string[] = [];
	let stamp = 'a';
	let stampings = 0;
	let isRead = Promise.withResolvers<undefined>();
	let last = 0;
	/** Resolves when that has been seen of all sites so many times more. */
	const rounds = async (count: number): Promise<void> => {
		stampings = 0;
		last = count * (sites.length + 1);
		isRead = Promise.withResolvers();
		await isRead.promise;
	};

	const stop = keepLooking(app.app, new Map<string, SiteLook>(), {
		now: () => sampleNow,
		stampOf({name}) {
			if (++stampings === last) isRead.resolve(undefined);
			return name === 'kiel' ? stamp : 'always';
		},
		lookAt({name}) {
			looked.push(name);
			return Promise.resolve({});
		},
	});
	await app.press('S');
	await rounds(2);
	t.deepEqual(looked, ['here', 'kiel', 'ulm']);
	stamp = 'b';
	await rounds(1);
	t.deepEqual(looked, ['here', 'kiel', 'ulm', 'kiel']);
	await app.press('escape');
	stamp = 'c';
	await app.press('S');
	await rounds(1);
	t.deepEqual(looked.slice(4), ['here', 'kiel', 'ulm']);
	await stop();
});
