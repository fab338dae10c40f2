import test from 'ava';
import {apiHandler, type Handler} from '../../source/domain/handler.js';
import {type Pbx} from '../../source/domain/pbx.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {openApp, type OpenApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';
import {temporaryFolder} from '../helpers/store.js';

const able: Pbx = {firmware: '37.23.0.31', omnichannel: true, api: true};

/** What a transfer must leave alone, and what it alters. */
const factsOf = ({app: {store}}: OpenApp, id: number) => {
	const {handler, transfers, ...rest} = store.session(id)!;
	return {handler, transfers, kept: {rest, history: store.history(id)}};
};

const destinations = [
	{kind: 'extension', typed: '1010', id: 110, label: '1010 Ines Silva', term: 'handler:1010'},
	{kind: 'extension', typed: 'eva', id: 111, label: '1011 Eva Novak', term: 'handler:1011'},
	{kind: 'queue', typed: 'sup', id: 1, label: 'Support', term: 'handler:queue:Support'},
	{kind: 'api', typed: 'anal', id: 0, label: 'Analytics platform', term: 'handler:api'},
] as const;

test.serial(
	'a sign tells that there are more destinations than are shown, and nothing else is cut',
	async t => {
		const app = await openApp(t, {columns: 60, rows: 16});
		const edges = async (): Promise<readonly string[]> => {
			const rows = await app.screen();
			const remarks = rows.flatMap(row => / open( .*) │$/.exec(row)?.[1]!.trim() ?? []);
			return remarks.filter(remark => remark !== '' && !remark.startsWith('has '));
		};

		await app.press('t');
		t.deepEqual(await edges(), ['▼']);
		await app.press('page-down');
		t.deepEqual(await edges(), ['▲', '▼']);
		await app.press('page-down', 'page-down', 'page-down');
		t.deepEqual(await edges(), ['▲']);
	},
);

for (const size of oneIn(2, sizes)) {
	const at = `at ${size.columns}×${size.rows}`;
	for (const {kind, typed, id, label, term} of destinations) {
		test.serial(`one session goes to ${label} with its history, its status unchanged, ${at}`, async t => {
			const app = await openApp(t, size);
			await app.mark(3019);
			const before = factsOf(app, 3019);
			await app.askTransfer(typed);
			await app.shows(`Transfer 1 session to ${label}?`);
			await app.press('y');
			await app.shows(`Transferred 1 session to ${label}.`);
			const after = factsOf(app, 3019);
			t.like(after.handler, {kind, id} satisfies Partial<Handler>);
			t.deepEqual(after.kept, before.kept);
			t.is(after.transfers, before.transfers + 1);
			await app.setFilter(`${term} id:3019`);
			await app.shows(/\b1 match/);
			await app.setFilter('handler:1037 id:3019');
			await app.shows(/\b0 match/);
		});
	}

	test.serial(`all that are marked go at once ${at}`, async t => {
		const app = await openApp(t, size);
		await app.setFilter('handler:1013');
		const ids = await app.listed();
		t.deepEqual(ids, [3007, 3089, 3118, 3101, 3044]);
		const before = ids.map(each => factsOf(app, each).kept);
		await app.press('ctrl-a');
		await app.askTransfer('billing');
		await app.shows('Transfer 5 sessions to Billing?');
		await app.press('y');
		await app.shows('Transferred 5 sessions to Billing.');
		await app.shows('No session matches');
		t.deepEqual(
			ids.map(each => factsOf(app, each).kept),
			before,
		);
		await app.setFilter('handler:queue:Billing');
		t.deepEqual(await app.listed(), [3007, 3089, 3118, 3101, 3044, 3012]);
		t.is(app.changes.length, 2);
		t.is(app.app.state.marks.ids.size, 0);
	});

	test.serial(`the operation record names from, to, who and when, also after a restart, ${at}`, async t => {
		const app = await openApp(t, size);
		await app.transfer('sup');
		for (const again of [false, true]) {
			if (again) await app.restart();
			await app.press('o');
			// At half of 160 columns the line breaks.
			await app.shows(/ 04:23 Transferred from 1009 Bob Tanaka to Support/);
			const rows = await app.screen();
			const text = rows.map(row => row.slice(-72).trim()).join(' ');
			t.regex(text, /to Support by\s+(?:.*\s)?ann\b/);
		}
	});
}

