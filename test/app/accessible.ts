import test from 'ava';
import {type OpenApp} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

// The screen asks the environment what it shall look like when it is loaded.
process.env.CHATLOGS_ACCESSIBLE = '1';
const {openApp, sizes} = await import('../helpers/open-app.js');

/** The row that the terminal's cursor is in, as a screen reader finds it. */
const currentRow = async (app: OpenApp): Promise<string> => {
	const rows = await app.screen();
	return rows[app.terminal.cursor!.row]!.trim();
};

/** What is drawn and not said. */
const drawings = /[▸✓─│╭╮╰╯▁-█▓░]/u;

const scenes = [
	{what: 'the list', keys: [], row: /^3028 .*John Hassan/},
	{what: 'the next row', keys: ['j'], row: /^3058 .*deleted owner Nig/},
	{what: 'a marked row', keys: ['space', 'k'], row: /^marked 3058 /},
	{what: 'the messages', keys: ['enter'], row: /^\d\d:\d\d .*(?:Aisha|Closed|Night)/},
	{what: 'the operations', keys: ['o'], row: /^\d\d:\d\d  ?[A-Z]/},
	{what: 'the search in a pane', keys: ['/', 'x'], row: /^Search {2}x/},
	{what: 'the help', keys: ['escape', '?'], row: /./},
	{
		what: 'columns and order',
		keys: ['escape', 'escape', 'c'],
		row: /^3 +(?:chosen +)?Last active +descending/,
	},
	{what: 'the form', keys: ['escape', 'f'], row: /^[A-Z]/},
	{what: 'the destination', keys: ['escape', 't'], row: /^\d{4} .* Extension +\d+ open/},
	{what: 'the confirmation', keys: ['enter'], row: /^y transfer {3}Tab note {3}Esc cancel/},
	{what: 'the note', keys: ['tab', 'x'], row: /^Note {2}x/},
	{what: 'the changes', keys: ['tab', 'escape', 'escape', 'T'], row: /^1 .*Imported 50/},
	{what: 'the orphans', keys: ['escape', 'O'], row: /^(?:Night shift|\d{4} ).* \d+ +\d+\b/},
] as const;

for (const size of oneIn(3, [...sizes, {columns: 60, rows: 16}])) {
	test.serial(
		`words instead of signs, and the cursor in the current row, at ${size.columns}×${size.rows}`,
		async t => {
			const app = await openApp(t, size);
			for (const {what, keys, row} of scenes) {
				await app.press(...keys);
				t.regex(await currentRow(app), row, what);
				t.notRegex(await app.text(), drawings, what);
			}
		},
	);
}

test.serial('nothing stands beside a pane or a dialog, however wide the terminal', async t => {
	const app = await openApp(t, {columns: 200, rows: 24});
	await app.press('enter');
	t.deepEqual(await app.listed(), []);
	await app.press('escape', 'd');
	await app.shows('Delete 1 session?');
	t.notRegex(await app.text(), /3058/);
	await app.press('escape', 'escape', 'I');
	await app.shows('Status');
	t.notRegex(await app.text(), /Value +Share +\w/);
});

test.serial('what was done is said without a sign, and what was not is announced', async t => {
	const app = await openApp(t, {columns: 120, rows: 30});
	await app.press('r');
	t.is(await app.footer(), '  Nothing new.');
	await app.press('M');
	t.is(await app.footer(), ' Attention: Nothing is marked.');
});

test.serial('activity is told in numbers', async t => {
	const app = await openApp(t, {columns: 120, rows: 30});
	await app.shows(/ 50 active [^·]*Nov /);
	t.pass();
});
