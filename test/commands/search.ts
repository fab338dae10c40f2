import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

test('prints session, time, customer and words of each message that is found', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {code, stdout} = await chatlogs(['search', 'chai LATTE']);
	t.is(code, 0);
	t.regex(stdout, /^3001 {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}\S.* {2}.*Chai Latte/);
});

test('gives JSON, a line each, and no more than asked for', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	const {messages} = JSON.parse(await chatlogs.stdout(['search', 'the', '--json'])) as {
		messages: {session: number; message: {text: string}}[];
	};
	t.true(messages.length > 2);
	t.true(messages.every(({message}) => message.text.toLowerCase().includes('the')));
	const {stdout} = await chatlogs(['search', 'the', '--ndjson', '--limit', '2']);
	const lines = stdout.trimEnd().split('\n');
	t.is(lines.length, 2);
	t.deepEqual(
		lines.map(line => JSON.parse(line) as object),
		messages.slice(0, 2),
	);
});

test('looks into the trash if it is asked to', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '--yes']);
	t.notRegex(await chatlogs.stdout(['search', 'chai latte']), /^3001 /m);
	t.regex(await chatlogs.stdout(['search', 'chai latte', '--deleted']), /^3001 .*\n$/);
});

test('needs words', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	t.is(await chatlogs.code(['search']), 2);
	t.is(await chatlogs.code(['search', ' ']), 2);
});