test.serial('a transfer lasts over a restart: handler, status, history and filters', async t => {
	const app = await openApp(t);
	const before = factsOf(app, 3028);
	await app.transfer('1010');
	await app.restart();
	const after = factsOf(app, 3028);
	t.like(after.handler, {kind: 'extension', id: 110});
	t.deepEqual(after.kept, before.kept);
	await app.setFilter('handler:1010 id:3028');
	await app.shows(/\b1 match/);
	await app.setFilter('handler:1009 id:3028');
	await app.shows(/\b0 match/);
});

test.serial('a transfer adds no message', async t => {
	const app = await openApp(t);
	await app.transfer('1010');
	await app.press('enter');
	await app.shows('4 messages');
	t.notRegex(await app.text(), /Transferred/);
});

test.serial('the session in a pane is transferred, whatever is marked', async t => {
	const app = await openApp(t);
	await app.mark(3058, 3026);
	await app.press('g', 'enter');
	await app.transfer('1010');
	t.deepEqual(
		app.changes.at(-1)!.moves!.flatMap(move => move.sessions),
		[3028],
	);
	t.is(app.app.state.marks.ids.size, 2);
});

const closedApi = [
	{what: 'Omnichannel Messaging is not available', pbx: {...able, omnichannel: false}},
	{what: 'Omnichannel Messaging is not known to be available', pbx: {firmware: able.firmware!, api: true}},
	{what: 'The API is not enabled', pbx: {...able, api: false}},
	{what: 'The API is not known to be enabled', pbx: {firmware: able.firmware!, omnichannel: true}},
] as const;

for (const {what, pbx} of closedApi) {
	for (const size of oneIn(2, sizes)) {
		test.serial(`${what}: the platform is dimmed and refused, at ${size.columns}×${size.rows}`, async t => {
			const app = await openApp(t, {...size, pbx});
			await app.press('t');
			await app.type('analytics');
			await app.shows(/Analytics platform .* not available/);
			const rows = await app.screen();
			const row = rows.findIndex(each => each.includes('Analytics platform'));
			t.truthy(app.terminal.cell(row, rows[row]!.indexOf('Analytics')).isDim());
			await app.shows(what);
			await app.press('enter');
			t.is(app.app.state.dialog!.kind, 'destination');
			t.is(app.changes.length, 1);
		});
	}
}

test.serial('the present handler is dimmed, says why, and is refused', async t => {
	const app = await openApp(t);
	await app.press('t');
	await app.type('1009');
	await app.shows(/1009 Bob Tanaka +Extension +0 open +has them already/);
	const rows = await app.screen();
	const row = rows.findIndex(each => each.includes('has them already'));
	t.truthy(app.terminal.cell(row, rows[row]!.indexOf('1009')).isDim());
	await app.press('enter');
	t.regex(await app.footer(), /already with 1009 Bob Tanaka/);
	t.is(app.app.state.dialog!.kind, 'destination');
});

test.serial('the platform is dimmed where it holds all of them', async t => {
	const app = await openApp(t);
	await app.transfer('analytics');
	await app.press('t');
	await app.type('analytics');
	await app.shows('already with Analytics platform');
	await app.press('enter');
	t.is(app.app.state.dialog!.kind, 'destination');
});

test.serial('one that holds some is offered, and those are skipped by name', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3026);
	await app.press('t');
	await app.type('1009');
	await app.shows('has 1 of them');
	await app.press('enter');
	await app.shows('Transfer 1 session to 1009 Bob Tanaka?');
	await app.shows('3028 skipped: already with 1009 Bob Tanaka');
	await app.press('y');
	await app.shows('Transferred 1 session to 1009 Bob Tanaka. Skipped: 3028, already with');
	t.deepEqual(
		app.changes.at(-1)!.moves!.flatMap(move => move.sessions),
		[3026],
	);
	// It is where it was to go, so nothing is left to do for it.
	t.deepEqual([...app.app.state.marks.ids], []);
});

for (const typed of ['1013', 'khan', 'night']) {
	test.serial(`a deleted extension or queue is not offered: ${typed}`, async t => {
		const app = await openApp(t);
		await app.press('t');
		await app.type(typed);
		await app.shows('None has that number or name.');
		await app.press('enter');
		t.regex(await app.footer(), /No destination has that number or name/);
	});
}

