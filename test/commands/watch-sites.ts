import path from 'node:path';
import process from 'node:process';
import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {MinuteLines} from '../../source/commands/minute-lines.js';
import {SiteBook} from '../../source/storage/site-book.js';
import {run} from '../helpers/command-line.js';
import {connectedSite} from '../helpers/pbx/connected-site.js';
import {Platform} from '../helpers/platform.js';
import {realFiles, temporaryFolder} from '../helpers/store.js';

/** Waits after which a test gives up, so that it ends by itself. */
const mostWaits = 20_000;

test.serial('all sites are kept in one process, each with its own trouble, until a signal comes', async t => {
	const folder = temporaryFolder(t);
	const config = path.join(folder, 'config');
	const a = await connectedSite(t, config, 'a');
	const b = await connectedSite(t, config, 'b');
	await new SiteBook(realFiles, config).update(sites => [
		...sites,
		{name: 'c', folder: path.join(folder, 'c')},
	]);
	b.pbx.faults.add('*', {errcode: 70_123});
	const id = a.pbx.world.addChat({kind: 'extension', id: 11});
	const asked: number[] = [];
	let callsBefore: number | undefined;
	const wait = async (milliseconds: number): Promise<void> => {
		asked.push(milliseconds);
		await turn();
		a.pbx.pass(1);
		await a.store.refresh();
		if (a.store.session(id) !== undefined) callsBefore ??= a.pbx.seen.length;
		// Many calls later, the pull that brought it has been told.
		const isTold = callsBefore !== undefined && a.pbx.seen.length > callsBefore + 100;
		if (isTold || asked.length > mostWaits) process.emit('SIGTERM');
	};

	const {sender} = new Platform();
	const {code, stdout, stderr} = await run(['sync', '--all-sites', '--watch'], {
		environment: {
			CHATLOGS_PBX_SECRET_A: a.pbx.office.secret,
			CHATLOGS_PBX_SECRET_B: b.pbx.office.secret,
		},
		stateFolder: path.join(folder, 'state'),
		sender: {...sender, configFolder: config, network: {...sender.network, random: () => 0, wait}},
	});
	t.is(code, 0);
	t.true(asked.length <= mostWaits);
	t.regex(stdout, /^Watching 3 sites until Ctrl-C\.\n/);
	const told = `${stdout}${stderr}`;
	t.regex(told, /a: .*synced 1 new/);
	t.is(stderr.match(/b: api off/g)?.length, 1, stderr);
	t.is(stderr.match(/c: There is no store/g)?.length, 1, stderr);
	// The second and the third begin a while after the first.
	t.true(asked.includes(2000) && asked.includes(4000));
	t.is(process.listenerCount('SIGTERM'), 0);
});

test.serial('what becomes of the sites meanwhile is heeded', async t => {
	const folder = temporaryFolder(t);
	const config = path.join(folder, 'config');
	const a = await connectedSite(t, config, 'a');
	const b = await connectedSite(t, config, 'b');
	const c = await connectedSite(t, config, 'c');
	const book = new SiteBook(realFiles, config);
	await book.update(sites => sites.filter(({name}) => name !== 'c'));
	/** How often the PBXs of a and b were asked when nobody needed that of b any more. */
	let asked: {readonly a: number; readonly b: number} | undefined;
	let isAltered = false;
	let waits = 0;
	const wait = async (): Promise<void> => {
		waits++;
		await turn();
		const [ofA, ofB, ofC] = [a.pbx.seen.length, b.pbx.seen.length, c.pbx.seen.length];
		if (!isAltered && Math.min(ofA, ofB) > 50) {
			isAltered = true;
			await book.update(([first]) => [
				{...first!, name: 'alpha'},
				{name: 'c', folder: c.store.folder},
			]);
		} else if (ofC > 50) asked ??= {a: ofA, b: ofB};
		if ((asked && ofA > asked.a + 50) || waits > mostWaits) process.emit('SIGTERM');
	};

	const {sender} = new Platform();
	const {code, stdout} = await run(['sync', '--all-sites', '--watch'], {
		environment: Object.fromEntries(
			Object.entries({A: a, ALPHA: a, B: b, C: c}).map(([name, {pbx}]) => [
				`CHATLOGS_PBX_SECRET_${name}`,
				pbx.office.secret,
			]),
		),
		stateFolder: path.join(folder, 'state'),
		sender: {...sender, configFolder: config, network: {...sender.network, random: () => 0, wait}},
	});
	t.is(code, 0);
	t.true(waits <= mostWaits);
	t.is(b.pbx.seen.length, asked!.b, 'a site that was removed is left alone');
	for (const told of [
		'a: not watched any more',
		'b: not watched any more',
		'alpha: watched from now on',
		'c: watched from now on',
	])
		t.true(stdout.includes(told), told);
});

