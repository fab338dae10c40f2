import test from 'ava';
import {placeOf} from '../../source/state/state.js';
import {type OpenApp, openApp, sizes} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

/** One of each criterion; `field` is its line in the form. In order of the last message. */
const criteria = [
	{
		what: 'time of creation',
		field: 0,
		name: 'created',
		value: '2025-11-01..2025-11-03',
		ids: [3007, 3013, 3089, 3016],
	},
	{
		what: 'time of the last message',
		field: 1,
		name: 'active',
		value: '2025-11-05..',
		ids: [3028, 3058, 3026],
	},
	{
		what: 'channel type',
		field: 2,
		name: 'channel',
		value: 'livechat',
		ids: [3022, 3118, 3011, 3029, 3044, 3021, 3160, 3033, 3025],
	},
	{
		what: 'channel number',
		field: 3,
		name: 'number',
		value: '109876543210',
		ids: [3013, 3089, 3019, 3027, 3030, 3002, 3189, 3023, 3004, 3005, 3017, 3054, 3010],
	},
	{what: 'number of the sender', field: 4, name: 'sender', value: '+15552005911', ids: [3002]},
	{what: 'name of the sender', field: 4, name: 'sender', value: 'maria z', ids: [3019]},
	{
		what: 'recipient',
		field: 5,
		name: 'recipient',
		value: 'www.example.com',
		ids: [3022, 3118, 3011, 3029, 3044, 3021, 3160, 3033, 3025],
	},
	{
		what: 'status',
		field: 6,
		name: 'status',
		value: 'open',
		ids: [3007, 3089, 3019, 3022, 3030, 3069, 3003, 3017, 3068],
	},
	{what: 'session id', field: 7, name: 'id', value: '3001..3003', ids: [3001, 3002, 3003]},
] as const;

for (const {what, field, name, value, ids} of criteria) {
	test.serial(`the text filters by ${what}`, async t => {
		const app = await openApp(t);
		await app.setFilter(`${name}:${value.includes(' ') ? `"${value}"` : value}`);
		t.deepEqual(await app.listed(), ids);
		await app.shows(new RegExp(String.raw`\b${ids.length} match`));
	});

	test.serial(`the form filters by ${what}`, async t => {
		const app = await openApp(t);
		await app.press('f', ...Array.from({length: field}, () => 'down'));
		await app.type(value);
		await app.press('enter');
		t.deepEqual(await app.listed(), ids);
		await app.shows(`Filter  ${name}:`);
	});
}

for (const size of oneIn(2, sizes)) {
	test.serial(`criteria combine with AND at ${size.columns}×${size.rows}`, async t => {
		const app = await openApp(t, size);
		await app.setFilter('status:open channel:facebook');
		t.deepEqual(await app.listed(), [3089, 3019, 3030, 3017]);
	});

	test.serial(`the form steps through the values of a field at ${size.columns}×${size.rows}`, async t => {
		const app = await openApp(t, size);
		await app.press(
			'f',
			'down',
			'down',
			'right',
			'right',
			'right',
			'tab',
			'tab',
			'tab',
			'tab',
			'right',
			'enter',
		);
		await app.shows('Filter  channel:facebook status:open');
		t.deepEqual(await app.listed(), [3089, 3019, 3030, 3017]);
	});

	test.serial(
		`! shows the sessions of deleted owners, and all again, at ${size.columns}×${size.rows}`,
		async t => {
			const app = await openApp(t, size);
			await app.press('!');
			await app.shows('Filter  is:orphaned');
			await app.shows('17 match');
			const rows = await app.screen();
			const orphans = rows.filter(row => /^.{4}\d{4} /u.test(row));
			t.is(orphans.length, 17);
			t.true(orphans.every(row => / ! (?:Night shi|\d{4} )/.test(row)));
			await app.press('!');
			await app.shows('50 match');
		},
	);
}

