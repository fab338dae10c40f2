import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {planUndo} from '../../source/domain/act/undo.js';
import {openApp, type OpenApp} from '../helpers/open-app.js';

/** Somebody else deletes two sessions. */
const bobDeletes = async (app: OpenApp): Promise<void> => {
	await app.happens(facts => planDeletion(facts, {sessions: [3026, 3007]}).draft);
	await app.press('r');
	await app.shows('48 match');
};

test.serial('T lists what was done, the newest first, by whom', async t => {
	const app = await openApp(t);
	await bobDeletes(app);
	await app.press('T');
	const rows = await app.screen();
	const changes = rows.flatMap(
		row => /(\d+) {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}(\w+) +(.*?) +│$/.exec(row)?.slice(1) ?? [],
	);
	t.deepEqual(changes, ['2', 'bob', 'Deleted 2 sessions', '1', 'importer', 'Imported 50 new, 0 changed']);
});

test.serial('u takes back the change of somebody else that is chosen, once', async t => {
	const app = await openApp(t);
	await bobDeletes(app);
	await app.press('T', 'u');
	await app.shows('Undo change 2 for 2 sessions?');
	await app.press('y');
	await app.shows('Undid change 2 for 2 sessions.');
	t.like(app.changes.at(-1), {kind: 'undo', of: 2, by: 'ann', restored: [3026, 3007]});
	await app.press('T', 'down');
	await app.shows('Deleted 2 sessions (undone)');
	await app.press('u');
	t.regex(await app.footer(), /This change is already undone/);
	await app.press('escape', 'U');
	await app.shows('Redid what change 3 took back for 2 sessions.');
	t.notRegex(await app.text(), /takes it back/, 'u takes back one’s own');
});

test.serial('R brings back single sessions of a change, and the others later', async t => {
	const app = await openApp(t);
	await bobDeletes(app);
	await app.press('T', 'enter', 'R');
	await app.shows('Undo change 2 for 1 session?');
	await app.press('y');
	await app.shows('Undid change 2 for 1 session.');
	t.like(app.changes.at(-1), {kind: 'undo', of: 2, isPartial: true, restored: [3026]});
	await app.press('T', 'down', 'enter', 'space', 'space', 'R', 'y');
	await app.shows('Skipped: 3026, already undone.');
	t.like(app.changes.at(-1), {kind: 'undo', of: 2, isPartial: true, restored: [3007]});
	await app.press('T', 'down', 'down', 'u');
	t.regex(await app.footer(), /This change is already undone/);
});

test.serial('u on a change of which an undo skipped something takes back the rest', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.mark(3028, 3058);
	await app.transfer('1010');
	await app.happens(facts => planDeletion(facts, {sessions: [3058]}).draft);
	await app.press('r', 'u');
	await app.shows('Undid change 2 for 1 session. Skipped: 3058, in the trash.');
	await app.happens(facts => planUndo(facts, {by: 'bob'}, 3).draft);
	await app.press('r', 'u');
	t.regex(await app.footer(), /nothing of yours to undo/);
	await app.press('T', 'down', 'down', 'down');
	await app.shows('(undone in part)');
	await app.press('u');
	await app.shows('Undo the rest of change 2 for 1 session?');
	await app.press('y');
	await app.shows('Undid the rest of change 2 for 1 session.');
	await app.press('T');
	await app.shows('(undone)');
	await app.hides('(undone in part)');
});

test.serial('R restores what is marked in the trash, and u puts it back there', async t => {
	const app = await openApp(t);
	await bobDeletes(app);
	await app.press('R');
	t.regex(await app.footer(), /Nothing here is in the trash: T, then t shows what is/);
	await app.press('T', 't');
	t.regex(await app.footer(), /R restore/);
	await app.press('ctrl-a', 'R');
	await app.shows('Restore 2 sessions?');
	await app.press('y');
	await app.shows('Restored 2 sessions. u takes it back.');
	t.like(app.changes.at(-1), {kind: 'restore', by: 'ann', restored: [3026, 3007]});
	await app.press('u');
	await app.shows('Undid change 3 for 2 sessions.');
	t.true(app.app.store.session(3026)!.deleted);
});

test.serial('only acts on sessions are undone, and only deletions purged', async t => {
	const app = await openApp(t);
	await app.press('T', 'u');
	t.regex(await app.footer(), /Only what a user did to sessions can be undone/);
	await app.press('p');
	t.regex(await app.footer(), /Only deleted sessions and messages can be purged/);
	t.is(app.changes.length, 1);
});

test.serial('what was scrolled beyond its end goes back at once', async t => {
	const app = await openApp(t);
	const goesBack = async (): Promise<void> => {
		await app.press(...Array.from({length: 9}, () => 'page-down'));
		const end = await app.text();
		await app.press('up');
		t.not(await app.text(), end);
	};

	const sessions = app.app.store.table.blocks.flatMap(block => [...block!.id]);
	await app.happens(facts => planDeletion(facts, {sessions}).draft);
	await app.press('r', 'T', 'enter');
	await goesBack();
	await app.press('escape', 'escape');
	await app.setFilter('is:deleted');
	await app.press('X');
	await goesBack();
});

test.serial('Enter shows a change with its sessions as they are now, and leads back', async t => {
	const app = await openApp(t);
	await bobDeletes(app);
	await app.press('T', 'enter');
	await app.shows('Change 2: Deleted 2 sessions');
	await app.shows(/3007 {2}Maria Brown .* in the trash/);
	const screen = await app.screen();
	const places = screen.map(row => row.indexOf('in the trash')).filter(place => place !== -1);
	t.is(places.length, 2);
	t.is(new Set(places).size, 1, 'one column');
	await app.press('escape');
	await app.shows('Changes: 2');
	t.pass();
});

test.serial(
	'a change with a long note and many moves still shows its sessions, however small the screen',
	async t => {
		const app = await openApp(t, {columns: 60, rows: 16});
		const {store} = app.app;
		const [support] = store.directory.destinations('queue');
		const sessions = store.table.blocks.flatMap(block => [...block!.id]);
		const note = 'Moved away '.repeat(40);
		await app.happens(facts => planTransfer(facts, {sessions, to: support!, note}).draft);
		await store.refresh();
		await app.press('T', 'enter');
		await app.shows(/Note: Moved away/);
		await app.shows(/Moved … │/);
		await app.shows(/and \d+ more moves/);
		await app.shows(/▸ +3\d\d\d /);
		await app.press('down', 'space');
		await app.shows(/✓ 3\d\d\d /);
		t.pass();
	},
);
