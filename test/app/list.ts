import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {openApp} from '../helpers/open-app.js';

const layouts = [
	{
		columns: 160,
		rows: 50,
		headings: 'ID Created Last active Customer Via Number Handler Msgs Status',
		first:
			/3028 {2}2025-11-12 03:21 {2}59 min ago +John Hassan \+15552036971 +SMS twilio.* {2}\+15550100 +1009 Bob Tanaka +4 {2}○ closed$/,
	},
	{
		columns: 120,
		rows: 40,
		headings: 'ID Last active Customer Via Handler Msgs Status',
		first: /3028 {2}59 min ago +John Hassan \+15552036971 +SMS twilio.* {2}1009 Bob Tanaka +4 {2}○ closed$/,
	},
	{
		columns: 80,
		rows: 24,
		headings: 'ID Last active Customer Via Handler Msgs Status',
		first: /3028 {2}59 min ago +John Hassan +SMS +1009 Bob Tan.* +4 {2}○ closed$/,
	},
	{
		columns: 60,
		rows: 16,
		headings: 'ID Last active Customer Handler Status',
		first: /3028 {2}59 min ago +John Hassan .*1009 Bob Ta.* {2}○ closed$/,
	},
] as const;

for (const {columns, rows, headings, first} of layouts) {
	test.serial(`the columns at ${columns}×${rows}`, async t => {
		const app = await openApp(t, {columns, rows});
		const screen = await app.screen();
		t.is(screen[2]!.trim().replaceAll(/ +/g, ' '), headings);
		t.regex(screen[3]!, first);
	});
}

test.serial('the header counts sessions, open ones and orphans', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	const [header] = await app.screen();
	t.regex(
		header!,
		/chatlogs {2}Example PBX · (?:P-Series appliance )?37\.23\.0\.31 +activity [^·]*Nov [▁-█ ]+ {2}50 sessions · 9 open · 17 orphaned$/,
	);
});

test.serial('the ends of the list are reached and not passed', async t => {
	const app = await openApp(t);
	await app.press('G', 'j');
	const end = await app.listed();
	t.is(end.at(-1), 3068);
	t.is(app.app.state.list.index, 49);
	await app.press('g', 'k');
	const start = await app.listed();
	t.is(start[0], 3028);
	t.is(app.app.state.list.index, 0);
});

test.serial('pages and half pages move by the window', async t => {
	const app = await openApp(t);
	await app.press('page-down');
	t.is(app.app.state.list.index, 19);
	await app.press('page-up');
	t.is(app.app.state.list.index, 0);
	await app.press('ctrl-d', 'ctrl-d', 'ctrl-u');
	t.is(app.app.state.list.index, 9);
});

test.serial('what another process changes arrives by itself', async t => {
	const app = await openApp(t);
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows('49 match');
	await app.hides('3028');
	t.is(app.changes.at(-1)!.by, 'bob');
});

test.serial('r takes in what another process changed', async t => {
	const app = await openApp(t);
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.press('r');
	await app.shows(/1 new change taken in|Nothing new/);
	const ids = await app.listed();
	t.false(ids.includes(3028));
});

test.serial('r says that there is nothing new', async t => {
	const app = await openApp(t);
	await app.press('r');
	await app.shows('Nothing new.');
	t.pass();
});

test.serial('the cursor stays on its session when others go', async t => {
	const app = await openApp(t);
	await app.press('j', 'j');
	await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
	await app.shows('49 match');
	t.is(app.app.state.list.cursor, 3026);
	t.is(app.app.state.list.index, 1);
});

test.serial('the cursor goes to a neighbour when its session goes', async t => {
	const app = await openApp(t);
	await app.press('j', 'j');
	await app.happens(facts => planDeletion(facts, {sessions: [3026]}).draft);
	await app.shows('49 match');
	t.is(app.app.state.list.cursor, 3007);
});
