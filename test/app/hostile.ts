import test from 'ava';
import {type Handler} from '../../source/domain/handler.js';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {hostiles} from '../../source/demo/hostile-data.js';
import {frameProblems} from '../helpers/frame.js';
import {hostileText} from '../helpers/hostile-text.js';
import {openApp} from '../helpers/open-app.js';
import {fc, oneIn, seed} from '../helpers/random.js';

const texts = fc.sample(hostileText, {numRuns: 2000, seed});
let next = 0;
const anyText = (): string => texts[next++ % texts.length]!;

const at = 1_762_900_000;

const owners: readonly Handler[] = Array.from({length: 20}, (_, index) => ({
	kind: index % 2 === 0 ? 'extension' : 'queue',
	id: index + 1,
	number: index % 2 === 0 ? String(1000 + index) : '',
	name: `${index} ${anyText()}`,
}));

/** Every text that comes from outside is hostile. */
const generated = Array.from({length: 60}, (_, index): IncomingSession => {
	const customer = {name: anyText(), number: anyText()};
	return {
		id: index + 1,
		origin: 'here',
		told: {
			channel: {type: index % 9 === 0 ? anyText() : 'sms', name: anyText(), number: anyText()},
			customer,
			handler: owners[index % owners.length]!,
			status: 'open',
		},
		messages: Array.from({length: 4}, (_each, place) => ({
			id: place + 1,
			type: place,
			at: at + index * 60 + place,
			author: place === 0 ? {userType: 2, ...customer} : {userType: 1, number: anyText(), name: anyText()},
			text: anyText().repeat(place + 1),
			files: [{name: anyText(), size: 5000, type: anyText()}],
			delivery: 'failed',
			error: anyText(),
			param: {from: anyText(), to: anyText()},
		})),
		records: [{at: at + index, kind: anyText(), by: anyText(), text: anyText()}],
	};
});

/** Those of the demo, one in each session. */
const known = hostiles.map(({name = 'Li Lei', text = 'Hello', file}, index): IncomingSession => ({
	id: 1000 + index,
	origin: 'here',
	told: {channel: {type: 'sms', name: '', number: '1'}, customer: {name, number: '+1555'}},
	messages: [
		{
			id: 1,
			type: 0,
			at: at + 10_000 + index,
			author: {userType: 2, number: '+1555', name},
			text,
			...(file && {files: [file]}),
		},
	],
	records: [],
}));

const told = {
	facts: {
		pbx: {name: anyText(), edition: anyText(), firmware: '37.23.0.31', omnichannel: true, api: true},
		directory: {owners: owners as never, complete: []},
	},
	sessions: [...generated, ...known],
};

const sizes = [
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
] as const;

for (const size of oneIn(3, sizes)) {
	const where = `at ${size.columns}×${size.rows}`;

	test.serial(`no text in the list breaks a frame ${where}`, async t => {
		const app = await openApp(t, {...size, told});
		for (let page = 0; page < 6; page++) {
			t.deepEqual(await frameProblems(app.terminal), []);
			await app.press('page-down');
		}
	});

	test.serial(`no text in the panes breaks a frame ${where}`, async t => {
		const app = await openApp(t, {...size, told});
		for (const key of ['enter', 'o', 'm']) {
			await app.press('escape', 'g', key === 'm' ? 'enter' : key);
			if (key === 'm') await app.press('m');
			for (let session = 0; session < 6; session++) {
				t.deepEqual(await frameProblems(app.terminal), []);
				await app.press('page-up', 'escape');
				await app.type('j'.repeat(13));
				await app.press(key === 'm' ? 'enter' : key);
				if (key === 'm') await app.press('m');
			}
		}
	});

	test.serial(`no text in the dialogs breaks a frame ${where}`, async t => {
		const app = await openApp(t, {...size, told});
		await app.press('G', 'k', 'k', 'k', 'k', 'k');
		for (const keys of [['t'], ['enter'], ['enter'], ['escape', 'escape', 'down', 'enter'], ['enter']]) {
			await app.press(...keys);
			t.deepEqual(await frameProblems(app.terminal), [], keys.join(' '));
		}

		await app.press('escape', 'escape', 'escape', 'ctrl-a', 'd');
		for (let page = 0; page < 8; page++) {
			t.deepEqual(await frameProblems(app.terminal), []);
			await app.press('page-down');
		}

		await app.press('escape', 'f', 'down', 'down', 'down');
		for (let choice = 0; choice < 20; choice++) {
			await app.press('right');
			t.deepEqual(await frameProblems(app.terminal), []);
		}
	});

	test.serial(`no text in the fields breaks a frame ${where}`, async t => {
		const app = await openApp(t, {...size, told});
		for (let turn = 0; turn < 12; turn++) {
			await app.press('/', 'ctrl-u');
			await app.paste(anyText() + anyText());
			t.deepEqual(await frameProblems(app.terminal), []);
			await app.press('tab', 'enter', 'escape');
			t.deepEqual(await frameProblems(app.terminal), []);
		}
	});
}

test.serial('what hides something in a name has a sign on its row', async t => {
	const app = await openApp(t, {told, columns: 120, rows: 30});
	const id = 1000 + hostiles.findIndex(({name}) => name?.startsWith('\u001B[31m'));
	await app.setFilter(`id:${id}`);
	const rows = await app.screen();
	const row = rows[3]!;
	t.regex(row, new RegExp(`^.! {2}${id}`));
	t.regex(row, /\^\[\[31mSystem/);
});
