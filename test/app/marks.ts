import test from 'ava';
import {openApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

const marked = (app: Awaited<ReturnType<typeof openApp>>): readonly number[] => [...app.app.state.marks.ids];

for (const size of oneIn(2, sizes)) {
	const at = `at ${size.columns}×${size.rows}`;

	test.serial(`Space marks and goes down, and takes a mark back, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('space', 'space');
		await app.shows('2 marked');
		t.deepEqual(marked(app), [3028, 3058]);
		t.is(app.app.state.list.cursor, 3026);
		await app.press('k', 'space');
		await app.shows('1 marked');
		t.deepEqual(marked(app), [3028]);
	});

	test.serial(`marks survive a filter, and the hidden ones are counted, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.mark(3028, 3058, 3007);
		await app.setFilter('status:open');
		await app.shows('9 match · 3 marked (2 hidden)');
		await app.setFilter('');
		await app.shows('50 match · 3 marked');
		t.deepEqual(marked(app), [3028, 3058, 3007]);
	});

	for (const key of ['ctrl-a', '*']) {
		test.serial(`${key} marks all that match, beyond the screen, ${at}`, async t => {
			const app = await openApp(t, size);
			await app.setFilter('status:closed');
			await app.press(key);
			await app.shows('41 match · 41 marked');
			t.true(marked(app).every(id => app.app.store.session(id)!.status === 'closed'));
		});
	}
}

test.serial('v and moves make a range that Space keeps', async t => {
	const app = await openApp(t);
	await app.press('v', 'j', 'j');
	const rows = await app.screen();
	t.is(rows.filter(row => /^..[✓*]/u.test(row)).length, 3);
	await app.press('space');
	t.deepEqual(marked(app), [3028, 3058, 3026]);
	t.is(app.app.state.rangeFrom, undefined);
});

test.serial('Esc drops a range and leaves the marks', async t => {
	const app = await openApp(t);
	await app.press('space', 'v', 'j', 'j', 'escape');
	await app.shows('1 marked');
	t.deepEqual(marked(app), [3028]);
	const rows = await app.screen();
	t.is(rows.filter(row => /^..[✓*]/u.test(row)).length, 1);
});

test.serial('a range also goes upwards', async t => {
	const app = await openApp(t);
	await app.press('j', 'j', 'v', 'k', 'space');
	t.deepEqual(marked(app), [3058, 3026]);
});

test.serial('Shift and arrows make a range', async t => {
	const app = await openApp(t);
	await app.press('shift-down', 'shift-down', 'shift-up', 'space');
	t.deepEqual(marked(app), [3028, 3058]);
});

test.serial('an act hits the range that is being made', async t => {
	const app = await openApp(t);
	await app.press('v', 'j');
	await app.shows('50 match · range of 2');
	await app.press('d');
	await app.shows('Delete 2 sessions?');
	t.pass();
});

test.serial('M clears the marks, and M again brings them back', async t => {
	const app = await openApp(t);
	await app.press('space', 'space', 'M');
	await app.hides('marked');
	t.deepEqual(marked(app), []);
	await app.press('M');
	await app.shows('2 marked');
	t.deepEqual(marked(app), [3028, 3058]);
});

test.serial('M says that nothing is marked', async t => {
	const app = await openApp(t);
	await app.press('M');
	t.regex(await app.footer(), /Nothing is marked/);
});

test.serial('i inverts the marks of what matches, and leaves the hidden ones', async t => {
	const app = await openApp(t);
	await app.mark(3028);
	await app.setFilter('status:open');
	await app.press('space', 'i');
	await app.shows('9 match · 9 marked (1 hidden)');
	t.false(marked(app).includes(3007));
	t.true(marked(app).includes(3028));
});

test.serial('marks survive another order, and Esc', async t => {
	const app = await openApp(t);
	await app.press('space', 'space', 'c', 'down', 'enter', 'escape', 'escape', 'escape');
	await app.shows('2 marked');
	t.deepEqual(marked(app), [3028, 3058]);
});

test.serial('marks are no part of what a restart brings back', async t => {
	const app = await openApp(t);
	await app.press('space');
	await app.restart();
	t.deepEqual(marked(app), []);
});
