import test from 'ava';
import {ablePbx} from '../helpers/memory-facts.js';
import {openApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';
import {incoming} from '../helpers/simulated-life.js';

for (const size of oneIn(2, sizes)) {
	const at = `at ${size.columns}×${size.rows}`;

	test.serial(`d deletes the session under the cursor after a question ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('d');
		await app.shows('Delete 1 session?');
		await app.press('y');
		await app.shows('Deleted 1 session. u brings it back.');
		await app.shows('49 match');
		await app.hides('3028');
		t.true(app.app.store.session(3028)!.deleted);
	});

	test.serial(`d deletes all that are marked ${at}`, async t => {
		const app = await openApp(t, size);
		await app.mark(3058, 3026, 3013);
		await app.press('d');
		await app.shows('Delete 3 sessions?');
		await app.press('y');
		await app.shows('Deleted 3 sessions. u brings them back.');
		t.deepEqual(app.changes.at(-1)!.deleted, [3058, 3026, 3013]);
		const ids = await app.listed();
		t.is(ids[0], 3028);
		t.is(app.app.state.marks.ids.size, 0);
	});

	test.serial(`a message is deleted and no other ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('enter', 'g', 'd');
		await app.shows('Delete 1 message of session 3028?');
		await app.press('y');
		await app.shows('Deleted 1 message of session');
		await app.hides('Cortado');
		await app.shows('Something slightly sweet');
		t.is(app.app.store.session(3028)!.messages, 3);
	});

	test.serial(`several marked messages are deleted ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('enter', 'g', 'space', 'j', 'space', 'd');
		await app.shows('Delete 2 messages of session 3028?');
		await app.press('y');
		await app.shows('Deleted 2 messages of session');
		await app.hides('Cortado');
		await app.hides('Something slightly sweet');
		await app.shows('Picked up by 1009 Bob Tanaka');
		t.is(app.app.state.pane!.marks.size, 0);
	});
}

test.serial('what was deleted stays so after a restart, and the trash shows it', async t => {
	const app = await openApp(t);
	await app.press('d', 'y');
	await app.shows('Deleted');
	await app.restart();
	await app.shows('49 match');
	await app.setFilter('is:deleted');
	t.deepEqual(await app.listed(), [3028]);
	await app.setFilter('deleted:..1d');
	t.deepEqual(await app.listed(), []);
	await app.setFilter('deleted:today');
	t.deepEqual(await app.listed(), [3028]);
	await app.press('enter');
	await app.shows('Cortado');
	await app.press('o');
	await app.shows('Deleted by ann');
	t.pass();
});

test.serial('deleted messages stay away after a restart; the times of the session stay', async t => {
	const app = await openApp(t);
	const before = app.app.store.session(3028)!;
	await app.press('enter', 'g', 'd', 'y');
	await app.shows('Deleted 1 message of session');
	await app.restart();
	const after = app.app.store.session(3028)!;
	t.deepEqual(
		[after.createdAt, after.lastActiveAt, after.messages],
		[before.createdAt, before.lastActiveAt, 3],
	);
	await app.press('enter');
	await app.shows('Something slightly sweet');
	t.notRegex(await app.text(), /Cortado/);
	await app.press('o');
	await app.shows('1 message deleted by ann');
});

test.serial('a message of the PBX is not deleted, with the reason', async t => {
	const app = await openApp(t);
	await app.press('enter', 'd');
	t.regex(await app.footer(), /Messages of the PBX cannot be deleted by themselves/);
	t.is(app.app.state.dialog, undefined);
});

test.serial('a message of the PBX cannot be marked, with the reason', async t => {
	const app = await openApp(t);
	await app.press('enter', 'space');
	t.regex(await app.footer(), /Messages of the PBX cannot be deleted by themselves/);
	t.is(app.app.state.pane!.marks.size, 0);
});

test.serial('all messages are marked but those of the PBX', async t => {
	const app = await openApp(t);
	await app.press('enter', 'ctrl-a');
	t.regex(await app.footer(), /Marked 2 messages; 2 from the PBX cannot be deleted/);
	await app.press('d');
	await app.shows('Delete 2 messages');
	t.pass();
});

test.serial('marks of messages end with the session shown', async t => {
	const app = await openApp(t);
	await app.press('enter', 'g', 'space', 'escape', 'enter');
	t.is(app.app.state.pane!.marks.size, 0);
});

test.serial('in the operations d is refused with the reason', async t => {
	const app = await openApp(t);
	await app.press('o', 'd');
	t.regex(await app.footer(), /Operation records cannot be deleted: they are the audit trail/);
	t.is(app.app.state.dialog, undefined);
});

test.serial('on an operation in the merged messages d is refused with the reason', async t => {
	const app = await openApp(t);
	await app.press('enter', 'm', 'g', 'd');
	t.regex(await app.footer(), /Operation records cannot be deleted/);
	t.is(app.app.state.dialog, undefined);
});

for (const key of ['t', 'd']) {
	test.serial(`in the trash ${key} is refused`, async t => {
		const app = await openApp(t);
		await app.press('d', 'y');
		await app.shows('Deleted');
		await app.setFilter('is:deleted');
		await app.press(key);
		t.regex(await app.footer(), /In the trash/);
		t.is(app.app.state.dialog, undefined);
	});
}

test.serial('D does nothing', async t => {
	const app = await openApp(t);
	const before = await app.screen();
	await app.press('D');
	t.deepEqual(await app.screen(), before);
	t.is(app.app.state.dialog, undefined);
});

test.serial(
	'no customer is cut in the question as long as there is room, however narrow the screen',
	async t => {
		const customer = {name: 'Maximiliane Lee', number: '+15552036971'};
		const sessions = [1, 2].map(id => incoming(id, [], {customer, status: id === 1 ? 'open' : 'closed'}));
		const app = await openApp(t, {columns: 60, rows: 16, told: {facts: {pbx: ablePbx}, sessions}});
		await app.press('d');
		await app.shows(/Maximiliane Lee \+15552036971 {2}.*Ann Lee {2}/);
		t.pass();
	},
);
