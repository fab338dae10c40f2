import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {columnKeys} from '../../source/domain/column-fields.js';
import {sortKeys} from '../../source/domain/session-fields.js';
import {listen} from '../helpers/listen.js';
import {secret} from '../helpers/platform.js';
import {fc, trials} from '../helpers/random.js';
import {
	type Ended,
	makeStore,
	processesOf,
	program,
	siteNames as names,
	withSites,
} from '../helpers/person-with-sites.js';

interface Listed {
	readonly matches: number;
	readonly sessions: readonly {readonly site?: string; readonly id: number}[];
}

const read = ({stdout}: Ended): Listed => JSON.parse(stdout) as Listed;

test('the list of several sites is that of one store which holds all their sessions', async t => {
	const {folder, chatlogs} = await withSites(t);
	const whole = path.join(folder, 'whole');
	await makeStore(whole, () => true);
	const filter = fc.constantFrom('', 'status:open', 'channel:sms', 'messages:>8', 'a');
	const sort = fc.tuple(fc.constantFrom('', '-'), fc.constantFrom(...sortKeys));
	const limit = fc.option(fc.integer({min: 0, max: 450}));
	await fc.assert(
		fc.asyncProperty(filter, sort, limit, async (terms, [sign, key], most) => {
			const argv = ['list', '--json', '--filter', `${terms} sort:${sign}${key}`];
			if (most !== null) argv.push('--limit', String(most));
			const one = read(await chatlogs(...argv, '--store', whole));
			const joint = read(await chatlogs(...argv, '--all-sites'));
			t.is(joint.matches, one.matches);
			t.deepEqual(
				joint.sessions.map(({site, ...session}) => {
					t.is(site, names[session.id % names.length]);
					return session;
				}),
				[...one.sessions],
			);
		}),
		{numRuns: trials(12)},
	);
});

test('a list tells its sites in every format, and its numbers are taken back', async t => {
	const {chatlogs} = await withSites(t);
	const filter = ['--filter', 'sort:id', '--limit', '4'];
	const {stdout: table} = await chatlogs('list', '--all-sites', ...filter);
	const [first] = table.split(/\s/, 1) as [string];
	t.regex(first, /^[abc]:\d+$/);
	const taken = await chatlogs('show', first);
	t.is(taken.code, 0);
	const plain = await chatlogs('show', first.slice(2));
	t.is(plain.code, 2);
	const {stdout: lines} = await chatlogs('list', '--sites', 'c,a', '--ndjson', ...filter);
	t.is(lines.trim().split('\n').length, 4);
	for (const line of lines.trim().split('\n')) t.regex((JSON.parse(line) as {site: string}).site, /^[ac]$/);
	const {stdout: csv} = await chatlogs('list', '--all-sites', '--csv', ...filter);
	t.regex(csv, /^site,id,.*\r\n[abc],\d+,/);
	const {stdout: found} = await chatlogs('search', 'the', '--all-sites', '--limit', '3');
	t.regex(found, /^(?:a:\d+ {2}.*\n){3}$/);
	const {stdout: changes} = await chatlogs('changes', '--all-sites');
	t.deepEqual(changes.match(/^[abc]:1 /gm)?.toSorted(), ['a:1 ', 'b:1 ', 'c:1 ']);
	const {stdout: groups} = await chatlogs('orphans', '--all-sites', '--json');
	const sizes = (JSON.parse(groups) as {groups: readonly {sessions: number}[]}).groups.map(
		each => each.sessions,
	);
	t.true(sizes.length > 3);
	t.deepEqual(
		sizes,
		sizes.toSorted((x, y) => y - x),
	);
	const {stdout: counts} = await chatlogs('stats', '--sites', 'b');
	t.regex(counts, /^b {2}total +sessions +134$/m);
});

/** Lines of cells, of a table or of tab-separated values. */
const cellsIn = (text: string, gap: RegExp): readonly (readonly string[])[] =>
	text
		.replace(/\n$/, '')
		.split('\n')
		// A number in the first column of a table may be indented.
		.map(line => (gap.source === String.raw`\t` ? line : line.trimStart()).split(gap));

