import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {orphanGroups, sessionsOfOwner} from '../../source/domain/orphans.js';
import {type Facts} from '../../source/domain/facts.js';
import {type Draft} from '../../source/domain/change.js';
import {withJob} from '../../source/state/jobs.js';
import {openApp} from '../helpers/open-app.js';

const size = {columns: 120, rows: 40};

const deletionOf =
	(...sessions: readonly number[]) =>
	(facts: Facts): Draft =>
		planDeletion(facts, {sessions}).draft;

test.serial(
	'in the holds the cursor stays on its row when one comes above it, also where it never moved',
	async t => {
		const app = await openApp(t, size);
		const policy = {name: 'Old', filter: 'active:..30d', act: 'delete', zone: 'UTC'} as const;
		await app.happens(() => ({kind: 'policy', policy}));
		await app.app.store.refresh();
		await app.press('H');
		await app.shows(/▸ Old/);
		await app.happens(() => ({kind: 'hold', hold: {name: 'Case 7'}, held: [3028]}));
		await app.shows('Case 7');
		await app.shows(/▸ Old/);
		await app.press('x');
		t.regex(await app.footer(), /Only a hold is released/);
	},
);

test.serial('in the jobs a key means the job that was seen under the cursor', async t => {
	const app = await openApp(t, size);
	const canceled: string[] = [];
	const job = (title: string) => ({
		title,
		state: 'running' as const,
		texts: [],
		cancel: () => canceled.push(title),
	});
	app.app.update(state => withJob(state, job('Export')));
	await app.press('w', 'down', 'down');
	await app.shows(/▸.*Export/);
	app.app.update(state => withJob(state, job('Purge')));
	await app.press('c');
	t.deepEqual(canceled, ['Export']);
});

test.serial('the changes tell what others do meanwhile, with the cursor on its change', async t => {
	const app = await openApp(t, size);
	await app.happens(deletionOf(3026));
	await app.app.store.refresh();
	await app.press('T');
	await app.shows(/▸ +2 {2}.*Deleted 1 session/);
	await app.happens(deletionOf(3007));
	await app.shows(/ +3 {2}.*Deleted 1 session/);
	await app.shows(/▸ +2 {2}/);
	await app.happens(() => ({kind: 'undo', of: 2, restored: [3026]}));
	await app.shows(/▸ +2 {2}.*\(undone\)/);
	await app.press('u');
	t.regex(await app.footer(), /already undone/);
	await app.press('enter');
	await app.shows('Change 2');
	await app.happens(deletionOf(3028));
	await app.shows('48 match');
	await app.press('escape');
	await app.shows(/ +5 {2}.*Deleted 1 session/);
	await app.shows(/▸ +2 {2}/);
});

test.serial('the orphans are counted as they are, with the cursor on its owner', async t => {
	const app = await openApp(t, size);
	await app.press('O', 'down', 'down');
	await app.shows(/▸.*Night shift/);
	const {store} = app.app;
	const hugo = sessionsOfOwner(store, orphanGroups(store)[0]!.owner);
	const [support] = store.directory.destinations('queue');
	await app.happens(facts => planTransfer(facts, {sessions: hugo, to: support!}).draft);
	await app.hides('Hugo Tanaka');
	await app.shows(/▸.*Night shift/);
	await app.press('up');
	await app.shows(/▸.*Ann Khan/);
	t.pass();
});

test.serial('where a list became shorter than the cursor stood, up goes up at once', async t => {
	const app = await openApp(t, size);
	await app.press('O', 'down', 'down', 'down');
	await app.shows(/▸.*Farid Tanaka/);
	const {store} = app.app;
	const [support] = store.directory.destinations('queue');
	const gone = orphanGroups(store)
		.slice(2)
		.flatMap(({owner}) => sessionsOfOwner(store, owner));
	await app.happens(facts => planTransfer(facts, {sessions: gone, to: support!}).draft);
	await app.shows(/▸.*Ann Khan/);
	await app.press('up');
	await app.shows(/▸.*Hugo Tanaka/);
	t.pass();
});
