import {mkdtemp, rename, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {type Change} from '../../source/domain/change.js';
import {type Site} from '../../source/domain/site.js';
import {isDone} from '../helpers/busy-app.js';
import {fillApp, type OpenApp, openApp} from '../helpers/open-app.js';

/** An app over three sites with the sample, of which one has session 3028 in the trash, one damaged and one missing. */
const joint = async (
	t: ExecutionContext,
): Promise<{readonly app: OpenApp; readonly hamburg: OpenApp; readonly kiel: OpenApp}> => {
	const [hamburg, kiel] = [await fillApp(t), await fillApp(t)];
	await hamburg.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	const damaged = await mkdtemp(path.join(os.tmpdir(), 'chatlogs-damaged-'));
	t.teardown(async () => rm(damaged, {recursive: true}));
	await writeFile(path.join(damaged, 'store.json'), '{');
	const sites: readonly Site[] = [
		{name: 'altona', folder: '/nowhere/altona'},
		{name: 'broken', folder: damaged},
		{name: 'hamburg', label: 'Harbour', folder: hamburg.folder},
		{name: 'kiel', folder: kiel.folder},
	];
	return {app: await openApp(t, {columns: 120, rows: 40, sites}), hamburg, kiel};
};

const searched = async (app: OpenApp): Promise<void> => app.shows(/match in \d+ sites?\b(?! · looked)/);

const journalOf = async (app: OpenApp): Promise<readonly Change[]> => {
	const store = await app.elsewhere();
	return [...store.changes()].toReversed();
};

const newestIn = async (app: OpenApp): Promise<Change | undefined> => {
	const changes = await journalOf(app);
	return changes.at(-1);
};

const deletedIn = async (app: OpenApp): Promise<readonly number[]> => {
	const changes = await journalOf(app);
	return changes.flatMap(({deleted = []}) => deleted);
};

test.serial(
	'site:* lists the sessions of all sites in order, with their sites, and names those that cannot be read',
	async t => {
		const {app} = await joint(t);
		await app.setFilter('site:* customer:kim sort:id');
		await searched(app);
		const text = await app.text();
		t.regex(text, /╭ All sites · customer:kim sort:id/);
		t.regex(text, /altona was not looked through: There is no store/);
		t.regex(text, /broken was not looked through: /);
		const refs = [...text.matchAll(/(hamburg|here|kiel):(\d+)/g)];
		const ids = refs.map(ref => Number(ref[2]));
		t.true(ids.length > 0 && ids.length % 3 === 0);
		t.deepEqual(
			ids,
			ids.toSorted((a, b) => a - b),
		);
		t.regex(text, /hamburg:\d+ +Harbour /);
		t.is(app.app.state.filter, '');
	},
);

test.serial(
	'a session opens in its site, whose list is that of the filter, and a key leads back to all',
	async t => {
		const {app} = await joint(t);
		await app.setFilter('site:kiel,hamburg customer:kim sort:id');
		await searched(app);
		await app.press('down', 'space');
		const before = await app.screen();
		const ref = /▸✓? *(\w+):(\d+)/.exec(before.join('\n'))!;
		await app.press('enter');
		await app.shows('leads back');
		t.is(app.app.site?.name, ref[1]);
		t.is(app.app.state.pane?.session, Number(ref[2]));
		t.is(app.app.state.pane?.kind, 'messages');
		t.is(app.app.state.filter, 'customer:kim sort:id');
		await app.press('escape', 'B');
		await searched(app);
		const after = await app.screen();
		t.deepEqual(after.slice(2, -2), before.slice(2, -2));
		await app.press('o');
		await app.shows('leads back');
		t.is(app.app.state.pane?.kind, 'operations');
		await app.press('escape', 'B');
		await searched(app);
		await app.press('escape');
		t.is(app.app.state.dialog, undefined);
	},
);

test.serial('the filter completes names of sites, and a name that no site has is told there', async t => {
	const {app} = await joint(t);
	await app.press('/');
	await app.type('site:nowhere');
	await app.press('enter');
	t.regex(await app.footer(), /no site nowhere/);
	t.is(app.app.state.dialog?.kind, 'filter');
	await app.press('ctrl-u');
	await app.type('site:ki');
	await app.press('tab', 'enter');
	await searched(app);
	t.regex(await app.text(), /╭ Sites · |╭ Sites ─/);
	t.like(app.app.state.dialog, {kind: 'joint', request: {names: ['kiel']}});
});

test.serial('while a filter that asks for sites is typed, the list stays as it was', async t => {
	const {app} = await joint(t);
	await app.setFilter('customer:kim');
	const before = await app.screen();
	await app.press('/', 'ctrl-u');
	await app.type('site:kiel status:open');
	await app.shows('site:kiel status:open');
	const typed = await app.screen();
	t.deepEqual(typed.slice(2, 10), before.slice(2, 10));
	await app.press('escape');
	t.is(app.app.state.filter, 'customer:kim');
});

test.serial('a site that vanished is told in the list, which stays', async t => {
	const {app, kiel} = await joint(t);
	await app.setFilter('site:kiel');
	await searched(app);
	await rename(kiel.folder, `${kiel.folder}.aside`);
	await app.press('enter');
	await app.shows(/There is no store in .*, where the site kiel has\s+it\. Bring it back there/);
	t.like(app.app.state.dialog, {kind: 'joint', cursor: 0});
	await rename(`${kiel.folder}.aside`, kiel.folder);
	await app.press('enter');
	await app.shows('This is the site kiel.');
});

test.serial(
	'a deletion names its sites with their counts, is a change in each, and a missing site is told',
	async t => {
		const {app, hamburg, kiel} = await joint(t);
		await app.setFilter('site:* id:3028,3026');
		await searched(app);
		t.regex(await app.text(), /5 match in 3 sites/);
		await app.press('*', 'd');
		await app.shows('Delete 5 sessions in 3 sites?');
		const asked = await app.text();
		t.regex(asked, /Harbour: delete 1 session\./);
		t.regex(asked, /here: delete 2 sessions\./);
		t.regex(asked, /kiel:3028 /);
		await app.press('escape');
		t.regex(await app.footer(), /Not deleted/);
		await app.press('d');
		await app.shows('Delete 5 sessions in 3 sites?');
		await app.press('y');
		await app.shows(/Deleted|deleted 2 sessions/);
		await app.hides('Writing');
		t.deepEqual(await deletedIn(hamburg), [3028, 3026]);
		const changes = await journalOf(kiel);
		t.like(changes.at(-1), {kind: 'delete', by: 'ann'});
		t.deepEqual(await deletedIn(kiel), [3028, 3026]);
		t.deepEqual(await deletedIn(app), [3028, 3026]);
		await app.shows('0 match in 3 sites');
		t.regex(await app.footer(), /kiel: deleted 2 sessions\./);
		await app.press('u');
		await app.shows('in which site?');
		await app.press('down', 'down', 'down', 'down', 'enter');
		await app.shows(/Undo change \d+ for 2 sessions in kiel\?/);
		// The list shows neither of them any more.
		await app.shows(/kiel:3028 +[^ │]/);
		await app.shows(/kiel:3026 +[^ │]/);
		await app.press('y');
		await app.shows('2 match in 3 sites');
		t.like(await newestIn(kiel), {kind: 'undo'});
	},
);

test.serial(
	'while an act is planned or written the cursor moves, but no site is gone to, so that the outcome is told',
	async t => {
		const {app, kiel} = await joint(t);
		await app.setFilter('site:kiel id:3026,3028');
		await searched(app);
		const {sites} = app.app;
		const here = sites!.all().find(({folder}) => folder === app.folder);
		const whileWaiting = async (keys: readonly string[], meanwhile: () => Promise<void>): Promise<void> => {
			const {promise, resolve} = Promise.withResolvers<undefined>();
			const lent = sites!.lend(here!, async () => promise);
			await app.press(...keys);
			await meanwhile();
			resolve(undefined);
			await lent;
		};

		await whileWaiting(['d'], async () => {
			await app.shows('Planning');
			await app.press('down');
		});
		await app.shows('Delete 1 session in kiel?');
		await whileWaiting(['y'], async () => {
			await app.shows('Writing');
			for (const key of ['enter', 'o']) {
				await app.press(key);
				t.regex(await app.footer(), /Wait until what is under way is done/);
			}
		});
		await app.shows('kiel: deleted 1 session.');
		const deleted = await deletedIn(kiel);
		t.is(deleted.length, 1);
	},
);

test.serial('what was deleted is restored from the list of the trash', async t => {
	const {app, hamburg} = await joint(t);
	await app.setFilter('site:* is:deleted');
	await searched(app);
	t.regex(await app.text(), /hamburg:3028/);
	await app.press('R');
	await app.shows('Restore 1 session in Harbour?');
	await app.press('y');
	await app.shows('0 match in 3 sites');
	t.like(await newestIn(hamburg), {restored: [3028]});
});

test.serial('sites have a column only where a label says more than their names', async t => {
	const kiel = await openApp(t);
	await kiel.close();
	const app = await openApp(t, {columns: 80, rows: 24, sites: [{name: 'kiel', folder: kiel.folder}]});
	await app.setFilter('site:* id:3026');
	await app.shows(/ID +Last active/);
	await app.shows(/kiel:3026 +5 Nov/);
	const labelled = await joint(t);
	await labelled.app.setFilter('site:* id:3026');
	await labelled.app.shows(/ID +Site +Created|ID +Site +Last active/);
	await labelled.app.shows(/hamburg:3026 +Harbour /);
	t.pass();
});

test.serial('what was skipped in a site is told with its outcome, and stays marked', async t => {
	const {app, kiel} = await joint(t);
	const store = await kiel.elsewhere();
	await store.commit({by: 'bob'}, () => ({kind: 'hold', hold: {name: 'Case 7'}, held: [3026]}));
	await app.setFilter('site:* id:3026,3028');
	await searched(app);
	await app.press('*', 'd');
	await app.shows('Delete 4 sessions in 3 sites?');
	await app.press('y');
	await app.shows(/kiel: deleted 1 session. Skipped: 3026, held by “Case 7”. 1\s+stays marked\./);
	const {dialog} = app.app.state;
	t.deepEqual(dialog?.kind === 'joint' && [...dialog.marks], ['kiel:3026']);
});

test.serial(
	'the outcome in many sites is one sentence, and tells apart where something was skipped',
	async t => {
		const sites: Site[] = [];
		for (const name of ['bremen', 'emden', 'kiel']) {
			const {folder} = await fillApp(t);
			sites.push({name, folder});
		}

		const app = await openApp(t, {columns: 120, rows: 40, sites});
		await app.setFilter('site:* id:3026,3028');
		await searched(app);
		await app.press('*');
		await app.app.sites!.lend(sites[1]!, async store =>
			store.commit({by: 'bob'}, () => ({kind: 'hold', hold: {name: 'Case 7'}, held: [3026]})),
		);
		await app.press('d');
		await app.shows('Delete 7 sessions in 4 sites?');
		await app.press('y');
		await app.shows(
			/Deleted 7 sessions in 4 sites\. emden: deleted 1 session\. Skipped: 3026, held by “Case 7”\./,
		);
		const {dialog} = app.app.state;
		t.deepEqual(dialog?.kind === 'joint' && [...dialog.marks], ['emden:3026']);
	},
);

test.serial('a note is kept with the change in each site', async t => {
	const {app, hamburg, kiel} = await joint(t);
	await app.setFilter('site:* id:3028,3026');
	await searched(app);
	await app.press('*', 'd');
	await app.shows('Delete 5 sessions in 3 sites?');
	await app.press('tab');
	await app.type('never mind');
	await app.press('escape');
	t.notRegex(await app.text(), /never mind/);
	await app.press('tab');
	await app.type(' asked for by 张 ');
	await app.press('enter');
	t.regex(await app.text(), /Note +asked for by 张/);
	await app.press('y');
	await app.shows('0 match in 3 sites');
	for (const site of [app, hamburg, kiel])
		t.like(await newestIn(site), {kind: 'delete', note: 'asked for by 张'});
});

test.serial('from 25 on the count is typed', async t => {
	const {app} = await joint(t);
	await app.setFilter('site:*');
	await searched(app);
	await app.press('*', 'd');
	await app.shows(/Delete \d+ sessions in 3 sites\?/);
	const [, count] = /Delete (\d+) sessions/.exec(await app.text())!;
	await app.press('y');
	t.regex(await app.footer(), /Type \d+ and/);
	await app.type(count!);
	await app.press('enter');
	await app.shows('0 match in 3 sites');
});

test.serial(
	'a store that is not the one confirmed is left alone; what is left is done by asking again',
	async t => {
		const {app, hamburg, kiel} = await joint(t);
		await app.setFilter('site:* id:3026');
		await searched(app);
		await app.press('*', 'd');
		await app.shows('Delete 3 sessions in 3 sites?');
		// Somebody swaps the stores of two sites.
		const aside = `${kiel.folder}.aside`;
		await rename(kiel.folder, aside);
		t.teardown(async () => rm(aside, {recursive: true, force: true}));
		await rename(hamburg.folder, kiel.folder);
		await rename(aside, hamburg.folder);
		await app.press('y');
		await app.shows(/u\s+takes\s+it\s+back,\s+site\s+by\s+site\.\s+Not\s+done\s+in/);
		await app.hides('Writing');
		t.deepEqual(await deletedIn(app), [3026]);
		t.deepEqual(await deletedIn(hamburg), []);
		t.deepEqual(await deletedIn(kiel), [3028]);
		await rename(kiel.folder, aside);
		await rename(hamburg.folder, kiel.folder);
		await rename(aside, hamburg.folder);
		await app.press('r');
		await isDone(app);
		await app.shows('2 match in 3 sites');
		await app.press('d');
		await app.shows('Delete 2 sessions in 2 sites?');
		await app.press('y');
		await app.shows('0 match in 3 sites');
		t.deepEqual(await deletedIn(app), [3026]);
		t.deepEqual(await deletedIn(kiel), [3026]);
		t.deepEqual(await deletedIn(hamburg), [3028, 3026]);
	},
);

test.serial('a transfer goes on in the one site of the sessions', async t => {
	const {app} = await joint(t);
	await app.setFilter('site:* id:3026');
	await searched(app);
	await app.press('*', 't');
	t.regex(await app.footer(), /destinations belong to one PBX/);
	await app.press('*', 't');
	await app.shows('A transfer is of one site');
	t.deepEqual([...app.app.state.marks.ids], [3026]);
	await app.press('t');
	t.is(app.app.state.dialog?.kind, 'destination');
});

test.serial(
	'a site that is not there, and a filter that is wrong, are told while the text stays',
	async t => {
		const {app} = await joint(t);
		await app.setFilter('site:nowhere');
		t.regex(await app.footer(), /There is no site nowhere/);
		t.is(app.app.state.dialog?.kind, 'filter');
		await app.press('ctrl-u');
		await app.type('site:* status:');
		await app.press('enter');
		t.regex(await app.footer(), /cannot be used yet/);
		await app.press('ctrl-u');
		await app.type('site:* id:1');
		await app.press('ctrl-s');
		t.regex(await app.footer(), /no site: in a filter of one store/);
	},
);

test.serial(
	'who leaves in the middle finds each site done whole or not at all, and does only what is left',
	async t => {
		const {app, hamburg, kiel} = await joint(t);
		await app.setFilter('site:* id:3026,3016');
		await searched(app);
		await app.press('*', 'd');
		await app.shows('Delete 6 sessions in 3 sites?');
		app.clock.milliseconds += 300;
		await app.type('y');
		await app.close();
		const done = [await deletedIn(hamburg), await deletedIn(app), await deletedIn(kiel)].map(
			ids => ids.filter(id => id !== 3028).length,
		);
		t.true(done.every(count => count === 0 || count === 2));
		t.true(done.includes(0));
		await app.show({columns: 120, rows: 40});
		await app.setFilter('site:* id:3026,3016');
		await searched(app);
		const left = 3 - done.filter(Boolean).length;
		await app.press('*', 'd');
		await app.shows(left === 1 ? 'Delete 2 sessions in' : `Delete ${2 * left} sessions in ${left} sites?`);
		await app.press('y');
		await app.shows('0 match in 3 sites');
		for (const each of [hamburg, app, kiel]) {
			const ids = await deletedIn(each);
			t.deepEqual(ids.filter(id => id !== 3028).toSorted(), [3016, 3026]);
		}
	},
);
