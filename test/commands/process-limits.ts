import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {temporaryStore} from '../helpers/store.js';

const program = path.resolve('dist/cli.js');

/** Runs the program under a limit of the shell's, such as `-f 0`. */
const runLimited = (limit: string, argv: readonly string[]) =>
	spawnSync('sh', ['-c', `ulimit ${limit} && exec "$0" "$@"`, process.execPath, program, ...argv], {
		encoding: 'utf8',
	});

test('says that the limit of file size stands in the way, and loses nothing', async t => {
	const store = ['--store', await temporaryStore(t)];
	const refused = runLimited('-f 0', ['close', '--filter', 'is:orphaned', '--yes', ...store]);
	t.is(refused.status, 3);
	t.regex(refused.stderr, /changes\.jsonl cannot be used: it would be larger than .* \(ulimit -f\) allows\./);
	t.regex(runLimited('-f unlimited', ['check', ...store]).stdout, /Nothing is wrong\.\n$/);
	t.is(runLimited('-f unlimited', ['close', '--filter', 'is:orphaned', '--yes', ...store]).status, 0);
});

test('says which file could not be opened beside too many others', async t => {
	const store = ['--store', await temporaryStore(t)];
	const refusals: string[] = [];
	// Node needs some files for itself, and says so in its own way with fewer.
	for (let limit = 18; limit < 64; limit += 1) {
		const {status, stderr} = runLimited(`-n ${limit}`, ['list', ...store]);
		if (status === 0) break;
		if (status === 3) refusals.push(stderr);
	}
	t.true(refusals.length > 0);
	for (const refusal of refusals)
		t.regex(refusal, /^chatlogs: \S+ cannot be used: this process has too many files open\. .*\(ulimit -n\)/);
});
