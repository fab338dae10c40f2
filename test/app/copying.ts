import test from 'ava';
import {openApp, type OpenApp} from '../helpers/open-app.js';

/** What the terminal was last told to put into its clipboard (OSC 52). */
const copied = (app: OpenApp): string => {
	const encoded = [...app.terminal.stdout.written.matchAll(/\u001B\]52;c;([^\u0007]*)\u0007/g)].at(-1)![1]!;
	return Buffer.from(encoded, 'base64').toString();
};

test.serial('y copies the id, Y the row, in a pane the message', async t => {
	const app = await openApp(t);
	await app.press('y');
	await app.shows('Copied session id 3028');
	t.is(copied(app), '3028');
	await app.press('Y');
	t.deepEqual(copied(app).split('\t').slice(-4), ['+15550100', '1009 Bob Tanaka', 'closed', '4']);
	await app.press('enter', 'g', 'Y');
	t.true(app.app.store.history(3028).messages.some(({text}) => text === copied(app)));
});

test.serial('what is too long for the clipboard of a terminal is not copied', async t => {
	const message = {
		id: 1,
		type: 0,
		at: 1,
		author: {userType: 2, number: '', name: 'Kim'},
		text: 'x'.repeat(56_246),
	};
	const told = {channel: {type: 'sms', name: '', number: ''}, customer: {name: 'Kim', number: ''}};
	const sessions = [{id: 1, origin: '', told, messages: [message], records: []}];
	const app = await openApp(t, {told: {facts: {}, sessions}});
	await app.press('enter', 'Y');
	await app.shows('too long for the clipboard');
	t.false(app.terminal.stdout.written.includes('\u001B]52;'));
});
