import test from 'ava';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {openApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

const marked = (app: Awaited<ReturnType<typeof openApp>>): readonly number[] => [...app.app.state.marks.ids];

for (const size of oneIn(2, sizes)) {
	const at = `at ${size.columns}×${size.rows}`;

	test.serial(`marked sessions that somebody deletes are told, and marked no more, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.mark(3028, 3058, 3026);
		await app.happens(facts => planDeletion(facts, {sessions: [3028, 3026, 3007]}).draft);
		await app.shows('2 marked sessions are gone: deleted by bob.');
		await app.shows('47 match · 1 marked');
		t.deepEqual(marked(app), [3058]);
	});

	test.serial(`r takes marks away from what is gone ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('space');
		await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
		await app.press('r');
		// The folder may have told of it before.
		await app.shows(/1 marked session is gone: deleted by bob\.|Nothing new\./);
		t.deepEqual(marked(app), []);
	});
}

test.serial('a marked session that is transferred elsewhere stays marked', async t => {
	const app = await openApp(t);
	await app.press('space');
	await app.happens(facts => {
		const [to] = facts.directory.destinations('queue');
		return planTransfer(facts, {sessions: [3028], to: to!}).draft;
	});
	await app.press('r');
	await app.shows(/taken in|Nothing new/);
	t.is(app.changes.at(-1)!.kind, 'transfer');
	t.deepEqual(marked(app), [3028]);
});

test.serial('marks that were cleared come back without what is gone', async t => {
	const app = await openApp(t);
	await app.press('space', 'space', 'M');
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows('49 match');
	await app.press('M');
	await app.shows('1 mark brought back.');
	t.deepEqual(marked(app), [3058]);
});

test.serial('in the trash a mark stays when another session goes there, and goes with a purge', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3058);
	await app.setFilter('is:deleted');
	await app.happens(facts => planDeletion(facts, {sessions: [3028, 3058]}).draft);
	await app.shows('2 match · 2 marked');
	await app.happens(facts => planPurge(facts, {sessions: [3058], erase: false}).draft);
	await app.shows('1 marked session is gone: purged by bob.');
	await app.shows('1 match · 1 marked');
	t.deepEqual(marked(app), [3028]);
});

test.serial('a marked session that the filter hides is told, too', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3058);
	await app.setFilter('status:open');
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows('1 marked session is gone: deleted by bob.');
	await app.shows('1 marked (1 hidden)');
	t.deepEqual(marked(app), [3058]);
});

test.serial('where only marks are shown, the list comes back when the last one is gone', async t => {
	const app = await openApp(t);
	await app.press('space', 's');
	await app.shows('only marked');
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows('1 marked session is gone');
	await app.hides('only marked');
	await app.shows('49 match');
	t.false(app.app.state.onlyMarked);
});

test.serial('what the user deletes is told as done, and not as gone', async t => {
	const app = await openApp(t);
	await app.press('space', 'space', 'd', 'y');
	await app.shows('Deleted 2 sessions. u brings them back.');
	await app.press('u');
	await app.shows('Undid change 2 for 2 sessions');
	await app.press('k', 'space', 'U');
	await app.shows('for 2 sessions. u takes it back.');
	await app.hides('marked');
	t.deepEqual(marked(app), []);
});

test.serial('marked messages that somebody deletes are told, and marked no more', async t => {
	const app = await openApp(t);
	await app.press('enter', 'g', '*');
	const ids = [...app.app.state.pane!.marks];
	t.true(ids.length > 1);
	await app.happens(facts => planMessageDeletion(facts, {session: 3028, messages: [ids[0]!]}).draft);
	await app.shows('1 marked message is gone: deleted by bob.');
	t.deepEqual([...app.app.state.pane!.marks], ids.slice(1));
});
