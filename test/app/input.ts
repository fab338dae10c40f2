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
	await app.type('quick filter');
	await app.press('enter');
	await app.shows('Filter  is:orphaned');
	t.is(app.app.state.dialog, undefined);
});
