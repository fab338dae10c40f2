import test from 'ava';
import {actionsOf} from '../../source/actions/registry.js';
import {nextJob, withJob, withJobAs} from '../../source/state/jobs.js';
import {keyLabel} from '../../source/state/key-label.js';
import {placeOf} from '../../source/state/state.js';
import {openApp, type OpenApp} from '../helpers/open-app.js';

/** Everything that the footer could say where the app is. */
const possibleHints = ({app}: OpenApp): ReadonlySet<string> =>
	new Set(
		actionsOf(placeOf(app.state)).flatMap(({keys, hint}) =>
			hint === undefined ? [] : [`${keyLabel(keys[0]!)} ${hint}`],
		),
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
	t.regex(await app.footer(), /transfer/);
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

test.serial('at 80 columns the footer shows what matters most in the list', async t => {
	const app = await openApp(t);
	const wanted = ['t transfer', 'd delete', 'Enter open', 'o operations', '/ filter', '? help'];
	t.deepEqual([...new Set(wanted).difference(new Set(await shownHints(app)))], []);
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
