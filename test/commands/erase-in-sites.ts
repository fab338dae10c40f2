import {rmSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {openStore} from '../../source/storage/open-store.js';
import {connectedSite} from '../helpers/pbx/connected-site.js';
import {siteNames, withSites} from '../helpers/person-with-sites.js';
import {realFiles} from '../helpers/store.js';

test('a missing site and a locked one are named, and hold up none of the others', async t => {
	const {folder, chatlogs} = await withSites(t);
	const [a, b, c] = siteNames.map(name => path.join(folder, name)) as [string, string, string];
	const matches = async (store: string, filter: string) => {
		const {stdout} = await chatlogs('list', '--store', store, '--filter', filter, '--json');
		return JSON.parse(stdout) as {
			readonly matches: number;
			readonly sessions: readonly {readonly customer: {readonly number: string}}[];
		};
	};

	const {sessions} = await matches(c, 'channel:whatsapp');
	const {number} = sessions[0]!.customer;
	const before = await matches(b, '');
	rmSync(a, {recursive: true});
	const busy = await openStore(b, realFiles);
	const {promise, resolve} = Promise.withResolvers<unknown>();
	const writing = busy.write(async () => promise);
	const {code, stderr} = await chatlogs('erase', '--customer', number, '--all-sites', '--yes');
	resolve(undefined);
	await writing;
	await busy.close();
	t.is(code, 1);
	t.regex(stderr, /^chatlogs: a: There is no store/m);
	t.regex(stderr, /^chatlogs: b: Another process has been writing/m);
	const [inB, inC] = [await matches(b, ''), await matches(c, `customer:${number}`)];
	t.deepEqual([inB.matches, inC.matches], [before.matches, 0]);
});

test('a person goes from three sites, and from the PBX of a fourth once that is up again', async t => {
	const {folder, environment, chatlogs} = await withSites(t);
	const config = path.join(folder, 'config', 'chatlogs');
	const {pbx, store} = await connectedSite(t, config, 'shop');
	environment.CHATLOGS_PBX_SECRET_SHOP = pbx.office.secret;
	const listed = await chatlogs(
		'list',
		'--store',
		path.join(folder, 'c'),
		'--filter',
		'channel:whatsapp',
		'--json',
	);
	const {number} = (
		JSON.parse(listed.stdout) as {
			readonly sessions: readonly {readonly customer: {readonly number: string}}[];
		}
	).sessions[0]!.customer;
	const add = (user_no: string): number =>
		pbx.world.addChat({kind: 'extension', id: 11}, {customer: {user_type: 2, user_no, username: 'Zoe'}});
	const [theirs, others] = [add(number), add('+4917099999')];
	const synced = await chatlogs('sync', '--store', store.folder);
	t.is(synced.code, 0, synced.stderr);
	const unfetched = add(number);
	const isThere = (id: number): boolean => pbx.world.chats.get(id)!.deletedBy.size === 0;
	const matches = async (name: string): Promise<number> => {
		const {stdout} = await chatlogs('list', '--site', name, '--filter', `customer:${number}`, '--json');
		return (JSON.parse(stdout) as {readonly matches: number}).matches;
	};

	pbx.faults.add('*', {errcode: 70_123});
	const first = await chatlogs('erase', '--customer', number, '--all-sites', '--yes');
	t.is(first.code, 1);
	t.is(first.stdout.match(/the connected PBX: REMAINS/g)?.length, 1, first.stdout + first.stderr);
	t.regex(first.stdout, /this store[^\n]*: nothing left/);
	for (const name of [...siteNames, 'shop']) t.is(await matches(name), 0, name);
	t.true(isThere(theirs) && isThere(unfetched));
	pbx.faults.clear();
	const again = await chatlogs('erase', '--all-sites', '--yes');
	t.is(again.code, 0, again.stdout + again.stderr);
	t.regex(again.stdout, /the connected PBX: nothing left/);
	t.regex(again.stdout, /^Done in your \d sites\.$/m);
	t.deepEqual([theirs, unfetched, others].map(isThere), [false, false, true]);
});