test('the columns asked for are those of one store, with the site where it was asked for, else first', async t => {
	const {folder, chatlogs} = await withSites(t);
	const whole = path.join(folder, 'whole');
	await makeStore(whole, () => true);
	const shown = fc.uniqueArray(fc.constantFrom(...columnKeys), {minLength: 1, maxLength: 5});
	const place = fc.option(fc.nat({max: 4}));
	await fc.assert(
		fc.asyncProperty(
			shown,
			place,
			fc.constantFrom('--tsv', '--ndjson', undefined),
			async (keys, at, format) => {
				const argv = [
					'list',
					'--filter',
					'sort:id status:open',
					'--limit',
					'20',
					...(format ? [format] : []),
				];
				const named = at === null ? keys : keys.toSpliced(at, 0, 'site' as never);
				const one = await chatlogs(...argv, '--columns', keys.join(','), '--store', whole);
				const joint = await chatlogs(...argv, '--columns', named.join(','), '--all-sites');
				t.is(joint.code, 0, joint.stderr);
				if (format === '--ndjson') {
					t.is(joint.stdout.replaceAll(/^\{"site":"[abc]",?/gm, '{'), one.stdout);
					return;
				}

				const gap = format === undefined ? / {2,}/ : /\t/;
				const rows = cellsIn(joint.stdout, gap);
				const [heads] = rows;
				// A column of a table may be several of TSV.
				const siteAt = format === undefined ? Math.min(at ?? 0, keys.length) : heads!.indexOf('site');
				if (at === null || at === 0) t.is(siteAt, 0);
				const idAt = keys.indexOf('id');
				const isNumber = format === undefined && idAt !== -1;
				const plain = rows.map((row, line) => {
					t.regex(row[siteAt]!, format !== undefined && line === 0 ? /^site$/ : /^[abc]$/);
					const own = row.toSpliced(siteAt, 1);
					if (!isNumber) return own;
					t.true(own[idAt]!.startsWith(`${row[siteAt]!}:`));
					return own.with(idAt, own[idAt]!.slice(2));
				});
				t.deepEqual(plain, [...cellsIn(one.stdout, gap)]);
			},
		),
		{numRuns: trials(30)},
	);
	const {code, stderr} = await chatlogs('list', '--all-sites', '--columns', 'id,nothing');
	t.is(code, 2);
	t.regex(stderr, /no column “nothing”.*, site\./);
});

test('the past of several sites is that of one store which holds all their sessions', async t => {
	const {folder, chatlogs} = await withSites(t);
	const whole = path.join(folder, 'whole');
	await makeStore(whole, () => true);
	const then = ['--as-of', '2100-01-01', '--quiet'];
	for (const format of ['--ndjson', '--tsv']) {
		const argv = ['list', '--filter', 'sort:-id status:open', format, ...then];
		const one = await chatlogs(...argv, '--store', whole);
		const joint = await chatlogs(...argv, '--all-sites');
		t.is(joint.code, 0, joint.stderr);
		t.is(
			joint.stdout.replaceAll(/^(?:\{"site":"[abc]",|[abc]\t|site\t)/gm, start =>
				start.startsWith('{') ? '{' : '',
			),
			one.stdout,
		);
	}

	const table = ['list', '--filter', 'sort:-id', '--limit', '5', ...then, '--columns'];
	const cut = await chatlogs(...table, 'site,customer', '--all-sites');
	const cells = await chatlogs(...table, 'customer', '--store', whole);
	t.is(cut.stdout.replaceAll(/^[abc] {2}/gm, ''), cells.stdout);

	const now = await chatlogs('orphans', '--json', '--all-sites');
	const past = await chatlogs('orphans', '--json', ...then, '--all-sites');
	t.is(past.stdout, now.stdout);
	t.true(now.stdout.includes('"open"'));
});

test('a site that had no change up to then has no rows, and is no trouble', async t => {
	const {chatlogs} = await withSites(t);
	for (const what of ['list', 'orphans']) {
		const {code, stdout, stderr} = await chatlogs(what, '--all-sites', '--as-of', '2001');
		t.deepEqual({code, stdout}, {code: 0, stdout: ''});
		for (const name of names)
			t.regex(stderr, new RegExp(`^chatlogs: ${name}: This store has no change up to 2001`, 'm'));
		const quiet = await chatlogs(what, '--all-sites', '--as-of', '2001', '--quiet');
		t.is(quiet.stderr, '');
	}

	const wrong = await chatlogs('list', '--all-sites', '--as-of', 'once');
	t.is(wrong.code, 2);
});

test('an export of several sites is one, with the site of each session', async t => {
	const {folder, chatlogs} = await withSites(t);
	const whole = path.join(folder, 'whole');
	await makeStore(whole, () => true);
	const filter = ['--filter', 'sort:customer status:closed'];
	for (const format of ['json', 'ndjson', 'csv']) {
		const one = await chatlogs('export', '--format', format, ...filter, '--store', whole);
		const joint = await chatlogs('export', '--format', format, ...filter, '--all-sites');
		t.is(joint.code, 0, joint.stderr);
		const plain = {
			json: (text: string) => text.replaceAll(/^ {6}"site": "[abc]",\n/gm, ''),
			ndjson: (text: string) => text.replaceAll(/^\{"site":"[abc]",/gm, '{'),
			csv: (text: string) => text.replace('site,', '').replaceAll(/^[abc],(?=3\d{3},)/gm, ''),
		}[format]!;
		t.true(plain(joint.stdout) === one.stdout, format);
		t.false(joint.stdout === one.stdout);
	}

	const file = path.join(folder, 'all.txt');
	const {code} = await chatlogs('export', '--format', 'text', '--tag', 'x', '--output', file);
	t.is(code, 2);
	const written = await chatlogs('export', '--format', 'text', '--sites', 'a,b', '--output', file);
	t.is(written.stdout, `Exported 267 sessions of 2 sites to ${file}\n`);
	t.is(readFileSync(file, 'utf8').match(/^Site: [ab]$/gm)?.length, 267);
	const inStore = path.join(folder, 'b', 'all.txt');
	const {code: refused} = await chatlogs('export', '--format', 'text', '--sites', 'a,b', '--output', inStore);
	t.is(refused, 2);
	t.false(existsSync(inStore));
});

test('sites are chosen by name or tag, and not together with one store', async t => {
	const {chatlogs} = await withSites(t);
	await chatlogs('site', 'set', 'b', '--tag', 'vip');
	t.is(read(await chatlogs('list', '--tag', 'vip', '--json')).matches, 134);
	t.is(read(await chatlogs('list', '--sites', 'b,B,b', '--json')).matches, 134);
	const mistakes = [
		['list', '--tag', 'nobody'],
		['list', '--sites', 'a,nobody'],
		['check', '--sites', ','],
		['list', '--sites', 'a', '--store', '/nowhere'],
		['list', '--all-sites', '--filter', 'is:'],
		['changes', '1', '--all-sites'],
		['check', '--repair', '--all-sites'],
	];
	for (const argv of mistakes) {
		const {code, stdout} = await chatlogs(...argv);
		t.is(code, 2, argv.join(' '));
		t.is(stdout, '');
	}
});

test('trouble of some sites is named at the end, and does not stop the others', async t => {
	const {folder, chatlogs} = await withSites(t);
	const [a, b, c] = names.map(name => path.join(folder, name)) as [string, string, string];
	// One is missing, one damaged, and another store lies in the place of the third.
	rmSync(a, {recursive: true});
	const gone = await chatlogs('list', '--all-sites', '--json');
	t.is(gone.code, 1);
	t.is(new Set(read(gone).sessions.map(({site}) => site)).size, 2);
	t.regex(gone.stderr, /^\{"error":\{"site":"a","message":"There is no store/);
	const file = path.join(folder, 'all.ndjson');
	const {stdout: exported} = await chatlogs('export', '--all-sites', '--output', file);
	t.regex(exported, /^Exported \d+ sessions of 2 sites to /);
	const segment = readdirSync(b).find(name => name.startsWith('s0-'))!;
	writeFileSync(path.join(b, segment), 'x');
	const damaged = await chatlogs('list', '--all-sites');
	t.is(damaged.code, 1);
	t.regex(damaged.stdout, /^(?:c:.*\n)+$/);
	t.regex(damaged.stderr, /^chatlogs: a: There is no store.*\nchatlogs: b: .*\n$/);
	cpSync(c, a, {recursive: true});
	const swapped = await chatlogs('list', '--sites', 'c,a');
	t.is(swapped.code, 1);
	t.regex(swapped.stderr, /^chatlogs: a: .* holds another store than it did/);
	const checked = await chatlogs('check', '--sites', 'b,c');
	t.is(checked.code, 1);
	t.regex(checked.stdout, /^b {2}.*\n(?:.*\n)*c {2}Nothing is wrong\.\n$/);
});

test('a site that cannot be reached is exit code 3, unless there is other trouble', async t => {
	const {folder, chatlogs} = await withSites(t);
	const unreachable = await chatlogs('sync', '--all-sites');
	t.is(unreachable.code, 3, unreachable.stderr);
	t.is(unreachable.stderr.trim().split('\n').length, 3);
	const {stdout} = await chatlogs('sync', '--all-sites', '--json');
	for (const site of (JSON.parse(stdout) as {sites: object[]}).sites)
		t.like(site, {code: 3, trouble: {kind: 'pbx', cause: 'not connected'}});
	await chatlogs('site', 'set', 'a', '--read-only', 'on');
	const mixed = await chatlogs('sync', '--all-sites');
	t.is(mixed.code, 1);
	t.regex(mixed.stderr, /chatlogs: a: The store is read-only/);
	t.false(
		existsSync(path.join(folder, 'state/chatlogs/runs')) &&
			readdirSync(path.join(folder, 'state/chatlogs/runs')).length > 0,
	);
});

test('a signal ends all processes, and nothing is left', async t => {
	const {folder, environment} = await withSites(t);
	const child = spawn(process.execPath, [program, 'export', '--all-sites', '--format', 'ndjson'], {
		env: environment,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	child.kill('SIGTERM');
	const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
	t.true(code === 1 || signal === 'SIGTERM', `${code} ${signal}`);
	t.deepEqual(processesOf(folder), []);
});

test('a watch over sites tells each number with its site, also to the webhook, and names a site that is gone', async t => {
	const {folder, environment, chatlogs} = await withSites(t);
	const posted: unknown[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', part => (body += String(part)));
		request.on('end', () => {
			posted.push((JSON.parse(body) as {readonly data: unknown}).data);
			response.end();
		});
	});
	environment.CHATLOGS_WATCH_URL = `http://127.0.0.1:${await listen(t, server)}/`;
	environment.CHATLOGS_WATCH_SECRET = secret;
	const watch = ['watch', 'closed', '--filter', 'status:closed', '--once', '--webhook', '--all-sites'];
	const first = await chatlogs(...watch);
	t.is(first.code, 0, first.stderr);
	t.is(first.stdout, '');
	const closeOne = async (site: string): Promise<number> => {
		const {stdout} = await chatlogs(
			'list',
			'--ids',
			'--filter',
			'status:open',
			'--site',
			site,
			'--limit',
			'1',
		);
		const id = Number(stdout);
		const {code} = await chatlogs('close', String(id), '--site', site, '--yes');
		t.is(code, 0);
		return id;
	};

	const a = await closeOne('a');
	const begun = await chatlogs(...watch);
	t.is(begun.code, 10);
	t.is(begun.stdout, `a:${a}\n`);
	t.regex(begun.stderr, /^chatlogs: a: .*closed: 1 session began to match/);
	const b = await closeOne('b');
	rmSync(path.join(folder, 'c'), {recursive: true});
	const last = await chatlogs(...watch);
	t.is(last.code, 1);
	t.is(last.stdout, `b:${b}\n`);
	t.regex(last.stderr, /\nchatlogs: c: [^\n]+\n$/);
	t.like(posted, [
		{site: 'a', sessions: [a]},
		{site: 'b', sessions: [b]},
	]);
});
