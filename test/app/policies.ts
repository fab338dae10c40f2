import test, {type ExecutionContext} from 'ava';
import {type PolicyText} from '../../source/domain/keep/policy.js';
import {policyDraft, simulatedDraft} from '../../source/domain/keep/policy-drafts.js';
import {planRun} from '../../source/domain/keep/policy-run.js';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {message} from '../helpers/office.js';
import {openApp, type OpenApp, sampleNow} from '../helpers/open-app.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {incoming} from '../helpers/simulated-life.js';

const day = 86_400;

/** Sessions 1 to 300, one a day: the last was active a day ago. */
const sessions = Array.from({length: 300}, (_, index): IncomingSession => {
	const at = sampleNow - (300 - index) * day;
	return incoming(index + 1, [message({id: 1, at})]);
});

const old: PolicyText = {name: 'Old', filter: 'active:..295d', act: 'delete', zone: 'UTC'};

/** An app over such a store with these policies, and H pressed. */
const withPolicies = async (t: ExecutionContext, texts: readonly PolicyText[]): Promise<OpenApp> => {
	const app = await openApp(t, {columns: 120, rows: 40, told: {facts: {pbx: ablePbx}, sessions}});
	for (const text of texts) await app.happens(() => policyDraft([], text)!);
	await app.app.store.refresh();
	await app.press('H');
	await app.shows('What it does');
	return app;
};

test.serial('H tells what each policy does, how it stands, and what it would take today', async t => {
	const app = await withPolicies(t, [
		{...old, atMost: 50},
		{name: 'Trash', filter: 'id:1..9', act: 'purge', after: 30 * day, zone: 'Asia/Tokyo'},
	]);
	await app.shows(/Old +6 +never +not simulated +delete: active:\.\.295d/);
	await app.shows(/Trash +0 +never +not simulated +purge after 30 days: id/);
	await app.shows(
		'Deletes, to the trash, what is found by: active:..295d · at most 50 sessions a run · days of',
	);
	await app.press('j');
	await app.shows(/Purges for good what has been in the trash for 30 days and is found by: id:1\.\.9/);
	await app.press('x');
	await app.shows('Only a hold is released; a policy goes with chatlogs policy remove.');
	t.regex(await app.text(), /Today it would purge 0 sessions\./);
});

test.serial('without a policy, H says how to make one', async t => {
	const app = await withPolicies(t, []);
	await app.shows('No policy deletes or purges what is old. chatlogs policy set makes one.');
	await app.press('enter');
	await app.shows('There is no hold and no policy.');
	t.pass();
});

test.serial('a policy is simulated month by month, which counts as a simulation of its text', async t => {
	const app = await withPolicies(t, [old]);
	await app.press('enter');
	await app.shows('With a run a day until 2026-11-12, this policy alone');
	// Six are older than 295 days, then one more each day.
	await app.shows(/▸ 2025-11 +24 +█+/);
	await app.shows(/ 2025-12 +31 +█+/);
	await app.shows('its text was simulated');
	t.is(app.changes.at(-1)!.kind, 'policy-simulated');
	const count = app.changes.length;
	await app.press('<');
	await app.shows('until 2026-02-10');
	await app.press('<');
	await app.shows('It looks three months ahead already.');
	await app.press('>', '>', '>');
	await app.shows('until 2035-11-10');
	await app.press('>');
	await app.shows('A simulation goes no further than ten years.');
	t.is(app.changes.length, count);
	await app.press('q');
	await app.shows(/Old +6 +never +simulated/);
});

test.serial('a month, and what is held, are shown in the list', async t => {
	const app = await withPolicies(t, [old]);
	await app.happens(() => ({kind: 'hold', hold: {name: 'Case 7'}, held: [2, 4, 299]}));
	await app.shows(/ {2}Case 7 +3 /);
	await app.shows(/▸ Old/);
	await app.press('enter');
	await app.shows('3 sessions would be left alone until 2026-11-12');
	await app.shows(/3 {2}held by “Case 7”/);
	await app.press('enter');
	await app.shows('id:1,3,5..24');
	t.is(new Set(await app.listed()).size, 22);
	await app.press('H', 'j', 'enter', 'page-down', 'page-down', 'l');
	await app.shows('id:2,4,299');
	t.deepEqual(await app.listed(), [299, 4, 2]);
});