test.serial('the form shows what the text says, and leaves what it does not know', async t => {
	const app = await openApp(t);
	await app.setFilter('is:orphaned status:open');
	await app.press('f');
	await app.shows(/Status\s+open/);
	await app.press('tab', 'tab');
	await app.type('whatsapp');
	await app.press('enter');
	await app.shows('Filter  is:orphaned status:open channel:whatsapp');
	t.deepEqual(await app.listed(), [3007]);
});

test.serial('the form is left without a trace by Esc', async t => {
	const app = await openApp(t);
	await app.press('f');
	await app.type('2025-11-01');
	await app.press('escape');
	await app.shows('50 match');
	t.is(app.app.state.filter, '');
});

test.serial('the form says what is wrong and stays', async t => {
	const app = await openApp(t);
	await app.press('f');
	await app.type('soon');
	await app.press('enter');
	await app.shows('! expected days');
	t.is(app.app.state.filter, '');
});

test.serial('x swaps sender and recipient', async t => {
	const app = await openApp(t);
	await app.setFilter('sender:+15550101');
	t.deepEqual(await app.listed(), []);
	await app.press('x');
	await app.shows('Filter  recipient:+15550101');
	t.deepEqual(await app.listed(), [3058, 3007, 3016, 3001, 3055, 3057, 3008, 3069, 3018, 3012]);
});

test.serial('x says why there is nothing to swap', async t => {
	const app = await openApp(t);
	await app.press('x');
	t.regex(await app.footer(), /neither sender nor recipient/);
});

test.serial('the text filters while it is typed', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('costa');
	await app.shows('4 match');
	await app.type(' olga');
	await app.shows('3 match');
	t.deepEqual(await app.listed(), [3055, 3069, 3014]);
});

test.serial(
	'the last good result stays while a term cannot be understood, with the problem at its place',
	async t => {
		const app = await openApp(t);
		await app.setFilter('status:open');
		await app.press('/');
		await app.paste('created:soon');
		await app.shows(/ at 21: expected days/);
		const [, unfinished] = await app.screen();
		t.regex(unfinished!, /Filter {2}status:open created:soon .*9 match/);
		await app.paste(' ');
		await app.shows(/ ! at 21: expected days/);
		const [, bar] = await app.screen();
		t.regex(bar!, /Filter! status:open created:soon .*9 match/);
		const underlined = Array.from(bar!, (sign, column) =>
			app.terminal.cell(1, column).isUnderline() === 0 ? '' : sign,
		);
		t.is(underlined.join(''), 'soon');
		const ids = await app.listed();
		t.is(ids.length, 9);
	},
);

test.serial('an empty list says that messages are still looked through', async t => {
	const app = await openApp(t);
	await app.setFilter('text:nowhere');
	await app.shows('No session matches.');
	t.true(app.terminal.stdout.written.includes('Searching …'));
});

test.serial('↑ brings earlier filters, and ↓ what was typed before', async t => {
	const app = await openApp(t);
	await app.setFilter('status:open');
	await app.setFilter('costa');
	await app.press('/', 'ctrl-u');
	await app.type('olga');
	await app.press('up', 'up');
	await app.shows('Filter  status:open ');
	await app.press('down', 'down');
	await app.shows('Filter  olga ');
	t.is(app.app.state.filter, 'olga');
});

test.serial('Esc leads from the name of a filter back to its text', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('status:open');
	await app.press('ctrl-s', 'enter');
	await app.shows('Type a name, or leave with Esc.');
	await app.shows('Name of this filter');
	await app.press('escape', 'escape');
	t.is(app.app.state.filter, '');
});

test.serial('a filter that cannot be understood gets no name', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.paste('status:maybe');
	await app.press('ctrl-s');
	t.regex(await app.footer(), /The filter cannot be used yet: expected open or closed/);
});

test.serial('a filter that cannot be understood is not kept', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.paste('status:maybe');
	await app.press('enter');
	await app.shows('Filter! status:maybe');
	await app.press('escape');
	await app.shows('none (/ to filter)');
	const ids = await app.listed();
	t.is(ids.length, 20);
});

