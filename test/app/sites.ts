import {mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {purgeJob} from '../../source/actions/purge-job.js';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {type Site} from '../../source/domain/site.js';
import {withJob} from '../../source/state/jobs.js';
import {type Opening, type OpenApp, openApp} from '../helpers/open-app.js';
import {temporaryFolder} from '../helpers/store.js';

/** The store of another site, filled by an app that is gone again. */
const otherStore = async (t: ExecutionContext): Promise<string> => {
	const other = await openApp(t);
	await other.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await other.happens(() => ({kind: 'connect', connection: {sn: 'harbour', instance: 'elsewhere'}}));
	await other.close();
	return other.folder;
};

/** A person with the site `here`, `hamburg` of which a session is in the trash, and `altona` that is missing. */
const personWithSites = async (t: ExecutionContext, opening: Opening = {}): Promise<OpenApp> => {
	const sites: readonly Site[] = [
		{name: 'altona', folder: '/nowhere/altona', tags: ['north']},
		{name: 'hamburg', label: 'Harbour', folder: await otherStore(t), color: 'red', tags: ['north']},
	];
	return openApp(t, {sites, ...opening});
};

test('the label of the site stands in header, confirmations and jobs; a store that is no site has none', async t => {
	const app = await personWithSites(t);
	const [header] = await app.screen();
	t.regex(header!, /^ chatlogs {2}here · /);
	await app.press('d');
	t.regex(await app.text(), /╭ Delete .* here ─/);
	await app.press('escape', 'w');
	t.regex(await app.text(), /╭ Jobs {2}here ─/);
	const plain = await openApp(t);
	await plain.press('w');
	t.regex(await plain.text(), /╭ Jobs ─/);
});

test('the list tells how each site stands, those in trouble first, and typing narrows it', async t => {
	const app = await personWithSites(t);
	await app.press('S');
	await app.shows(/altona .*missing/);
	await app.shows(/Harbour +\d+/);
	await app.shows(/✓here +\d+/);
	const rows = await app.screen();
	const lines = rows.filter(row => /altona|Harbour|here +\d/.test(row) && row.includes('│'));
	t.regex(lines[0]!, /altona/);
	t.regex(lines[1]!, /Harbour/);
	// The line moved under it, so the cursor went along with its site.
	t.regex(lines[2]!, /▸✓here/);
	const {sessions} = app.app.list.totals;
	t.regex(lines[1]!, new RegExp(`Harbour +${sessions - 1} `));
	await app.type('north');
	t.notRegex(await app.text(), /│ ..here/);
	await app.press('ctrl-u');
	await app.type('harb');
	t.regex(await app.text(), /▸ Harbour/);
	t.regex(await app.text(), /last sync never/);
	await app.press('ctrl-u');
	await app.type('ｈａｒｂ');
	t.regex(await app.text(), /▸ Harbour/);
	await app.type('x');
	await app.press('enter');
	t.regex(await app.footer(), /No site has that name/);
});

test('a switch shows the other store, and each keeps its place', async t => {
	const shown: string[] = [];
	const remember = (folder: string): Promise<void> => Promise.resolve(void shown.push(folder));
	const app = await personWithSites(t, {remember});
	await app.setFilter('status:open');
	await app.press('down', 'space');
	const before = await app.screen();
	await app.press('S');
	await app.type('hamburg');
	await app.press('enter');
	await app.shows('This is the site Harbour now.');
	t.is(app.app.site?.name, 'hamburg');
	t.is(app.app.state.filter, '');
	t.true(app.app.store.session(3028) !== undefined);
	await app.setFilter('is:deleted');
	t.deepEqual(await app.listed(), [3028]);
	await app.press('S');
	await app.type('here');
	await app.press('enter');
	await app.shows('This is the site here now.');
	const after = await app.screen();
	t.deepEqual(after.slice(1, 5), before.slice(1, 5));
	t.deepEqual(shown, [app.app.sites!.all()[1]!.folder, app.folder]);
});

test('no site recalls the filters of another', async t => {
	const app = await personWithSites(t, {preferencesFolder: temporaryFolder(t)});
	await app.setFilter('kim');
	await app.press('S');
	await app.type('hamburg');
	await app.press('enter');
	await app.shows('This is the site Harbour now.');
	await app.press('/', 'up');
	t.regex(await app.footer(), /There is no earlier filter/);
	await app.press('escape');
	await app.setFilter('status:open');
	await app.press('S');
	await app.type('here');
	await app.press('enter');
	await app.shows('This is the site here now.');
	await app.setFilter('');
	await app.press('/', 'up');
	t.is(app.app.state.filter, 'kim');
});

test('a store that cannot be opened is told, and everything stays', async t => {
	const damaged = await mkdtemp(path.join(os.tmpdir(), 'chatlogs-damaged-'));
	t.teardown(async () => rm(damaged, {recursive: true}));
	await writeFile(path.join(damaged, 'store.json'), '{');
	const link = path.join(damaged, 'link');
	await symlink(await otherStore(t), link);
	const app = await openApp(t, {
		sites: [
			{name: 'broken', folder: damaged},
			{name: 'linked', folder: link},
			{name: 'missing', folder: path.join(damaged, 'none')},
		],
	});
	await app.press('S');
	await app.shows(/broken .*unreadable/);
	await app.shows(/linked .*swapped/);
	for (const [name, reason] of [
		['broken', 'changes.jsonl is missing'],
		['linked', 'now a link'],
		['missing', 'There is no store'],
	] as const) {
		await app.press('ctrl-u');
		await app.type(name);
		await app.press('enter');
		await app.shows(reason);
		await app.hides('Opening');
		t.is(app.app.site?.name, 'here');
	}

	await app.press('escape', 'enter');
	t.is(app.app.state.pane?.kind, 'messages');
});

test('work that a switch would break off is told first', async t => {
	const app = await personWithSites(t);
	app.app.update(state => withJob(state, purgeJob(3)));
	const switching = async (): Promise<void> => {
		await app.press('S');
		await app.type('hamburg');
		await app.press('enter');
		await app.shows('Switch to Harbour?');
	};

	await switching();
	await app.press('escape');
	t.regex(await app.footer(), /Not switched/);
	t.is(app.app.site?.name, 'here');
	await switching();
	await app.press('y');
	await app.shows('This is the site Harbour now.');
});

test('where several stores could be meant, the screen starts with the list, and leaving it quits', async t => {
	const app = await personWithSites(t, {isUnchosen: true});
	await app.shows('Harbour');
	t.notRegex(await app.text(), /sessions ·/);
	await app.type('here');
	await app.press('enter');
	await app.shows('This is the site here now.');
	const [header] = await app.screen();
	t.regex(header!, /here · .* sessions/);
	await app.restart();
	await app.press('escape');
	t.is(await app.end, 0);
});

test('without any site the key says how to name some', async t => {
	const app = await openApp(t, {sites: []});
	await app.press('S');
	await app.shows('here');
	const plain = await openApp(t);
	await plain.press('S');
	t.regex(await plain.footer(), /There are no sites.*site add NAME/);
});