test.serial('what no filter can name is not shown in the list, and the reason is told', async t => {
	const app = await withPolicies(t, [{...old, filter: 'active:..30d'}]);
	await app.happens(() => ({
		kind: 'hold',
		hold: {name: 'Every other'},
		held: Array.from({length: 60}, (_, index) => index * 2 + 1),
	}));
	await app.shows('Every other');
	await app.press('enter');
	await app.shows(/60 {2}held by “Every other”/);
	await app.press('enter');
	await app.shows('A filter that names all of them would be too long to read');
	await app.press('j', 'j', 'j', 'j', 'enter');
	await app.shows('Nothing would go in this month.');
	t.pass();
});

test.serial(
	'a policy runs after the question, as one change with its name, and can be taken back',
	async t => {
		const app = await withPolicies(t, [old]);
		await app.press('enter');
		await app.shows('its text was simulated');
		await app.press('r');
		await app.shows('Run policy “Old” to delete 6 sessions?');
		await app.press('tab');
		await app.shows('The note of a run is the policy’s name.');
		await app.press('escape');
		await app.shows('Not run.');
		await app.press('H', 'enter');
		await app.shows('its text was simulated');
		await app.press('r', 'y');
		await app.shows('Ran policy “Old” to delete 6 sessions. u brings them back.');
		const {kind, note, deleted, policy} = app.changes.at(-1)!;
		t.like(
			{kind, note, deleted, policy},
			{
				kind: 'delete',
				note: 'policy “Old”',
				deleted: [1, 2, 3, 4, 5, 6],
				policy: {of: 2},
			},
		);
		await app.press('H');
		await app.shows(/Old +0 +2025-11-12 +simulated/);
		await app.press('enter');
		await app.shows('took 6 sessions');
		await app.press('r');
		await app.shows('Run policy “Old”, which finds nothing?');
		await app.press('y');
		await app.shows('Ran policy “Old”, which finds nothing.');
		t.is(app.changes.at(-1)!.kind, 'policy-run');
		await app.press('u');
		await app.shows('Undid change 4');
		await app.press('H', 'enter');
		await app.shows(/6 {2}restored since by somebody, and nothing new came/);
	},
);

test.serial('from 25 sessions on the count is typed', async t => {
	const app = await withPolicies(t, [{...old, filter: 'active:..275d'}]);
	await app.press('enter');
	await app.shows('its text was simulated');
	await app.press('r');
	await app.shows('Type 26 and Enter to run');
	await app.press('y');
	await app.shows('Type 26 and Enter to go on.');
	await app.press('2', '6', 'enter');
	await app.shows('Ran policy “Old” to delete 26 sessions');
	t.is(app.changes.at(-1)!.deleted?.length, 26);
});

test.serial('what is put into the trash is purged for good after its days there', async t => {
	const trash: PolicyText = {name: 'Trash', filter: 'id:1..3', act: 'purge', after: 0, zone: 'UTC'};
	const app = await withPolicies(t, [trash]);
	await app.happens(() => ({kind: 'delete', deleted: [1, 2]}));
	app.clock.now += day;
	await app.press('escape', 'r', 'H', 'enter');
	await app.shows('Today it would purge 2 sessions.');
	await app.press('enter');
	await app.shows('is:deleted id:1..2');
	await app.press('H', 'enter');
	await app.shows('its text was simulated');
	await app.press('r');
	await app.shows('Run policy “Trash” to purge 2 sessions for good, which cannot be undone?');
	await app.shows('Nothing brings back what is purged');
	await app.press('y');
	await app.shows('Ran policy “Trash” to purge 2 sessions for good');
	t.like(app.changes.at(-1), {kind: 'purge', policy: {of: 2}});
});

