import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {commandLineOn, run} from '../helpers/command-line.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

const small = ['demo', '--sessions', '30'];

test('makes a demo in a place of its own, whatever the environment says', async t => {
	const dataFolder = temporaryFolder(t);
	const environment = {CHATLOGS_STORE: path.join(dataFolder, 'precious')};
	const {code, stdout} = await run([...small, '--json'], {dataFolder, environment});
	t.is(code, 0);
	t.deepEqual(JSON.parse(stdout), {store: path.join(dataFolder, 'demo'), sessions: 30, isNew: true});
	t.deepEqual(readdirSync(dataFolder), ['demo']);
});

test('opens the screen if there is a terminal and nobody minds', async t => {
	const dataFolder = temporaryFolder(t);
	const demo = path.join(dataFolder, 'demo');
	t.deepEqual(await run.shown(small, {dataFolder, isTerminal: true}), [demo]);
	t.deepEqual(await run.shown([...small, '--no-open'], {dataFolder, isTerminal: true}), []);
	t.deepEqual(await run.shown(small, {dataFolder}), []);
});

test('reopens the demo as it was left, and makes it anew if that is said', async t => {
	const folder = path.join(temporaryFolder(t), 'demo');
	const chatlogs = commandLineOn(folder);
	await chatlogs(small);
	const made = await chatlogs(['list', '--json']);
	await chatlogs(['delete', '--all', '--yes']);
	t.regex(await chatlogs.stdout(small), /, as you left it; --fresh makes a new one$/m);
	t.is(await chatlogs.stdout(['list']), '');
	t.is(await chatlogs.code([...small, '--fresh']), 0);
	t.is(await chatlogs.stdout(['list', '--json']), made.stdout);
});

test('says that it reopened a demo of another size than was asked for', async t => {
	const folder = path.join(temporaryFolder(t), 'demo');
	const chatlogs = commandLineOn(folder);
	await chatlogs(small);
	const told =
		'This demo was made before, with 30 sessions instead of 40: chatlogs demo --fresh --sessions 40 makes it anew.';
	t.true(await chatlogs.stdout(['demo', '--sessions', '40']).then(text => text.endsWith(`\n${told}\n`)));
	t.notRegex(await chatlogs.stdout(['demo']), /instead of/);
	t.notRegex(await chatlogs.stdout(small), /instead of/);
	t.deepEqual(await chatlogs.told(['demo', '--sessions', '40'], {isTerminal: true}), [told]);
});

test('makes other data of another seed', async t => {
	const folder = path.join(temporaryFolder(t), 'demo');
	const chatlogs = commandLineOn(folder);
	await chatlogs(small);
	const first = await chatlogs(['list']);
	await chatlogs([...small, '--fresh', '--seed', '2']);
	t.not(await chatlogs.stdout(['list']), first.stdout);
});

test('finishes a demo whose making was broken off', async t => {
	const folder = await temporaryStore(t, {});
	const {code} = await commandLineOn(folder)(small);
	t.is(code, 0);
	const listed = await commandLineOn(folder).stdout(['list']);
	t.is(listed.trimEnd().split('\n').length, 30);
});

for (const fresh of [[], ['--fresh']]) {
	const how = fresh.length > 0 ? ', not even to make it anew' : '';
	test(`touches no store that is no demo${how}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stderr} = await chatlogs([...small, ...fresh]);
		t.is(code, 3);
		t.regex(stderr, /holds a store that is not a demo/);
		const listed = await chatlogs.stdout(['list']);
		t.is(listed.trimEnd().split('\n').length, 50);
	});

	test(`touches no demo into which something real was imported${how}`, async t => {
		const chatlogs = commandLineOn(path.join(temporaryFolder(t), 'demo'));
		await chatlogs(small);
		await chatlogs(['import', '-'], {
			stdin: JSON.stringify({
				sessions: [{id: 1, type: 'sms', did_number: '+1', to: {user_type: 2, user_no: '+2'}}],
			}),
		});
		t.is(await chatlogs.code([...small, ...fresh]), 3);
	});

	test(`touches no folder that holds something else${how}`, async t => {
		const folder = temporaryFolder(t);
		writeFileSync(path.join(folder, 'letter.txt'), 'dear');
		const {code, stderr} = await commandLineOn(folder)([...small, ...fresh]);
		t.is(code, 3);
		t.regex(stderr, /holds something else/);
		t.deepEqual(readdirSync(folder), ['letter.txt']);
	});
}

test('leaves what others put beside the demo', async t => {
	const folder = path.join(temporaryFolder(t), 'demo');
	const chatlogs = commandLineOn(folder);
	await chatlogs(small);
	writeFileSync(path.join(folder, 'letter.txt'), 'dear');
	t.is(await chatlogs.code([...small, '--fresh']), 0);
	t.true(existsSync(path.join(folder, 'letter.txt')));
});
