import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {renderToString} from 'ink';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {policyDraft} from '../../source/domain/keep/policy-drafts.js';
import {apiHandler, type Handler} from '../../source/domain/handler.js';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {Screen} from '../../source/screen/root.js';
import {type OpenApp, openApp} from '../helpers/open-app.js';
import {Platform, platformUrl} from '../helpers/platform.js';
import {oneIn} from '../helpers/random.js';
import {temporaryFolder} from '../helpers/store.js';

/** What Ink lets through, so that nothing but the program itself can have made it harmless. */
const hostile = '\u001B]8;;https://x.example\u0007Kim\u001B[8m\u001B[38;5;201m\u202E\u2028\u009Bz"q';

const owners: readonly (Handler & {readonly deletedAt?: number})[] = [
	{kind: 'extension', id: 1, number: '1001', name: hostile},
	{kind: 'queue', id: 2, number: '', name: hostile},
	{kind: 'extension', id: 3, number: hostile, name: `${hostile}2`, deletedAt: 1},
	{kind: 'queue', id: 4, number: '', name: `${hostile}3`, deletedAt: 1},
];

const at = 1_762_900_000;

const sessions = Array.from({length: 8}, (_, index): IncomingSession => ({
	id: index + 1,
	origin: 'here',
	told: {
		channel: {type: index % 2 === 0 ? hostile : 'sms', name: hostile, number: hostile},
		customer: {name: hostile, number: `${hostile}${index}`},
		handler: owners[index % owners.length]!,
		status: 'open',
	},
	messages: [0, 1, 2].map(place => ({
		id: place + 1,
		type: place === 2 ? 9 : 0,
		at: at + index * 60 + place,
		author:
			place === 0
				? {userType: 2, number: `${hostile}${index}`, name: hostile}
				: {userType: 1, number: hostile, name: hostile},
		text: hostile,
		files: [{name: hostile, size: 5000, type: hostile}],
		delivery: 'failed',
		error: hostile,
		param: {from: hostile, to: hostile},
	})),
	records: [{at: at + index, kind: hostile, by: hostile, text: hostile}],
}));

const told = {
	facts: {
		pbx: {name: hostile, edition: hostile as never, firmware: '37.23.0.31', omnichannel: true, api: true},
		directory: {owners: owners as never, complete: []},
	},
	sessions,
};

const open = async (t: ExecutionContext): Promise<OpenApp> => {
	const preferencesFolder = temporaryFolder(t);
	const filters = [{name: hostile, text: `customer:"${hostile}"`}];
	const kept = {filters, recentFilters: [`handler:${hostile}`, hostile]};
	writeFileSync(path.join(preferencesFolder, 'preferences.json'), JSON.stringify(kept));
	const platform = new Platform();
	platform.answer = () => new Error(hostile);
	// Else it would be tried again all the time.
	platform.onPause = async () => pause(100);
	const app = await openApp(t, {
		columns: 160,
		rows: 40,
		told,
		preferencesFolder,
		sender: platform.sender,
	});
	await app.happens(facts => ({...planDeletion(facts, {sessions: [1]}).draft, note: hostile}));
	await app.happens(facts => {
		const to = facts.directory.destinations('queue')[0]!;
		return {...planTransfer(facts, {sessions: [3], to}).draft, note: hostile};
	});
	await app.happens(() => ({kind: 'platform', platform: platformUrl}));
	await app.happens(facts => planTransfer(facts, {sessions: [5, 7], to: apiHandler}).draft);
	await app.happens(() => ({kind: 'hold', hold: {name: hostile}, held: [8]}));
	const filter = `-customer:"${hostile.replaceAll('"', '')}2"`;
	for (const [name, found] of [
		[hostile, `id:6 ${filter}`],
		[`${hostile}2`, `id:8 ${filter}`],
	] as const)
		await app.happens(() => policyDraft([], {name, filter: found, act: 'delete', zone: 'UTC'})!);
	return app;
};