test.serial('one site of several does not get the secret of a store that is the only one', async t => {
	const folder = temporaryFolder(t);
	const config = path.join(folder, 'config');
	const a = await connectedSite(t, config, 'a');
	await connectedSite(t, config, 'b');
	let waits = 0;
	const wait = async (): Promise<void> => {
		await turn();
		if (++waits === 100) process.emit('SIGTERM');
	};

	const {sender} = new Platform();
	const {stderr} = await run(['sync', '--sites', 'a', '--watch'], {
		environment: {CHATLOGS_PBX_SECRET: a.pbx.office.secret},
		stateFolder: path.join(folder, 'state'),
		sender: {...sender, configFolder: config, network: {...sender.network, random: () => 0, wait}},
	});
	t.regex(stderr, /a: .*CHATLOGS_PBX_SECRET_A/);
	t.is(a.pbx.seen.length, 0);
});

test('watching many sites takes what watching one takes', async t => {
	const folder = temporaryFolder(t);
	const config = path.join(folder, 'config');
	await new SiteBook(realFiles, config).update(() => [{name: 'c', folder: path.join(folder, 'c')}]);
	const {sender} = new Platform();
	const setting = {sender: {...sender, configFolder: config}};
	for (const flag of ['--full', '--json', '--expect=3'])
		t.is(await run.code(['sync', '--all-sites', '--watch', flag], setting), 2, flag);
});

test('a line tells the newest of every site, troubles first and each once', t => {
	const written = {stdout: '', stderr: ''};
	const output = (name: 'stdout' | 'stderr') => ({write: (text: string) => void (written[name] += text)});
	const outputs = {stdout: output('stdout'), stderr: output('stderr')};
	const taken = (): {stdout: string; stderr: string} => {
		const now = {...written};
		Object.assign(written, {stdout: '', stderr: ''});
		return now;
	};

	const lines = new MinuteLines({...outputs, isQuiet: false});
	lines.of('a').stdout.write('one\n');
	lines.of('a').stdout.write('two\n');
	lines.of('b').stderr.write('chatlogs: api off\n');
	t.deepEqual(taken(), {stdout: '', stderr: ''});
	lines.flush();
	t.deepEqual(taken(), {stdout: '', stderr: 'chatlogs: b: api off | a: one two\n'});
	lines.of('b').stderr.write('chatlogs: api off\n');
	lines.flush();
	t.deepEqual(taken(), {stdout: '', stderr: ''});
	lines.of('b').stdout.write('back\n');
	lines.flush();
	t.deepEqual(taken(), {stdout: 'b: back\n', stderr: ''});
	lines.of('b').stderr.write('chatlogs: api off\n');
	lines.flush();
	t.is(taken().stderr, 'chatlogs: b: api off\n');
	for (let number = 0; number < 20; number++) lines.of(`s${number}`).stdout.write('new\n');
	lines.flush();
	t.regex(taken().stdout, /^s0: new .* \| s7: new \| and 12 more sites\n$/);
	const quiet = new MinuteLines({...outputs, isQuiet: true});
	quiet.of('a').stdout.write('one\n');
	quiet.flush();
	t.is(taken().stdout, '');
});
