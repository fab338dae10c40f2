import {rmSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {openStore} from '../../source/storage/open-store.js';
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