const oursOnly = /\u001B\[(?:0|1|2|3|4|7|9|22|23|24|27|29|31|32|33|36|39)m/g;

/** What is in a frame as the program gives it to Ink's output, before the last look at it. */
const leaksIn = ({app}: OpenApp): readonly string[] => {
	const {size} = app.state;
	const frame = renderToString(<Screen app={app} size={size} />, {columns: size.columns});
	return (
		frame
			.replaceAll(oursOnly, '')
			.match(/[^\n]?[\p{Cc}--[\n]][^\n]{0,20}|\p{Bidi_Control}|[\p{Zl}\p{Zp}]/gv) ?? []
	);
};

const fields = [
	'channel:',
	'number:',
	'sender:',
	'recipient:',
	'handler:',
	'handler:queue:',
	'handler:extension:',
];

/** A key, or a text in one write: its first letters show nothing that others do not show. */
type Step = string | {readonly type: string};

const take = async (app: OpenApp, steps: readonly Step[]): Promise<void> => {
	for (const step of steps) await (typeof step === 'string' ? app.press(step) : app.type(step.type));
};

/** The way, from the list, to every place where a text of others may be shown. */
const ways: readonly (readonly [origin: string, steps: readonly Step[]])[] = [
	['the list', []],
	['an earlier filter', ['/', 'up']],
	['the filter before that', ['/', 'up', 'up']],
	['a named filter', ['/', 'up', 'up', 'up']],
	['a named filter in force', ['/', 'up', 'up', 'up', 'enter']],
	['the filter edited again', ['/', 'up', 'up', 'up', 'enter', '/']],
	['the messages', ['enter']],
	['the messages with operations', ['enter', 'm']],
	['the operations', ['o']],
	['a search in a pane', ['enter', '/', {type: 'Kim'}]],
	['what is copied', ['Y']],
	['a message that is copied', ['enter', 'Y']],
	['the code points of a row', ['X']],
	['the code points of a message', ['enter', 'X']],
	...fields.flatMap(field =>
		[1, 2].map(
			tabs =>
				[
					`the filter after ${tabs} × Tab behind ${field}`,
					['/', {type: field}, ...Array.from({length: tabs}, () => 'tab')],
				] as const,
		),
	),
	...fields.map(
		field =>
			[
				`the filter that is kept after Tab behind ${field}`,
				['/', {type: `${field}Kim`}, 'tab', 'enter'],
			] as const,
	),
	['the filter form', ['f']],
	['a choice of the form', ['f', 'down', 'down', 'right', 'right', 'right', 'right', 'right', 'right']],
	['another choice of the form', ['f', 'down', 'down', 'down', 'right']],
	['the form applied', ['f', 'down', 'down', 'down', 'right', 'enter']],
	['columns', ['c']],
	['the orphans', ['O']],
	['the sessions of an orphan', ['O', 'enter']],
	['the sessions of another orphan', ['O', 'down', 'enter']],
	['the sessions of an orphan, edited', ['O', 'enter', '/']],
	['the destinations', ['t']],
	['the destinations, narrowed', ['t', {type: 'Kim'}]],
	['several destinations', ['t', 'down', 'tab', 'down', 'tab']],
	['the confirmation of a transfer', ['t', 'down', 'enter']],
	['the confirmation of a transfer of all', ['*', 't', 'down', 'enter']],
	['the confirmation of a spread', ['*', 't', 'down', 'tab', 'up', 'tab', 'enter']],
	['the note', ['t', 'down', 'enter', 'tab', {type: 'Kim'}]],
	['a transfer', ['t', 'down', 'enter', 'y']],
	['the last used destination', ['t']],
	['the last transfer again', ['.']],
	['the confirmation of a deletion', ['*', 'd']],
	['the confirmation of the deletion of messages', ['enter', '*', 'd']],
	['a refusal', ['enter', 'G', 'd']],
	['an act and its undo', ['d', 'y', 'u']],
	['the confirmation of a transfer of an orphan', ['O', 't', 'enter']],
	['the policies', ['H', 'down']],
	['a policy', ['H', 'down', 'enter']],
	['a policy that leaves what is held', ['H', 'down', 'down', 'enter']],
	['the limit of a policy', ['H', 'down', 'enter', 'r']],
	['the release of a hold', ['H', 'x']],
	['the changes', ['T']],
	['one change', ['T', 'down', 'enter']],
	['another change', ['T', 'enter']],
	['the import', ['T', 'G', 'enter']],
	['the statistics', ['I']],
	['the export', ['e']],
	['the jobs', ['w']],
	['what waits for the platform', ['w', 'down', 'enter']],
	['the help', ['?']],
];

test.serial('no place shows a text of others as it is', async t => {
	const app = await open(t);
	for (const [place, steps] of oneIn(4, ways)) {
		await take(app, steps);
		await app.terminal.settled();
		t.deepEqual(leaksIn(app), [], place);
		while (app.app.state.dialog || app.app.state.pane) await app.press('escape');
		await app.press('M');
		await app.setFilter('');
	}

	t.is(app.terminal.stdout.written.search(/\u001B\]8|\u001B\[38;5;|\u001B\[8m|[\u009B\u202E\u2028]/), -1);
});

test.serial('what Tab writes finds what it was written for', async t => {
	const app = await open(t);
	for (const field of ['handler:queue:', 'number:', 'sender:']) {
		await take(app, ['/', 'ctrl-u', {type: `${field}Kim`}, 'tab']);
		await app.terminal.settled();
		t.true(app.app.list.rows.length > 0, app.app.state.filter);
		t.true(app.app.state.filter.startsWith(field));
		await app.press('escape');
	}

	await app.press('O');
	const {dialog} = app.app.state;
	t.true(dialog?.kind === 'orphans' && dialog.groups.length > 0);
	await app.press('enter');
	t.regex(app.app.state.filter, /handler:(?:queue|extension):/);
	t.true(app.app.list.rows.length > 0, app.app.state.filter);
});