test.serial('Esc brings back the filter that was', async t => {
	const app = await openApp(t);
	await app.setFilter('status:open');
	await app.press('/');
	await app.type('channel:facebook');
	await app.shows('4 match');
	await app.press('escape');
	await app.shows('9 match');
	t.is(app.app.state.filter, 'status:open');
});

test.serial('Enter keeps the filter, and keys are commands again', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('status:open');
	await app.press('enter', 'j');
	t.is(app.app.state.filter, 'status:open');
	t.is(app.app.state.list.index, 1);
});

for (const [typed, completed] of [
	['stat', 'status:'],
	['status:o', 'status:open'],
	['channel:wh', 'channel:whatsapp'],
	['handler:night', 'handler:"queue:Night shift"'],
] as const) {
	test.serial(`Tab completes ${typed} to ${completed}`, async t => {
		const app = await openApp(t);
		await app.press('/');
		await app.type(typed);
		await app.press('tab');
		await app.shows(`${completed} `);
		t.pass();
	});
}

test.serial('Tab offers what the word could become', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('is:');
	await app.press('tab');
	t.regex(await app.footer(), /orphaned {2}archived {2}picked-up {2}deleted {2}pending {2}gone/);
});

test.serial('the examples in the form stand in one column, with the caret and without', async t => {
	const app = await openApp(t);
	await app.press('f');
	const rows = await app.screen();
	const places = rows.map(row => row.indexOf('e.g. ')).filter(place => place !== -1);
	t.is(places.length, 8);
	t.is(new Set(places).size, 1);
});

test.serial('the order is chosen, and turned round by choosing it again', async t => {
	const app = await openApp(t);
	const top = Array.from({length: 12}, () => 'up');
	await app.press('c', ...top, 'enter', 'escape', 'g');
	const descending = await app.listed();
	t.deepEqual(descending.slice(0, 3), [3189, 3160, 3138]);
	await app.press('c', ...top, 'enter', 'escape', 'g');
	const ascending = await app.listed();
	t.deepEqual(ascending.slice(0, 3), [3001, 3002, 3003]);
});

test.serial('the count is of what Enter would keep, also while a word may become a field', async t => {
	const app = await openApp(t);
	await app.press('/');
	for (const letter of 'channel') {
		await app.type(letter);
		const {rows} = app.app.list;
		await app.press('enter');
		t.deepEqual(app.app.list.rows, rows);
		await app.press('/', 'backspace');
	}

	await app.type(':');
	await app.shows('50 match');
});

test.serial('a term is wrong only once it is left', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('created:soon costa');
	await app.shows(/ ! at 9: expected days/);
	await app.press(...Array.from({length: ' costa'.length}, () => 'left'));
	await app.shows(/ {3}at 9: expected days/);
	await app.shows('4 match');
	t.pass();
});

test.serial('candidates tell names beside numbers, and Tab goes round', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('handler:101');
	const footer = await app.footer();
	const [first, second] = /^ +(.+)/.exec(footer)![1]!.split(/ {2,}/);
	t.regex(first!, /^101\d \p{L}/u);
	await app.press('tab');
	await app.shows(`Filter  handler:extension:${first!.slice(0, 4)} `);
	t.regex(await app.footer(), new RegExp(`▸${first!} +${second!}`));
	await app.press('tab');
	await app.shows(`Filter  handler:extension:${second!.slice(0, 4)} `);
	await app.press('shift-tab', 'shift-tab');
	await app.shows('Filter  handler:101 ');
	await app.press('shift-tab', 'tab');
	await app.shows('Filter  handler:101 ');
	await app.type('x');
	await app.press('tab');
	await app.shows('Nothing is known that goes on so.');
});

