import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer, type ServerResponse} from 'node:http';
import path from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {sync} from '../../source/commands/sync.js';
import {outcomesIn} from '../../source/commands/together/outcomes.js';
import {listen} from '../helpers/listen.js';
import {connectedSite} from '../helpers/pbx/connected-site.js';
import {type Ended, personIn, program} from '../helpers/person-with-sites.js';
import {realFiles, temporaryFolder} from '../helpers/store.js';

const silentNames = Array.from({length: 10}, (_, index) => `a${index}`);

/** Takes requests, and answers none of them unless it is told to. */
const startSilence = async (t: ExecutionContext) => {
	const waiting: ServerResponse[] = [];
	const server = createServer((_request, response) => void waiting.push(response));
	return {
		waiting,
		server,
		origin: `http://127.0.0.1:${await listen(t, server)}`,
		answerAll() {
			for (const response of waiting.splice(0)) response.writeHead(404).end();
		},
	};
};

/** Somebody with sites whose PBXs do not answer, and behind them, by name, two that are well. */
const withSilentSites = async (t: ExecutionContext, names: readonly string[]) => {
	const silence = await startSilence(t);
	const {folder, environment} = personIn(t);
	const config = path.join(folder, 'config/chatlogs');
	for (const name of names) {
		await connectedSite(t, config, name, silence.origin);
		environment[`CHATLOGS_PBX_SECRET_${name.toUpperCase()}`] = 'silent';
	}

	for (const name of ['y', 'z']) {
		const {pbx} = await connectedSite(t, config, name);
		pbx.world.addChat({kind: 'extension', id: 11});
		environment[`CHATLOGS_PBX_SECRET_${name.toUpperCase()}`] = pbx.office.secret;
	}

	/** @param onOutput told of all that was printed so far, whenever there is more */
	const syncAll = async (
		more: NodeJS.ProcessEnv,
		onOutput: (stdout: string) => void = () => undefined,
	): Promise<Ended> => {
		const child = spawn(process.execPath, [program, 'sync', '--all-sites'], {
			env: {...environment, ...more},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let [stdout, stderr] = ['', ''];
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			onOutput(stdout);
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		const [code] = (await once(child, 'close')) as [number];
		return {code, stdout, stderr};
	};

	return {silence, syncAll};
};

test('silent PBXs keep neither each other nor those that are well waiting', async t => {
	const {silence, syncAll} = await withSilentSites(t, silentNames);
	let told = '';
	// Nothing else ends their silence, so it would last ten minutes for those that waited for another.
	const answerIfAllWait = (): void => {
		const areWellTold = /^y {2}.*1 new/m.test(told) && /^z {2}.*1 new/m.test(told);
		if (areWellTold && silence.waiting.length === silentNames.length) silence.answerAll();
	};

	silence.server.on('request', answerIfAllWait);
	const {code, stdout, stderr} = await syncAll({CHATLOGS_TIMEOUT: '600'}, text => {
		told = text;
		answerIfAllWait();
	});
	t.is(code, 3, stderr);
	t.deepEqual(stdout.match(/^\w+(?= {2})/gm)?.toSorted(), ['y', 'z'], stdout);
	const troubles = stderr.trim().split('\n').slice(0, silentNames.length);
	t.deepEqual(
		troubles.map(line => /^chatlogs: (\w+): not the api: .*404/.exec(line)?.[1]),
		silentNames,
		stderr,
	);
});

test('a PBX that has never answered is not waited for twice', async t => {
	const {silence, syncAll} = await withSilentSites(t, ['a']);
	let requests = 0;
	silence.server.on('request', () => {
		requests++;
	});
	// The others may be too slow for so short a time.
	const {code, stderr} = await syncAll({CHATLOGS_TIMEOUT: '1'});
	t.is(code, 3, stderr);
	t.regex(stderr, /^chatlogs: a: no sound answer: .*did not come in time.*\n/);
	t.is(requests, 1);
});

/** Notes which process does which task, and reports each at once. */
const notingWorker = String.raw`
import {appendFileSync} from 'node:fs';
process.on('message', ({number, task}) => {
	appendFileSync(task.argv[0], process.pid + ' ' + task.site.name + '\n');
	process.send({number, report: {code: 0, stdout: '', stderr: ''}});
});
process.on('disconnect', () => process.exit());
`;

test('the sites that were synced the longest ago come first, and are told where they stand', async t => {
	const folder = temporaryFolder(t);
	const [program, log] = [path.join(folder, 'worker.mjs'), path.join(folder, 'log')];
	writeFileSync(program, notingWorker);
	const sites = Array.from({length: 12}, (_, index) => ({
		name: `${index}`,
		folder: path.join(folder, `${index}`),
	}));
	for (const [index, site] of sites.entries()) {
		mkdirSync(site.folder);
		if (index > 3) writeFileSync(path.join(site.folder, 'sync-time.json'), `{"at": ${1000 - index}}`);
	}

	const {together} = sync;
	const rank = together?.kind === 'outputs' ? together.rankIn?.(realFiles) : undefined;
	const output = {write: () => undefined};
	const context = {stdout: output, stderr: output, environment: {}};
	const outcomes = await outcomesIn(sites, context, {argv: [log], program, folder, rank});
	t.deepEqual(
		outcomes.map(({site}) => site),
		sites,
	);
	const done = readFileSync(log, 'utf8').trim().split('\n');
	t.is(done.length, sites.length);
	const rankOf = new Map(
		['0', '1', '2', '3', '11', '10', '9', '8', '7', '6', '5', '4'].map((name, at) => [name, at]),
	);
	for (const lines of Map.groupBy(done, line => line.split(' ', 1)[0]).values()) {
		const ranks = lines.map(line => rankOf.get(line.split(' ', 2)[1]!)!);
		t.deepEqual(
			ranks,
			ranks.toSorted((a, b) => a - b),
		);
	}
});

test('an act waits for all silent PBXs at once', async t => {
	const {folder, environment, chatlogs} = personIn(t);
	let waiting: (() => void)[] | undefined;
	for (const name of silentNames) {
		const {pbx} = await connectedSite(t, path.join(folder, 'config/chatlogs'), name);
		pbx.world.addChat({kind: 'extension', id: 11});
		environment[`CHATLOGS_PBX_SECRET_${name.toUpperCase()}`] = pbx.office.secret;
		pbx.before = async () => {
			if (waiting === undefined) return;
			const {promise, resolve} = Promise.withResolvers<undefined>();
			waiting.push(() => resolve(undefined));
			if (waiting.length === silentNames.length) {
				for (const answer of waiting) answer();
				waiting = undefined;
			}

			await promise;
		};
	}

	const synced = await chatlogs('sync', '--all-sites');
	t.is(synced.code, 0, synced.stderr);
	waiting = [];
	environment.CHATLOGS_TIMEOUT = '600';
	const {code, stdout, stderr} = await chatlogs('close', '--all-sites', '--filter', 'status:open', '--yes');
	t.is(code, 0, stderr);
	t.is(stdout.match(/Carried out on the PBX: 1 session\./g)?.length, silentNames.length, stdout);
});
