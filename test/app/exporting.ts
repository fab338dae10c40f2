import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {type OpenApp, openApp} from '../helpers/open-app.js';
import {temporaryFolder} from '../helpers/store.js';

/** Opens the dialog and writes the name anew. */
const askExport = async (app: OpenApp, file: string): Promise<void> => {
	await app.press('e', 'ctrl-u');
	await app.type(file);
	// What follows on text at once is taken for more of it.
	app.clock.milliseconds += 1000;
};

const idsIn = (file: string): number[] =>
	readFileSync(file, 'utf8')
		.trimEnd()
		.split('\n')
		.map(line => (JSON.parse(line) as {session: {id: number}}).session.id);

test.serial('e exports what matches, in the order of the list, and tells when it is done', async t => {
	const app = await openApp(t);
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'all.ndjson');
	await app.setFilter('channel:whatsapp sort:id');
	const listed = Array.from(app.app.list.rows, row => app.app.store.table.idOf(row));
	await askExport(app, path.join(folder, 'all.csv'));
	await app.shows(`Export ${listed.length} sessions: all that match`);
	await app.press('up', 'enter');
	await app.shows(`Exported ${listed.length} sessions with`);
	t.deepEqual(idsIn(file), listed);
	t.is(statSync(file).mode & 0o777, 0o600);
	await app.setFilter('id:3028');
	await app.press('e');
	await app.shows('Export 1 session: all that matches');
	await app.press('escape', 'space', 'e');
	await app.shows('Export 1 session: all that is marked');
	t.deepEqual(readdirSync(folder), ['all.ndjson']);
});

test.serial('e exports what is marked, also what the filter hides', async t => {
	const app = await openApp(t);
	const file = path.join(temporaryFolder(t), 'marked.ndjson');
	await app.press('space', 'space');
	const marked = [...app.app.state.marks.ids];
	await app.setFilter(`-id:${marked[0]!}`);
	await askExport(app, file);
	await app.shows('Export 2 sessions: all that are marked, 1 of them hidden');
	await app.press('up', 'enter');
	await app.shows('Exported 2 sessions');
	t.deepEqual(idsIn(file), marked.toReversed());
});

test.serial('e exports the trash where that is shown', async t => {
	const app = await openApp(t);
	const file = path.join(temporaryFolder(t), 'trash.ndjson');
	await app.press('d', 'y');
	await app.shows('Deleted 1 session');
	await app.press('T', 't');
	await app.shows('1 match');
	await askExport(app, file);
	await app.press('up', 'enter');
	await app.shows('Exported 1 session');
	t.deepEqual(idsIn(file), [3028]);
});

test.serial('the name that is offered follows the day and the format', async t => {
	const app = await openApp(t);
	await app.press('e');
	await app.shows(/File {2}chatlogs-2025-11-12\.csv/);
	await app.press('down');
	await app.shows(/File {2}chatlogs-2025-11-12\.txt/);
	await app.press('up', 'up', 'up');
	await app.shows(/File {2}chatlogs-2025-11-12\.json/);
	await app.press('escape');
	t.is(app.app.state.dialog, undefined);
});

test.serial('replaces a file only when somebody has read that it is there', async t => {
	const app = await openApp(t);
	const file = path.join(temporaryFolder(t), 'kept.csv');
	writeFileSync(file, 'mine');
	await askExport(app, file);
	await app.type('\ry');
	await app.shows('is there already');
	await app.press('enter');
	await app.shows('Export 50 sessions');
	t.is(readFileSync(file, 'utf8'), 'mine');
	await app.press('enter', 'y');
	await app.shows('Exported 50 sessions');
	t.regex(readFileSync(file, 'utf8'), /^id,/);
});

test.serial('says in the dialog why nothing can be written there', async t => {
	const app = await openApp(t);
	for (const [file, told] of [
		[path.join(app.folder, 'all.csv'), 'own folder'],
		[temporaryFolder(t), 'no plain file'],
		[' ', 'Type a name'],
	] as const) {
		await askExport(app, file);
		await app.press('enter');
		const text = await app.text();
		t.true(text.replaceAll(/\s+/g, ' ').includes(told), told);
		await app.press('escape');
	}
});

test.serial('an export that fails says why in the jobs, and can be done again', async t => {
	const app = await openApp(t, {columns: 160});
	const file = path.join(temporaryFolder(t), 'missing', 'all.csv');
	await askExport(app, file);
	await app.press('enter');
	await app.shows('cannot be written');
	await app.press('w', 'down', 'down');
	await app.shows(/▸ failed {4}Export|> failed {4}Export/);
	await app.press('r');
	await app.shows('its folder does not');
	t.is(app.app.state.jobs.length, 1);
});

test.serial('c stops an export, nothing of it remains, and r does it again', async t => {
	const app = await openApp(t);
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'all.csv');
	await askExport(app, file);
	// As good as at once: the export cannot end before.
	for (const keys of ['\rw', 'jj', 'c']) await app.type(keys);
	await app.shows('Stopped; nothing was written to');
	t.deepEqual(readdirSync(folder), []);
	await app.press('r');
	await app.shows('Exported 50 sessions');
	t.deepEqual(readdirSync(folder), ['all.csv']);
});

test.serial('q asks while an export is under way, and y leaves nothing of it', async t => {
	const app = await openApp(t);
	const folder = temporaryFolder(t);
	await askExport(app, path.join(folder, 'all.csv'));
	await app.type('\rq');
	t.is(app.app.state.dialog?.kind, 'question');
	await app.press('escape');
	t.is(app.app.state.dialog, undefined);
	await app.press('w');
	await app.shows('Exported 50 sessions');
	await app.press('escape', 'q');
	t.is(await app.end, 0);
});

test.serial('leaving the program stops an export', async t => {
	const app = await openApp(t);
	const folder = temporaryFolder(t);
	await askExport(app, path.join(folder, 'all.csv'));
	await app.type('\r\u0003');
	t.is(await app.end, 0);
	t.deepEqual(readdirSync(folder), []);
});