test.serial('a field that is completed goes on with its values', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('stat');
	await app.shows(/status: {2}\S/);
	await app.press('tab');
	await app.shows('open  closed');
	await app.press('tab', 'tab');
	await app.shows('Filter  status:closed ');
	await app.press('enter');
	t.is(app.app.state.filter, 'status:closed');
});

test.serial('a filter completes by the name it was given', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('status:open costa');
	await app.press('ctrl-s');
	await app.type('My Costas');
	await app.press('enter', '/', 'ctrl-u');
	await app.type('cos');
	t.regex(await app.footer(), /My Costas/);
	await app.press('tab', 'enter');
	t.is(app.app.state.filter, 'status:open costa');
});

for (const what of ['filter', 'order', 'form'] as const) {
	const change = async (app: OpenApp): Promise<void> => {
		if (what === 'filter') await app.setFilter('status:closed');
		else if (what === 'order') await app.setFilter('sort:created');
		else await app.press('f', 'down', 'down', 'down', 'down', 'down', 'down', 'right', 'right', 'enter');
	};

	test.serial(`a cursor that was moved stays on its session after another ${what}`, async t => {
		const app = await openApp(t);
		await app.setFilter('status:closed');
		await app.press('down', 'down', 'down', 'down', 'down');
		const {cursor} = app.app.state.list;
		await app.setFilter('');
		t.is(app.app.state.list.cursor, cursor);
		await change(app);
		t.is(app.app.state.list.cursor, cursor);
	});

	test.serial(`a cursor on the first row stays there after another ${what}`, async t => {
		const app = await openApp(t);
		await app.setFilter('status:open');
		await change(app);
		const [first] = await app.listed();
		t.is(app.app.state.list.cursor, first);
		t.is(app.app.state.list.index, 0);
	});
}

test.serial(
	'a cursor finds back to its session when the filter shows it again, and Esc brings both back',
	async t => {
		const app = await openApp(t);
		await app.press('down', 'down', 'down');
		const {list} = app.app.state;
		await app.press('/');
		await app.type('status:open');
		await app.type(' nobody-says-this');
		await app.shows('0 match');
		await app.press('ctrl-w', 'ctrl-w');
		await app.shows('50 match');
		t.is(app.app.state.list.cursor, list.cursor);
		await app.type('is:orphaned');
		await app.press('escape');
		t.deepEqual(app.app.state.list, list);
	},
);

test.serial(
	'the form shows examples, counts while it is filled in, and tells a mistake at its field',
	async t => {
		const app = await openApp(t);
		await app.press('f');
		await app.shows(/Status +e\.g\. open/);
		await app.press('up', 'down', 'down');
		await app.type('livechat');
		await app.shows(/│ 9 match/);
		await app.press('down');
		await app.press('down', 'down', 'down');
		await app.type('opn');
		await app.shows(/Status +opn +expected open or closed/);
		await app.press('up');
		await app.shows(/Status +opn +! expected open or closed/);
		await app.shows(/│ 9 match/);
		await app.press('enter');
		t.is(placeOf(app.app.state), 'form');
		await app.shows(/▸ Status +opn +! expected open or closed/);
		await app.press('escape');
		t.is(app.app.state.filter, '');
		await app.shows('50 match');
	},
);

for (const {rows, isWhole} of [
	{rows: 24, isWhole: true},
	{rows: 16, isWhole: false},
])
	test.serial(`the form tells the whole mistake, or that there is more, at ${rows} rows`, async t => {
		const app = await openApp(t, {columns: 80, rows});
		await app.press('f');
		await app.type('7x');
		await app.shows('expected days');
		const shown = await app.screen();
		const last = shown[shown.findIndex(row => row.includes('╰')) - 1]!;
		t.is(last.includes('this-month'), isWhole);
		t.is(/…\s*│/.test(last), !isWhole);
	});

test.serial('a question is told without a full stop behind it', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.type('xid:3');
	await app.press('enter');
	t.regex(await app.footer(), /did you mean id\?$/);
});
