import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {type OpenApp, openApp, sampleNow, sizes} from '../helpers/open-app.js';

for (const size of sizes) {
	const at = `at ${size.columns}×${size.rows}`;

	test.serial(`Enter opens the messages, the newest under the cursor, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('enter');
		await app.shows(/03:21 John Hassan +What kind of food pairs well with a[^]*Cortado\?/);
		await app.shows(/03:22 {3}1009 Bob Tanaka +Something slightly sweet and buttery[^]*works well\./);
		await app.shows(/03:23 · Closed automatically by 1009 Bob Tanaka/);
		t.is(app.app.state.pane!.cursor, 3);
	});

	test.serial(`o opens the operation records with who and when ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('o');
		await app.shows(/ Wed 12 Nov 2025 [^]* 03:21 Created \(inbound\) by John Hassan/);
		await app.shows(/ 03:21 Picked up by 1009 Bob Tanaka/);
		await app.shows(/ 03:23 Closed automatically/);
		t.notRegex(await app.text(), /Cortado/);
	});

	test.serial(`m merges the operations into the messages, and takes them out, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('enter', 'm');
		await app.shows('Created (inbound)');
		await app.shows('Cortado');
		await app.press('m');
		await app.hides('Created (inbound)');
		await app.shows('Cortado');
		t.pass();
	});

	test.serial(`Esc leads back to the list, and the cursor is where it was, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('j', 'j', 'o', 'enter', 'escape');
		await app.hides('Messages of');
		t.is(app.app.state.focus, 'list');
		t.is(app.app.state.list.cursor, 3026);
	});

	test.serial(`q closes a pane and not the app ${at}`, async t => {
		const app = await openApp(t, size);
		await app.press('enter', 'q');
		await app.hides('Messages of');
		const ids = await app.listed();
		t.is(ids[0], 3028);
	});
}

const hour = 60 * 60;

/** A session of which nothing was heard for a while, more than once. */
const quiet = {
	facts: {},
	sessions: [
		{
			id: 1,
			origin: 'here',
			told: {channel: {type: 'sms', name: '', number: '1'}, customer: {name: 'Li Lei', number: '2'}},
			messages: [
				{at: 0, type: 0, text: 'Is anybody there?'},
				{at: 2 * hour, type: 5, text: ''},
				{at: 2 * hour + 60, type: 0, text: 'silence at last'},
				{at: 75 * hour, type: 2, text: ''},
			].map(({at, type, text}, index) => ({
				id: index + 1,
				type,
				at: sampleNow - 100 * hour + at,
				author:
					type === 0
						? {userType: 2, number: '2', name: 'Li Lei'}
						: {userType: 1, number: '1003', name: 'Ann Lee'},
				text,
			})),
			records: [],
		},
	],
};

for (const size of sizes) {
	test.serial(
		`silence of an hour and more is told between the operations, then who held it how long, at ${size.columns}×${size.rows}`,
		async t => {
			const app = await openApp(t, {...size, told: quiet, pbx: ablePbx});
			await app.press('o');
			await app.shows(/Created \(inbound\) by Li Lei[^\n]*\n[^\n]*· 2 hours of silence ·/);
			await app.shows(/Picked up by 1003 Ann Lee[^\n]*\n[^\n]*· 3 days 1 hour of silence ·/);
			await app.shows(/Closed by 1003 Ann Lee[^\n]*\n[^\n]*Held by 1003 Ann Lee for 4 days 2 hours so far\./);
			app.clock.now += 24 * hour;
			await app.happens(facts => planDeletion(facts, {sessions: [1]}).draft);
			await app.shows('Held by 1003 Ann Lee for 5 days 2 hours.');
			t.pass();
		},
	);
}

test.serial('a silence is no item: moves, marks, n and hits pass over it', async t => {
	const app = await openApp(t, {told: quiet});
	await app.press('enter', 'm');
	await app.shows('2 hours of silence');
	const cursor = (): number => app.app.state.pane!.cursor;
	t.is(app.app.pane!.items.length, 5);
	await app.press('g', 'j', 'j', 'j', 'j', 'j');
	t.is(cursor(), 4);
	await app.press('g', 'n');
	t.is(cursor(), 2);
	await app.press('n', 'N', 'N');
	t.is(cursor(), 0);
	await app.press('*');
	await app.shows('Marked 2 messages.');
	await app.press('g', '/');
	await app.type('silence');
	await app.press('enter');
	t.is(cursor(), 3);
	await app.press('n');
	await app.shows('No hit further down.');
	const rows = await app.screen();
	for (const row of rows.filter(each => each.includes('of silence'))) t.regex(row, /^ {8}·/);
});

/** What the pane's cursor is on. */
const underCursor = ({app}: OpenApp): string => {
	const item = app.pane!.items[app.state.pane!.cursor]!;
	return item.kind === 'message' ? `message ${item.message.id}` : `${item.entry.kind} ${item.entry.at}`;
};

test.serial('m, o and Enter stay at the same place of the history, with the marks', async t => {
	const app = await openApp(t, {told: quiet});
	await app.press('enter', 'g', 'j', 'j', 'space', 'k');
	t.is(underCursor(app), 'message 3');
	await app.press('m');
	t.is(underCursor(app), 'message 3');
	await app.press('m');
	t.is(underCursor(app), 'message 3');
	await app.press('o');
	t.is(underCursor(app), `picked-up ${sampleNow - 98 * hour}`);
	await app.press('enter');
	t.is(underCursor(app), 'message 2');
	t.deepEqual([...app.app.state.pane!.marks], [3]);
});