test.serial('Esc leaves the destinations, and says that nothing went there', async t => {
	const app = await openApp(t);
	await app.press('t');
	await app.type('sup');
	await app.press('escape');
	t.is(app.app.state.dialog, undefined);
	t.regex(await app.footer(), /Not transferred\./);
});

test.serial('all destinations are in one list, by kind, and the last used come first', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.press('t');
	await app.shows(/Extension[^]*1002[^]*Message queue[^]*Billing[^]*Analytics platform/);
	await app.press('escape');
	await app.transfer('support');
	await app.transfer('1010');
	await app.press('t');
	await app.shows(/Last used[^\n]*\n[^\n]*1010[^\n]*\n[^\n]*Support[^\n]*Message queue/);
	t.pass();
});

test.serial('a frequent queue takes three keys: t, Enter, y', async t => {
	const preferencesFolder = temporaryFolder(t);
	const app = await openApp(t, {preferencesFolder});
	await app.transfer('support');
	await app.app.background.keeper.kept();
	await app.restart();
	await app.press('j', 't', 'enter', 'y');
	await app.shows('Transferred 1 session to Support.');
	t.is(app.changes.length, 3);
});

test.serial('one that has all targets already is not under the cursor at first', async t => {
	const app = await openApp(t);
	await app.setFilter('id:3028');
	await app.transfer('support');
	await app.transfer('billing');
	await app.press('t', 'enter', 'y');
	await app.shows('Transferred 1 session to Support.');
	t.is(app.changes.length, 4);
});

test.serial('. repeats the last transfer on the present targets, without its note', async t => {
	const app = await openApp(t);
	await app.press('.');
	t.regex(await app.footer(), /You have transferred nothing in this store yet/);
	await app.happens(facts => planTransfer(facts, {sessions: [3026], to: apiHandler}).draft);
	await app.press('r', '.');
	t.regex(await app.footer(), /You have transferred nothing in this store yet/);
	await app.mark(3058, 3013);
	await app.transfer('support');
	await app.mark(3026, 3019);
	await app.press('.');
	await app.shows('Transfer 2 sessions to Support?');
	await app.press('y');
	await app.shows('Transferred 2 sessions to Support.');
	await app.press('u');
	await app.shows('Undid change');
	await app.press('.');
	await app.shows('Transfer 1 session to Support?');
	t.pass();
});

const oldPbxes = [
	{
		what: 'older firmware',
		firmware: '37.23.0.22',
		said: /needs PBX firmware 37\.23\.0\.23 or later; this PBX has 37\.23\.0\.22/,
	},
	{
		what: 'older firmware as text but not as numbers',
		firmware: '37.9.0.100',
		said: /this PBX has 37\.9\.0\.100/,
	},
	{what: 'unknown firmware', firmware: undefined, said: /it is unknown/},
	{
		what: 'firmware of an unknown edition',
		firmware: '99.1.2.3',
		said: /“99\.1\.2\.3” is not one that is known/,
	},
] as const;

for (const {what, firmware, said} of oldPbxes) {
	for (const key of ['t', 'd', 'u', 'U']) {
		test.serial(`${what}: ${key} is refused with the reason`, async t => {
			const app = await openApp(t, {
				columns: 160,
				rows: 50,
				pbx: {omnichannel: true, api: true, ...(firmware !== undefined && {firmware})},
			});
			await app.press(key);
			t.regex(await app.footer(), said);
			t.is(app.app.state.dialog, undefined);
			t.is(app.changes.length, 1);
		});
	}

	test.serial(`${what}: looking is not refused`, async t => {
		const app = await openApp(t, {pbx: {...(firmware !== undefined && {firmware})}});
		await app.press('enter');
		await app.shows('Cortado');
		await app.press('o');
		await app.shows('Picked up');
		t.pass();
	});
}

for (const firmware of ['37.23.0.23', '83.23.0.23', '84.24.0.1']) {
	test.serial(`firmware ${firmware} can transfer`, async t => {
		const app = await openApp(t, {pbx: {firmware}});
		await app.transfer('sup');
		t.is(app.changes.at(-1)!.kind, 'transfer');
	});
}
