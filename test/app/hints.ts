import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {hintOf} from '../../source/actions/app.js';
import {actionsOf} from '../../source/actions/registry.js';
import {nextJob, withJob, withJobAs} from '../../source/state/jobs.js';
import {keyLabel} from '../../source/state/key-label.js';
import {placeOf} from '../../source/state/state.js';
import {openApp, type OpenApp} from '../helpers/open-app.js';

/** Everything that the footer could say where the app is: what can be done there now. */
const possibleHints = ({app}: OpenApp): ReadonlySet<string> =>
	new Set(
		actionsOf(placeOf(app.state)).flatMap(action => {
			const {keys, blocker, isOffered} = action;
			const hint = hintOf(action, app);
			return hint === undefined || blocker?.(app) !== undefined || isOffered?.(app) === false
				? []
				: [`${keyLabel(keys[0]!)} ${hint}`];
		}),
	);

const shownHints = async (app: OpenApp): Promise<readonly string[]> => {
	const footer = await app.footer();
	return footer.trim().split(/ {2,}/);
};

for (const columns of [60, 72, 80, 100, 140]) {
	test.serial(`at ${columns} columns the footer shows hints as a whole, and the way to help`, async t => {
		const app = await openApp(t, {columns, rows: 24});
		for (const key of [undefined, 'enter', 'o']) {
			if (key) await app.press(key);
			const hints = await shownHints(app);
			t.deepEqual([...new Set(hints).difference(possibleHints(app))], []);
			t.true(hints.length >= 4);
			t.is(hints.at(-1), '? help');
		}
	});
}

const tooOld =
	'Managing chats needs PBX firmware 37.23.0.23 or later; this PBX has 37.20.0.1. Update the PBX, then: chatlogs pbx set firmware=37.23.0.23';

test.serial('what is too long for the last line is told on several', async t => {
	const app = await openApp(t, {pbx: {firmware: '37.20.0.1'}});
	await app.press('t');
	const rows = await app.screen();
	const told = rows.slice(-2).join(' ').replaceAll(/ +/g, ' ');
	t.is(told, ` ! ${tooOld}`);
	await app.press('j');
	t.regex(await app.footer(), /Enter open .* help/);
	t.notRegex(await app.footer(), /transfer|delete|undo/);
});

test.serial(
	'behind the lines of a message nothing else is seen, and beside the last one what goes on',
	async t => {
		const app = await openApp(t, {pbx: {firmware: '37.20.0.1'}});
		const job = {title: 'Export', activity: 'exporting', state: 'running', texts: []} as const;
		app.app.update(state => withJobAs(withJob(state, job), nextJob(state), {...job, progress: 0.25}));
		await app.press('t');
		const rows = await app.screen();
		const told = rows.slice(-3).join(' ').replaceAll(/ +/g, ' ');
		t.is(told, ` ! ${tooOld} exporting 25 %`);
	},
);

test.serial('what is being written carries no sign of something that is done', async t => {
	const app = await openApp(t);
	app.app.update(state => ({...state, busy: 'Writing …'}));
	const rows = await app.screen();
	t.is(rows.at(-1), '   Writing …');
});

test.serial('at 80 columns the footer shows what matters most in the list', async t => {
	const app = await openApp(t);
	const wanted = ['t transfer', 'd delete', 'Enter open', 'o operations', '/ filter', '? help'];
	t.deepEqual([...new Set(wanted).difference(new Set(await shownHints(app)))], []);
});

const idle = [
	{what: 'an empty list', filter: 'id:1', keys: [], not: /transfer|delete|open|operations|mark|undo/},
	{what: 'a list where nothing was done yet', filter: '', keys: [], not: /undo/},
	{
		what: 'a destination that has all targets',
		filter: '',
		keys: ['t', '1', '0', '0', '9'],
		not: /choose|several/,
	},
	{what: 'destinations narrowed to none', filter: '', keys: ['t', 'x', 'x'], not: /choose|several/},
	{what: 'a confirmation that asks for no count', filter: '', keys: ['d'], not: /count/},
	{what: 'a confirmation that asks for the count', filter: '', keys: ['*', 'd'], not: /y do it/},
	{what: 'the trash', filter: 'is:deleted', keys: [], not: /transfer|delete|undo/},
] as const;

for (const {what, filter, keys, not} of idle) {
	test.serial(`the footer offers nothing that does not work now: ${what}`, async t => {
		const app = await openApp(t, {columns: 160, rows: 40});
		if (filter === 'is:deleted') await app.happens(facts => planDeletion(facts, {sessions: [3028]}).draft);
		if (filter !== '') await app.setFilter(filter);
		await app.press('r', 'k', ...keys);
		t.notRegex(await app.footer(), not);
		t.deepEqual([...new Set(await shownHints(app)).difference(possibleHints(app))], []);
	});
}

test.serial('undo is offered once there is something to undo, and no longer than that', async t => {
	const app = await openApp(t, {columns: 160, rows: 40});
	await app.transfer('support');
	await app.press('j');
	t.regex(await app.footer(), /u undo/);
	await app.press('u');
	await app.shows('Undid change 2');
	await app.press('j');
	t.notRegex(await app.footer(), /u undo/);
	await app.press('u');
	t.regex(await app.footer(), /There is nothing of yours to undo/);
	await app.press('U');
	await app.shows('Redid');
	await app.press('j');
	t.regex(await app.footer(), /u undo/);
});

test.serial('behind many changes of others undo is not offered, but finds what it takes back', async t => {
	const app = await openApp(t, {columns: 160, rows: 40});
	await app.transfer('support');
	const store = await app.elsewhere();
	for (let turn = 0; turn < 60; turn++)
		await store.commit({by: 'bob'}, () => ({kind: 'platform', platform: `https://example.com/${turn}`}));
	await app.press('r');
	await app.press('j');
	t.notRegex(await app.footer(), /u undo/);
	await app.press('u');
	await app.shows('Undid change 2');
});

test.serial('the narrowest footer shows the way back', async t => {
	const app = await openApp(t, {columns: 60, rows: 16});
	for (const key of ['enter', 'o']) {
		await app.press(key);
		const hints = await shownHints(app);
		t.true(hints.includes('Esc back'));
	}
});

const older = {name: 'Acme HQ', edition: 'appliance', firmware: '37.20.0.1'} as const;

test.serial('the header says even at 80 columns that the PBX cannot be changed', async t => {
	const app = await openApp(t, {pbx: older});
	const [header] = await app.screen();
	t.regex(header!, /look only: see \? for why/);
	t.notRegex(header!, /…/);
});

test.serial('the header leaves out what does not fit as a whole', async t => {
	const app = await openApp(t, {columns: 140, rows: 40});
	const [wide] = await app.screen();
	t.regex(wide!, /Example PBX · P-Series appliance 37\.\S+ /);
	await app.restart({columns: 80, rows: 24});
	const [narrow] = await app.screen();
	t.regex(narrow!, /Example PBX · 37\.\S+ +50 sessions/);
});

test.serial('a key that does one thing or its opposite is offered for what it does next', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.press('enter');
	t.regex(await app.footer(), /m with operations/);
	await app.press('m');
	t.regex(await app.footer(), /m without operations/);
	await app.press('m');
	t.regex(await app.footer(), /m with operations/);
	await app.press('o');
	t.regex(await app.footer(), /m with messages/);
	await app.press('escape');
	t.regex(await app.footer(), /! orphans/);
	await app.press('!');
	t.regex(await app.footer(), /! not only orphans/);
	await app.press('!');
	t.regex(await app.footer(), /! orphans/);
});
