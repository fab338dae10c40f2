import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {openApp, type OpenApp} from '../helpers/open-app.js';

/** The number behind a label in the statistics. */
const valueOf = async (app: OpenApp, label: string): Promise<string | undefined> =>
	new RegExp(String.raw`[│ ] ${label} +([\d,]+)`).exec(await app.text())?.[1];

test.serial('I shows what all sessions are like', async t => {
	const app = await openApp(t);
	await app.press('I');
	await app.shows('Statistics of all 50 sessions');
	t.is(await valueOf(app, 'Sessions'), '50');
	t.is(await valueOf(app, 'Closed'), '41');
	t.is(await valueOf(app, 'Orphaned'), '17');
	t.is(await valueOf(app, 'Messages'), '268');
});

test.serial('the statistics follow the filter', async t => {
	const app = await openApp(t, {columns: 160, rows: 50});
	await app.setFilter('status:open');
	await app.press('I');
	await app.shows('Statistics of 9 sessions that match');
	t.is(await valueOf(app, 'closed'), '0');
	await app.press('escape');
	await app.setFilter('id:3028');
	await app.press('I');
	await app.shows('Statistics of 1 session that matches');
});

test.serial('the statistics are of the marked sessions where only those are shown', async t => {
	const app = await openApp(t);
	await app.press('space', 'space', 's', 'I');
	await app.shows('Statistics of 2 marked sessions');
	t.is(await valueOf(app, 'Sessions'), '2');
});

test.serial('the statistics are counted anew when others change the store', async t => {
	const app = await openApp(t);
	await app.press('I');
	await app.shows('Statistics of all 50 sessions');
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows('Statistics of all 49 sessions');
	t.is(await valueOf(app, 'Sessions'), '49');
});

test.serial('the statistics of nothing are empty', async t => {
	const app = await openApp(t);
	await app.setFilter('id:1');
	await app.press('I');
	await app.shows('Statistics of 0 sessions that match');
	t.regex(await app.text(), /Messages, mean +—/);
});

for (const {keys, row} of [
	{keys: [], row: /^open/},
	{keys: ['down', 'j'], row: /^SMS/},
	{keys: ['j', 'j', 'up', 'k'], row: /^open/},
	{keys: ['k'], row: /^open/},
	{keys: ['page-down', 'page-up', 'j'], row: /^closed/},
	{keys: ['ctrl-d', 'ctrl-u'], row: /^open/},
	{keys: ['G'], row: /^23:00/},
	{keys: ['end', 'j', 'home'], row: /^open/},
]) {
	test.serial(
		`${keys.join(', ') || 'nothing'} leads to the row ${String(row)} of the statistics`,
		async t => {
			const app = await openApp(t);
			await app.press('I');
			await app.shows('Statistics of all 50 sessions');
			await app.press(...keys);
			const rows = await app.screen();
			t.regex(rows.find(each => each.includes('│ ▸'))!.split('▸', 2)[1]!, row);
		},
	);
}

for (const {downs, filter} of [
	{downs: 0, filter: 'status:open'},
	{downs: 2, filter: 'channel:sms'},
	{downs: 6, filter: 'number:+15550100'},
]) {
	test.serial(`Enter narrows the list to the row: ${filter}`, async t => {
		const app = await openApp(t);
		await app.press('I');
		await app.shows('Statistics of all 50 sessions');
		await app.press(...Array.from({length: downs}, () => 'down'));
		const rows = await app.screen();
		const [, count] = /(\d+) {2}/.exec(rows.find(each => each.includes('│ ▸'))!.replace(/\+\d+/, ''))!;
		await app.press('enter');
		t.is(app.app.state.filter, filter);
		t.is(app.app.list.rows.length, Number(count));
	});
}

test.serial('a row that no term says narrows nothing', async t => {
	const app = await openApp(t);
	await app.press('I');
	await app.shows('Statistics of all 50 sessions');
	await app.press('G', 'enter');
	t.regex(await app.footer(), /No term of the filter says this/);
	t.is(app.app.state.filter, '');
});

test.serial('G shows the last line of the statistics, and no more', async t => {
	const app = await openApp(t);
	await app.press('I');
	await app.shows('lines 1 to 19');
	await app.press('G', 'j');
	const [, shown, all] = /lines \d+ to (\d+) of (\d+)/.exec(await app.text())!;
	t.is(shown, all);
	const rows = await app.screen();
	t.regex(rows.at(-3)!, /23:00/);
});

test.serial('a wide terminal shows the statistics in columns side by side', async t => {
	const app = await openApp(t, {columns: 200, rows: 60});
	await app.press('I');
	await app.shows('Statistics of all 50 sessions');
	const text = await app.text();
	t.notRegex(text, /lines 1 to/);
	t.regex(text, /Figure .*Status .*Channel type/);
});

for (const key of ['escape', 'q', 'I']) {
	test.serial(`${key} leaves the statistics, and they are counted anew the next time`, async t => {
		const app = await openApp(t);
		await app.press('I');
		await app.shows('Statistics of all 50 sessions');
		await app.press(key);
		await app.hides('Statistics of');
		await app.setFilter('status:open');
		await app.press('I');
		await app.shows('Statistics of 9 sessions that match');
		t.is(await valueOf(app, 'Sessions'), '9');
	});
}

for (const [columns, rows, term] of [
	[80, 24, /^handler:/],
	[120, 40, /^handler:/],
] as const)
	test.serial(
		`r adds the response times, whose rows narrow the list as others do, at ${columns}×${rows}`,
		async t => {
			const app = await openApp(t, {columns, rows});
			await app.press('I');
			await app.shows('Statistics of all 50 sessions');
			await app.press('r');
			await app.shows('Response, median, by owner');
			const text = await app.text();
			t.regex(text, /Answers +Value +Share/);
			t.regex(text, /Times +Median +90 %/);
			t.regex(text, /First response +\d+ (?:s|min|h|d)/);
			// No time is cut off.
			t.notRegex(text, /\d (?:s|min|h|d)?…/);
			t.regex(text, /Missed +\d+ +[\d.]+ %/);
			t.is(text.split('\n').length, rows);
			await app.press('r');
			await app.shows('They are shown, or being read.');
			await app.press('enter');
			t.regex(app.app.state.filter, term);
		},
	);
