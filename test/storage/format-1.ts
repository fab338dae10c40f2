import {chmodSync, cpSync, readdirSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {openStore} from '../../source/storage/open-store.js';
import {commandLineOn} from '../helpers/command-line.js';
import {Platform} from '../helpers/platform.js';
import {realFiles, temporaryFolder} from '../helpers/store.js';

/** A copy of the store that the program made when the format was version 1. */
const copied = (t: ExecutionContext): string => {
	const folder = path.join(temporaryFolder(t), 'store');
	cpSync('test/fixtures/store-1/store', folder, {recursive: true});
	// Git keeps no modes of its own.
	for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o600);
	return folder;
};

const handlers = {
	3001: 'Support',
	3002: 'Message analytics platform',
	3003: 'Jun Rossi',
	3004: 'Jun Rossi',
	3005: 'Message analytics platform',
	3007: 'Hugo Tanaka',
	3008: 'Jun Rossi',
	3009: 'Support',
	3010: 'Orders',
	3011: 'Message analytics platform',
	3012: 'Billing',
	3013: 'Orders',
	3014: 'Ann Khan',
};

test('a store of version 1 tells what it always told', async t => {
	const store = await openStore(copied(t), realFiles);
	t.teardown(async () => store.close());
	await store.loaded;
	const ids = Array.from({length: 14}, (_, index) => 3001 + index);
	t.true(store.isPurged(3006));
	t.deepEqual(
		Object.fromEntries(
			ids.filter(id => !store.isPurged(id)).map(id => [id, store.session(id)!.handler.name]),
		),
		handlers,
	);
	t.is(store.pbx.name, 'Example PBX, renamed');
	t.is(store.platform, 'http://127.0.0.1:18437/chats');
	t.deepEqual([...store.deletedMessages(3001)], [50_001]);
	t.is(store.history(3001).messages.length, 5);
	const kinds = [...store.changes()].toReversed().map(({kind}) => kind);
	t.is(
		kinds.join(' '),
		'import transfer transfer transfer platform delivery undo redo delete delete-messages import purge undo transfer transfer',
	);
	// Some of it was folded, and some lies in the journal alone.
	t.true(store.unfoldedBytes > 0);
	t.is(store.changesOf(3003).length, 3);
});

test('nothing is wrong with a store of version 1, and work on it goes on', async t => {
	const chatlogs = commandLineOn(copied(t));
	t.regex(
		await chatlogs.stdout(['check']),
		/^Checked 14 sessions and 66 messages\.[^]*\nNothing is wrong\.\n$/,
	);
	t.regex(await chatlogs.stdout(['changes', '1']), /^Brought +not known: an older chatlogs wrote this/m);
	t.regex(await chatlogs.stdout(['list']), /^3014 .*!1026 Ann Khan/m);
	t.is(await chatlogs.code(['transfer', '3009', '--to', 'queue:Orders', '--yes']), 0);
	t.is(await chatlogs.code(['undo', '4', '--yes']), 0);
	const {sender} = new Platform();
	t.regex(await chatlogs.stdout(['deliver'], {sender}), /Delivered 1 session/);
	t.regex(
		await chatlogs.stdout(['check']),
		/^Store: [\da-f]{32}\.\nRewritten as version 2 up to change 15; in version 1 its digest was b3a1fccd[^]*Nothing is wrong\.\n$/m,
	);
	t.regex(await chatlogs.stdout(['changes', '12']), /^Note +request of the customer$/m);
	t.regex(await chatlogs.stdout(['changes', '11']), /^Brought +not known: an older chatlogs wrote this/m);
});