test.serial('a run that its limits forbid is refused in words, with what lifts them', async t => {
	const app = await withPolicies(t, [
		{...old, atMost: 5},
		{...old, name: 'All', filter: 'id:1..300'},
	]);
	await app.press('enter');
	await app.shows('A run now would be refused: It would take 6 sessions, more than');
	await app.shows('its text was simulated');
	await app.press('r');
	await app.shows('policy run, with --expect 6.');
	await app.press('escape', 'j', 'enter');
	await app.shows('its text was simulated');
	await app.press('r');
	t.regex(await app.footer(), /It would take the whole store \(300 sessions\), which no policy may\.$/);
});

test.serial(
	'a text that others edit is simulated anew before it runs, and a policy that is removed is gone',
	async t => {
		const app = await withPolicies(t, [old]);
		await app.press('enter');
		await app.shows('its text was simulated');
		await app.happens(() => ({kind: 'policy', policy: {...old, of: 2, filter: 'active:..290d'}}));
		await app.press('z');
		await app.shows('Today it would delete 11 sessions.');
		await app.shows('its text was simulated');
		t.is(app.changes.at(-1)!.kind, 'policy-simulated');
		await app.happens(() => ({kind: 'policy-removed', policy: {of: 2, name: 'Old'}}));
		await app.shows('Somebody removed this policy meanwhile.');
		await app.press('r');
		await app.shows('Somebody removed it meanwhile.');
	},
);

test.serial('somebody vouches for a clock that cannot be trusted', async t => {
	const app = await withPolicies(t, [{...old, filter: 'id:1..6 active:..295d'}]);
	await app.press('enter');
	await app.shows('its text was simulated');
	app.clock.now += 100 * day;
	await app.restart();
	await app.press('H', 'enter');
	await app.shows('Today it would delete 6 sessions.');
	await app.press('r');
	await app.shows('This machine’s clock is 100 days after the newest change of the store. Is it right?');
	await app.press('y');
	await app.shows('Ran policy “Old” to delete 6 sessions.');
	t.deepEqual(app.changes.at(-1)!.deleted, [1, 2, 3, 4, 5, 6]);
});

test.serial('policies that stopped running are told when the store is shown', async t => {
	const app = await withPolicies(t, [old]);
	for (const days of [1, 2, 3]) {
		app.clock.now = sampleNow + days * day;
		const {policies} = await app.elsewhere();
		await app.happens(facts => planRun(facts, policies[0]!, {ids: [], skipped: []}).draft);
	}

	app.clock.now += 2 * day;
	await app.restart();
	t.notRegex(await app.text(), /as usual/);
	app.clock.now += day;
	await app.restart();
	t.regex(
		await app.footer(),
		/“Old” did not run for more than twice as long as usual\. H shows the policies\./,
	);
	await app.press('H');
	await app.shows(/Old +\d+ +2025-11-15 +! overdue/);
	await app.press('enter');
	await app.shows('! Overdue: Policy “Old” did not run for more than twice as long as usual.');
});

test.serial('the release of a hold says what would go next', async t => {
	const app = await withPolicies(t, [old]);
	await app.happens(() => ({kind: 'hold', hold: {name: 'Case 7'}, held: [2, 4, 299]}));
	await app.happens(() => simulatedDraft(app.app.store.policies, app.app.store.policies[0]!)!);
	await app.shows(/ {2}Case 7 +3 /);
	await app.press('k', 'x');
	await app.shows('The next run of the policy “Old” would then delete 2 sessions');
	await app.press('y');
	await app.shows('released “Case 7”, 3 sessions.');
	t.is(app.app.store.holds.length, 0);
});

test.serial(
	'the months that stand above and below those shown have their sign, beside the bars as well',
	async t => {
		const app = await openApp(t, {columns: 80, rows: 18, told: {facts: {pbx: ablePbx}, sessions}});
		await app.happens(() => policyDraft([], old)!);
		await app.app.store.refresh();
		await app.press('H', 'enter');
		await app.shows('its text was simulated');
		await app.shows(/█ +▼ │/);
		await app.press('G');
		await app.shows(/▲ │/);
		t.pass();
	},
);
