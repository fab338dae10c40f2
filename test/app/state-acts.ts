import test from 'ava';
import {openApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

for (const size of oneIn(2, sizes)) {
	const at = `at ${size.columns}×${size.rows}`;

	test.serial(`C closes what is marked, after a question, and u opens it again ${at}`, async t => {
		const app = await openApp(t, size);
		await app.setFilter('status:open');
		const [first, second] = await app.listed();
		await app.mark(first!, second!);
		await app.press('C');
		await app.shows('Close 2 sessions?');
		await app.press('y');
		await app.shows('Closed 2 sessions. u takes it back.');
		t.is(app.app.store.session(first!)!.status, 'closed');
		const left = await app.listed();
		t.false(left.includes(first!));
		await app.press('u');
		await app.shows('Undid change');
		t.is(app.app.store.session(second!)!.status, 'open');
	});

	test.serial(`A archives, and brings back what is archived ${at}`, async t => {
		const app = await openApp(t, size);
		await app.setFilter('-is:archived');
		const [id] = await app.listed();
		await app.setFilter(`id:${id!}`);
		await app.press('A');
		await app.shows('Archive 1 session?');
		await app.press('y');
		await app.shows('Archived 1 session.');
		t.true(app.app.store.session(id!)!.archived);
		await app.press('A');
		await app.shows('Unarchive 1 session?');
		await app.press('n');
		await app.shows('Not unarchived.');
		await app.press('A', 'y');
		await app.shows('Unarchived 1 session.');
		t.false(app.app.store.session(id!)!.archived);
	});
}

test.serial('R brings back from the trash what somebody deleted, and u takes that back', async t => {
	const app = await openApp(t, sizes[0]);
	await app.setFilter('status:open');
	const [first, second] = await app.listed();
	await app.press('R');
	await app.shows('Nothing here is in the trash');
	await app.mark(first!, second!);
	await app.press('d', 'y');
	await app.shows('Deleted 2 sessions.');
	await app.setFilter('is:deleted');
	await app.press('t');
	await app.shows('In the trash; R restores');
	await app.press('R');
	await app.shows('Restore 1 session?');
	await app.press('y');
	await app.shows('Restored 1 session.');
	t.is([first!, second!].filter(id => app.app.store.session(id)!.deleted).length, 1);
	await app.press('u');
	await app.shows('Undid change');
	t.true([first!, second!].every(id => app.app.store.session(id)!.deleted));
});
