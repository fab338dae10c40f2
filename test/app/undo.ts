import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {openApp, type OpenApp} from '../helpers/open-app.js';

const acts = [
	{what: 'a transfer', hit: '1 session', act: async (app: OpenApp) => app.transfer('1010')},
	{
		what: 'a deletion',
		hit: '1 session',
		act: async (app: OpenApp) => {
			await app.press('d', 'y');
			await app.shows('Deleted 1 session.');
		},
	},
	{
		what: 'the deletion of messages',
		hit: '2 messages of session 3028',
		act: async (app: OpenApp) => {
			await app.press('enter', 'ctrl-a', 'd', 'y');
			await app.shows('Deleted 2 messages of session');
			await app.press('escape');
		},
	},
] as const;

/** All that an undo must bring back. */
const factsOf = ({app: {store}}: OpenApp) => ({
	session: store.session(3028),
	deletedMessages: store.deletedMessages(3028),
	history: store.history(3028),
});

for (const {what, hit, act} of acts) {
	test.serial(`u takes ${what} of this run back at once, and U does it again`, async t => {
		const app = await openApp(t);
		const before = factsOf(app);
		await act(app);
		const after = factsOf(app);
		t.notDeepEqual(after, before);
		await app.press('u');
		await app.shows(`Undid change 2 for ${hit}.`);
		t.deepEqual(factsOf(app), before);
		await app.press('U');
		await app.shows(`Redid what change 3 took back for ${hit}.`);
		t.deepEqual(factsOf(app), after);
		await app.press('u');
		await app.shows('Undid change 2');
		t.deepEqual(factsOf(app), before);
	});

	test.serial(`after a restart u asks about ${what} first`, async t => {
		const app = await openApp(t);
		const before = factsOf(app);
		await act(app);
		await app.restart();
		await app.press('u');
		await app.shows(`Undo change 2 for ${hit}?`);
		t.is(app.changes.length, 2);
		await app.press('enter');
		t.is(app.changes.length, 2);
		await app.press('u', 'y');
		await app.shows('Undid change 2');
		t.deepEqual(factsOf(app), before);
	});

	test.serial(`after a restart U asks before ${what} is done again`, async t => {
		const app = await openApp(t);
		await act(app);
		const after = factsOf(app);
		await app.press('u');
		await app.shows('Undid change');
		await app.restart();
		await app.press('U');
		await app.shows(`Redo what change 3 took back for ${hit}?`);
		await app.press('y');
		await app.shows('Redid what change');
		t.deepEqual(factsOf(app), after);
	});
}

test.serial('both sides of an undo stay in the operation records', async t => {
	const app = await openApp(t);
	await app.transfer('1010');
	await app.press('u');
	await app.shows('Undid change');
	await app.press('o');
	await app.shows(/Transferred from 1009 Bob Tanaka to 1010 Ines Silva by\s+ann \(undone\)/);
	await app.shows(/Transfer of change 2 undone: from 1010 Ines Silva to 1009 Bob Tanaka\s+by ann/);
	t.is(app.app.pane!.items.length, 5);
});

test.serial('u goes back change by change', async t => {
	const app = await openApp(t);
	await app.transfer('1010');
	await app.transfer('sup');
	await app.press('u');
	await app.shows('Undid change 3');
	await app.press('u');
	await app.shows('Undid change 2');
	t.is(app.app.store.session(3028)!.handler.number, '1009');
	await app.press('u');
	t.regex(await app.footer(), /nothing of yours to undo/);
});

test.serial('u leads back to a deleted owner', async t => {
	const app = await openApp(t);
	await app.mark(3007);
	await app.transfer('sup');
	await app.press('u');
	await app.shows('Undid change');
	t.is(app.app.store.session(3007)!.handler.number, '1013');
});

test.serial('u passes over what others did, and over imports', async t => {
	const app = await openApp(t);
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows('49 match');
	await app.press('u');
	t.regex(await app.footer(), /nothing of yours to undo/);
	t.is(app.changes.length, 2);
});

test.serial('U says that nothing was undone', async t => {
	const app = await openApp(t);
	await app.press('U');
	t.regex(await app.footer(), /nothing to redo/);
});

test.serial('U does nothing after another act', async t => {
	const app = await openApp(t);
	await app.transfer('1010');
	await app.press('u');
	await app.shows('Undid change');
	await app.transfer('sup');
	await app.press('U');
	t.regex(await app.footer(), /nothing to redo/);
});

const support = {kind: 'queue', id: 1, number: '', name: 'Support'} as const;

test.serial('u skips what others moved on, and names it', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.mark(3028, 3058);
	await app.transfer('1010');
	await app.happens(facts => planTransfer(facts, {sessions: [3058], to: support}).draft);
	await app.press('r', 'u');
	await app.shows('Undid change 2 for 1 session.');
	await app.shows('3058, now with Support');
	t.is(app.app.store.session(3028)!.handler.number, '1009');
	t.is(app.app.store.session(3058)!.handler.name, 'Support');
});

test.serial('u says why nothing of a change can be taken back', async t => {
	const app = await openApp(t);
	await app.transfer('1010');
	await app.happens(facts => planTransfer(facts, {sessions: [3028], to: support}).draft);
	await app.press('r', 'u');
	t.regex(await app.footer(), /3028 is now with Support/);
	t.is(app.changes.length, 3);
});

test.serial('a plan that became stale comes back with its new counts, and nothing is written', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3058, 3026);
	await app.press('d');
	await app.shows('Delete 3 sessions?');
	await app.happens(facts => planDeletion(facts, {sessions: [3058]}).draft);
	await app.press('y');
	await app.shows('nothing was written');
	await app.shows('Delete 2 sessions?');
	await app.shows('3058 skipped: already in the trash');
	t.is(app.changes.length, 2);
	await app.type('y');
	await app.terminal.settled();
	t.is(app.changes.length, 2);
	await app.press('y');
	await app.shows('Deleted 2 sessions.');
	t.deepEqual(app.changes.at(-1)!.deleted, [3028, 3026]);
});

test.serial('a transfer whose sessions moved meanwhile comes back', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3058);
	await app.askTransfer('1010');
	await app.happens(facts => planTransfer(facts, {sessions: [3028], to: support}).draft);
	await app.press('y');
	await app.shows('nothing was written');
	t.is(app.changes.length, 2);
	await app.press('y');
	await app.shows('Transferred 2 sessions');
	t.is(app.changes.at(-1)!.moves!.find(move => move.sessions.includes(3028))!.from.name, 'Support');
});

test.serial('what others have done already is refused with the reason', async t => {
	const app = await openApp(t);
	await app.press('d');
	await app.shows('Delete 1 session?');
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.press('y');
	await app.shows('Others were faster.');
	t.regex(await app.footer(), /3028 is skipped, already in the trash/);
	t.is(app.app.state.dialog, undefined);
	t.is(app.changes.length, 2);
});

test.serial('an undo that can take nothing back tells of how many sessions why', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3058, 3026);
	await app.transfer('1010');
	const others: readonly number[] = [3028, 3058];
	await app.happens(facts => planTransfer(facts, {sessions: others, to: support}).draft);
	await app.happens(facts => planDeletion(facts, {sessions: [3026]}).draft);
	await app.hides(/ 3026 /);
	await app.press('u');
	await app.shows('cannot be taken back any more');
	t.regex(await app.footer(), /: 2 are now with Support; 3026 is in\s+the trash\.$/);
});
