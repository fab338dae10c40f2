import {setTimeout as pause} from 'node:timers/promises';
import test from 'ava';
import {openApp} from '../helpers/open-app.js';

test.serial('keys that come in one write are keys one after the other', async t => {
	const app = await openApp(t);
	await app.type('jjjj');
	await app.terminal.settled();
	t.is(app.app.state.list.index, 4);
});

test.serial('held arrows that come in one write are keys one after the other', async t => {
	const app = await openApp(t);
	await app.type('\u001B[B\u001B[B\u001B[B\u001B[A');
	await app.terminal.settled();
	t.is(app.app.state.list.index, 2);
});

test.serial('Enter behind another key in one write is not lost', async t => {
	const app = await openApp(t);
	await app.type('j\r');
	await app.shows('Messages of 3058');
	t.pass();
});

const sentence = 'Dear all,\rplease delete my data, yes!\ry\r';

for (const [where, keys] of [
	['the list', []],
	['the messages', ['enter']],
	['the changes', ['T']],
] as const)
	test.serial(
		`text that comes at once, without being told to be pasted, does nothing in ${where}`,
		async t => {
			const app = await openApp(t);
			await app.press(...keys);
			const {list, dialog, pane, marks} = app.app.state;
			await app.type(sentence);
			t.regex(await app.footer(), /all at once .* did nothing/);
			// What comes close behind is the rest of it.
			await app.type('y');
			await app.type('\r');
			t.like(app.app.state, {list, dialog, pane, marks});
			t.is(app.changes.length, 1);
			await app.press(...keys.map(() => 'escape'), 'j');
			t.is(app.app.state.list.index, 1);
		},
	);

test.serial(
	'text that comes at once goes into a text as it is, and keeps the filter with its last Enter',
	async t => {
		const app = await openApp(t);
		await app.press('/');
		await app.type('status:open\rchannel:facebook\tid:3O\u007F019\r');
		await app.shows('Filter  status:open channel:facebook id:3019');
		t.deepEqual(await app.listed(), [3019]);
		t.is(app.app.state.dialog, undefined);
	},
);

test.serial('what is pasted cannot end the paste and go on as keys', async t => {
	const app = await openApp(t);
	const before = await app.screen();
	await app.paste('hello\u001B[201~d');
	await app.paste('hello\u001B[201~T\u001B[201~');
	t.deepEqual(await app.screen(), before);
	await app.type('\u001B[200~hello\u001B[201~');
	await app.type('d');
	await app.type('y');
	t.is(app.app.state.dialog, undefined);
	t.is(app.changes.length, 1);
});

test.serial('the reports of a mouse, of focus and of devices do nothing', async t => {
	const app = await openApp(t);
	await app.press('d');
	const before = await app.screen();
	const reports = [
		'\u001B[M yy',
		'\u001B[M#  ',
		'\u001B[<0;3;4M',
		'\u001B[32;4;5M',
		'\u001B[I',
		'\u001B[O',
		'\u001B[?62c',
	];
	app.clock.milliseconds += 1000;
	for (const report of reports) await app.type(report);
	await app.type(reports.join(''));
	await app.type('\u001B[M ');
	await app.type('yy');
	t.deepEqual(await app.screen(), before);
	t.is(app.changes.length, 1);
});

test.serial('an arrow in two pieces 60 ms apart is one key, and Escape by itself another', async t => {
	const app = await openApp(t);
	await app.type('\u001B');
	await pause(60);
	await app.type('[B');
	await app.terminal.settled();
	t.is(app.app.state.list.index, 1);
	await app.press('T', 'escape');
	t.is(app.app.state.dialog, undefined);
});

test.serial('pasted text does nothing in the list', async t => {
	const app = await openApp(t);
	const before = await app.screen();
	await app.paste('d\ry\rjjj q');
	t.deepEqual(await app.screen(), before);
	t.is(app.changes.length, 1);
});

test.serial('pasted text does nothing in the panes', async t => {
	const app = await openApp(t);
	await app.press('enter');
	const before = await app.screen();
	await app.paste('q\u0003dy');
	t.deepEqual(await app.screen(), before);
});

test.serial('text pasted into the filter goes in as text, line ends as spaces', async t => {
	const app = await openApp(t);
	await app.press('/');
	await app.paste('status:open\nchannel:facebook\r\n\tid:3019');
	await app.shows(/\b1 match/);
	await app.shows('Filter  status:open channel:facebook');
	await app.press('enter');
	t.deepEqual(await app.listed(), [3019]);
});

test.serial('text pasted into the form goes into its field', async t => {
	const app = await openApp(t);
	await app.press('f', 'down', 'down', 'down', 'down');
	await app.paste('olga\n');
	await app.press('enter');
	await app.shows('Filter  sender:olga');
	t.pass();
});

test.serial('? lists what can be done here, narrows by typing, and runs it', async t => {
	const app = await openApp(t);
	await app.press('?');
	await app.shows('What can be done here');
	await app.shows('The manual, outside of the screen: chatlogs help');
	await app.type('quick filter');
	await app.press('enter');
	await app.shows('Filter  is:orphaned');
	t.is(app.app.state.dialog, undefined);
});