test.serial(
	'the pane opens where the filter found its words, for every session that the list goes to',
	async t => {
		const app = await openApp(t, {columns: 160, rows: 50});
		await app.setFilter('text:order');
		await app.hides('searching');
		await app.press('enter');
		const found: string[] = [];
		for (const session of app.app.list.rows.keys()) {
			if (session > 0) await app.press('tab', 'j', 'tab');
			const item = app.app.pane!.items[app.app.state.pane!.cursor]!;
			found.push(item.kind === 'message' ? item.message.text : '');
		}

		t.true(found.length > 1);
		for (const text of found) t.regex(text, /order/i);
	},
);

test.serial('n and N go from operation to operation in the merged messages', async t => {
	const app = await openApp(t);
	await app.press('enter', 'm', 'g', 'n');
	t.is(app.app.pane!.items[app.app.state.pane!.cursor]!.kind, 'operation');
	const before = app.app.state.pane!.cursor;
	await app.press('n');
	t.true(app.app.state.pane!.cursor > before);
	await app.press('N');
	t.is(app.app.state.pane!.cursor, before);
});

test.serial('words that are nowhere in the pane are told', async t => {
	const app = await openApp(t);
	await app.press('enter', '/');
	await app.type('nowhere');
	await app.press('enter');
	t.regex(await app.footer(), /Nothing here contains “nowhere”/);
	await app.press('/', 'ctrl-u', 'enter');
	t.notRegex(await app.footer(), /Nothing here contains/);
});

test.serial('n says that operations must be merged in first', async t => {
	const app = await openApp(t);
	await app.press('enter', 'n');
	t.regex(await app.footer(), /merge the operations in/i);
});

test.serial('from 140 columns on the pane stands at the right of the list', async t => {
	const app = await openApp(t, {columns: 140, rows: 24});
	await app.press('enter');
	await app.shows('Messages of 3028');
	const rows = await app.screen();
	const heading = rows.find(row => row.includes('Messages of 3028'))!;
	t.regex(heading, /ID .*Status.*Messages of 3028/);
	const ids = await app.listed();
	t.is(ids.length, 20);
});

test.serial('from 30 rows on the pane stands below the list', async t => {
	const app = await openApp(t, {columns: 139, rows: 30});
	await app.press('enter');
	await app.shows('Messages of 3028');
	const rows = await app.screen();
	const at = rows.findIndex(row => row.startsWith(' Messages of 3028'));
	const ids = await app.listed();
	t.is(ids.length, at - 3);
	t.true(at > 8);
});

test.serial('after a pane that took the screen the list shows the rows that it did before', async t => {
	const app = await openApp(t, {columns: 80, rows: 16});
	await app.press('G', 'up');
	const before = await app.listed();
	await app.press('enter');
	await app.press('escape');
	t.deepEqual(await app.listed(), before);
	t.not(app.app.state.list.index, app.app.state.list.top);
});

test.serial('else the pane takes the screen', async t => {
	const app = await openApp(t, {columns: 139, rows: 29});
	await app.press('enter');
	await app.shows('Messages of 3028');
	const rows = await app.screen();
	t.true(rows[2]!.startsWith(' Messages of 3028'));
	t.deepEqual(await app.listed(), []);
});

for (const size of [
	{columns: 160, rows: 50},
	{columns: 100, rows: 40},
] as const) {
	test.serial(`z gives the pane the whole screen, and back, at ${size.columns}×${size.rows}`, async t => {
		const app = await openApp(t, size);
		await app.press('enter', 'z');
		t.deepEqual(await app.listed(), []);
		const rows = await app.screen();
		t.true(rows[2]!.startsWith(' Messages of 3028'));
		await app.press('z');
		const ids = await app.listed();
		t.is(ids[0], 3028);
	});

	test.serial(`Tab goes from the pane to the list and back at ${size.columns}×${size.rows}`, async t => {
		const app = await openApp(t, size);
		await app.press('enter', 'tab');
		t.is(app.app.state.focus, 'list');
		await app.press('j');
		t.is(app.app.state.list.index, 1);
		await app.press('shift-tab');
		t.is(app.app.state.focus, 'pane');
	});
}

test.serial('where the pane takes the screen, z and Tab say so', async t => {
	const app = await openApp(t);
	await app.press('enter', 'z');
	t.regex(await app.footer(), /already takes the whole screen/);
	await app.press('tab');
	t.regex(await app.footer(), /takes the whole screen/);
});

test.serial('a long message is scrolled through before the cursor goes on', async t => {
	const app = await openApp(t, {
		columns: 60,
		rows: 16,
		told: {
			facts: {},
			sessions: [
				{
					id: 1,
					origin: 'here',
					told: {channel: {type: 'sms', name: '', number: '1'}, customer: {name: 'Li Lei', number: '2'}},
					messages: ['first', 'a long one '.repeat(150), 'last'].map((text, index) => ({
						id: index + 1,
						type: 0,
						at: 1_700_000_000 + index,
						author: {userType: 2, number: '2', name: 'Li Lei'},
						text,
					})),
					records: [],
				},
			],
		},
	});
	await app.press('enter', 'g');
	await app.shows('first');
	await app.press('j', 'j', 'j');
	await app.hides('first');
	await app.hides('last');
	t.is(app.app.state.pane!.cursor, 1);
	await app.press('G');
	await app.shows('last');
	t.is(app.app.state.pane!.cursor, 2);
});
