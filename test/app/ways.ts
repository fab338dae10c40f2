import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {openApp, type OpenApp} from '../helpers/open-app.js';

test.serial('J and K open the next and the previous session, in the list’s order', async t => {
	const app = await openApp(t);
	await app.press('J');
	t.regex(await app.footer(), /No session is open: Enter opens its messages/);
	await app.press('enter', 'm', 'J');
	t.like(app.app.state.pane, {session: 3058, kind: 'messages', isMerged: true});
	await app.press('o', 'J', 'J', 'K');
	t.like(app.app.state.pane, {session: 3026, kind: 'operations'});
	await app.press('K', 'K', 'K');
	t.regex(await app.footer(), /This is the first session of the list/);
	t.is(app.app.state.pane?.session, 3028);
	await app.press('escape');
	t.is(app.app.state.list.cursor, 3028);
});

for (const [title, downs, filter] of [
	['customer', 0, 'channel:sms customer:+15552036971'],
	['number', 1, 'channel:sms number:+15550100'],
	['channel', 2, 'channel:sms'],
	['handler', 3, 'channel:sms handler:extension:1009'],
] as const) {
	test.serial(`= narrows the list to the session’s ${title}`, async t => {
		const app = await openApp(t);
		await app.setFilter('channel:sms');
		await app.press('=', ...Array.from({length: downs}, () => 'down'), 'enter');
		t.is(app.app.state.filter, filter);
		t.is(app.app.state.list.cursor, 3028);
	});
}

test.serial('= takes the place of what was asked of the same field', async t => {
	const app = await openApp(t);
	await app.setFilter('handler:1009 sort:id');
	await app.press('enter', '=', 'G', 'down', 'down', 'down', 'enter');
	t.is(app.app.state.filter, 'sort:id handler:extension:1009');
});

test.serial('Escape in the list drops the last term of the filter, and nothing else', async t => {
	const app = await openApp(t);
	await app.setFilter('channel:sms "bob  tanaka" -status:open');
	await app.press('space', 'v', 'escape');
	t.is(app.app.state.filter, 'channel:sms "bob  tanaka" -status:open');
	const filters: string[] = [];
	for (let times = 0; times < 4; times++) {
		await app.press('escape');
		filters.push(app.app.state.filter);
	}

	t.deepEqual(filters, ['channel:sms "bob  tanaka"', 'channel:sms', '', '']);
	t.deepEqual([...app.app.state.marks.ids], [3028]);
});

test.serial('h leaves, but drops no term', async t => {
	const app = await openApp(t);
	await app.setFilter('channel:sms');
	await app.press('v', 'h', 'h');
	t.is(app.app.state.filter, 'channel:sms');
	t.is(app.app.state.rangeFrom, undefined);
});

const bobDeletes = async (app: OpenApp): Promise<void> => {
	await app.happens(facts => planDeletion(facts, {sessions: [3026, 3007]}).draft);
	await app.press('r');
	await app.shows('48 match');
};

test.serial('Enter on a change lists its sessions, and Enter again shows them in the list', async t => {
	const app = await openApp(t);
	await bobDeletes(app);
	await app.press('T', 'enter', 'enter');
	await app.shows('change:2');
	t.deepEqual(await app.listed(), [3026, 3007]);
	await app.press('escape');
	t.is(app.app.state.filter, '');
});

for (const key of ['escape', 'h']) {
	test.serial(`${key} goes back from a change to the changes, and to the list`, async t => {
		const app = await openApp(t);
		await app.press('T', 'enter', key);
		t.is(app.app.state.dialog?.kind, 'changes');
		await app.press(key);
		t.is(app.app.state.dialog, undefined);
	});
}

test.serial('the number of a column sorts by it, and again the other way round', async t => {
	const app = await openApp(t);
	await app.press('c', '1');
	t.is(app.app.state.filter, 'sort:-id');
	await app.press('2', '2');
	t.is(app.app.state.filter, 'sort:created');
	await app.press('1', '0');
	t.is(app.app.state.filter, 'sort:sender');
	await app.press('0');
	t.regex(await app.footer(), /No column has that number/);
});

/** Saves the filter that is typed under the name. */
const saveView = async (app: OpenApp, name: string, filter: string): Promise<void> => {
	await app.press('/', 'ctrl-u');
	await app.type(filter);
	await app.press('ctrl-s');
	await app.type(name);
	await app.press('enter');
};

test.serial(
	'1 to 9 show the first views in the order in which they were saved, with their order',
	async t => {
		const app = await openApp(t);
		await saveView(app, 'zeta', 'status:open sort:id');
		await app.shows('Kept as “zeta”: 1 shows it.');
		await saveView(app, 'alpha', 'channel:sms');
		await app.shows('Kept as “alpha”: 2 shows it.');
		await saveView(app, 'zeta', 'status:open sort:-messages');
		await app.shows('Kept as “zeta”: 1 shows it.');
		await app.press('2');
		t.is(app.app.state.filter, 'channel:sms');
		await app.press('1');
		t.is(app.app.state.filter, 'status:open sort:-messages');
		await app.press('3');
		t.regex(await app.footer(), /No view has the number 3: \/, then Ctrl-S saves one/);
		await app.press('F');
		await app.shows(/1 {2}zeta .*\n.*2 {2}alpha/);
		await app.press('down', 'enter');
		t.is(app.app.state.filter, 'channel:sms');
		await app.press('F', 'd');
		t.deepEqual(app.app.state.preferences.filters, [{name: 'alpha', text: 'channel:sms'}]);
	},
);

test.serial('c says what is displayed, and for what there is no room', async t => {
	const app = await openApp(t, {columns: 80, rows: 24});
	await app.press('c');
	const text = await app.text();
	t.regex(text, /│ {4}2 {4}Created {9}no room/);
	t.regex(text, /│ ▸ {2}3 {2}✓ Last active {5}descending/);
});

test.serial('the help lists this session first, and moving last', async t => {
	const app = await openApp(t, {columns: 160, rows: 60});
	await app.press('?');
	const rows = await app.screen();
	const groups = rows.flatMap(
		row => /│ [ ▸] (This session|Marks|Filter|Views|Program|Moving) /u.exec(row)?.[1] ?? [],
	);
	t.deepEqual(groups, ['This session', 'Marks', 'Filter', 'Views', 'Program', 'Moving']);
	await app.type('saved view');
	await app.shows(/Views {9}1 … 9 {12}Saved view with that number/);
});
