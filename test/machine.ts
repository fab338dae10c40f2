import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {chmodSync, existsSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {oneIn} from './helpers/random.js';
import {temporaryFolder} from './helpers/store.js';

const program = path.resolve('dist/cli.js');
const uid = 12_345;

/** Only root can run a program as somebody else. */
const testAsRoot = process.getuid?.() === 0 ? test : test.skip;

const dump = JSON.stringify({
	sessions: [{id: 1, type: 'sms', did_number: '+15550100', to: {user_no: '+15551'}}],
});

for (const [title, home] of oneIn(2, [
	['no HOME', {}],
	['an empty HOME', {HOME: ''}],
	['a HOME that cannot be written', {HOME: '/'}],
	['a HOME that is not there', {HOME: '/nowhere'}],
] as const)) {
	testAsRoot(`works for a user that the system does not know, with ${title}`, t => {
		const folder = temporaryFolder(t);
		chmodSync(folder, 0o777);
		const chatlogs = (argv: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
			const {status, stdout, stderr} = spawnSync(process.execPath, [program, ...argv], {
				cwd: folder,
				env: {PATH: process.env.PATH, ...home, ...environment},
				uid,
				gid: uid,
				input: dump,
				encoding: 'utf8',
			});
			return {status, stdout, stderr};
		};

		const store = ['--store', path.join(folder, 'store')];
		t.like(chatlogs(['import', '-', ...store]), {status: 0, stderr: ''});
		t.regex(chatlogs(['changes', ...store]).stdout, /uid 12345/);
		t.like(chatlogs(['--once', '--size', '80x24', ...store]), {status: 0, stderr: ''});
		const refused = chatlogs(['import', '-']);
		t.is(refused.status, 3);
		t.regex(refused.stderr, /^chatlogs: \/\S* cannot be used: this user may not\..*--store DIR\.\n$/);
		const data = {XDG_DATA_HOME: path.join(folder, 'data')};
		t.like(chatlogs(['import', '-'], data), {status: 0, stderr: ''});
		t.true(existsSync(path.join(folder, 'data', 'chatlogs')));
		t.false(existsSync(path.join(folder, '.local')));
	});
}

test('opens no debugger when a signal asks for it', async t => {
	const folder = temporaryFolder(t);
	const pipe = path.join(folder, 'pipe');
	execFileSync('mkfifo', [pipe]);
	const child = spawn(process.execPath, [program, 'import', pipe, '--store', path.join(folder, 'store')]);
	t.teardown(() => child.kill('SIGKILL'));
	const told = text(child.stderr);
	// Comes to be once the program reads from it.
	const writer = await open(pipe, 'w');
	child.kill('SIGUSR1');
	await delay(500);
	await writer.writeFile(dump);
	await writer.close();
	t.deepEqual(await once(child, 'exit'), [0, null]);
	t.is(await told, '');
});
