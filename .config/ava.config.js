import {globSync, readFileSync, statfsSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import process from 'node:process';
import {bundleTests} from './build.ts';
import {testLoader} from './test-folder.ts';
import {groupTests} from './test-groups.ts';

const tests = globSync('test/**/*.{ts,tsx}').filter(
	file => !/^test\/(?:groups|helpers|fixtures|bench|pictures)\//.test(file),
);

/**
Tests that try at random, or some of many cases, which `npm run test:long` lets try for longer.
@param {string} file
*/
const isRandom = file => /\b(?:trials|oneIn)\b/.test(readFileSync(file, 'utf8'));

const isLong = process.env.CHATLOGS_LONG === '1';

/** Somebody who asks for some of the tests means files and titles as they are written; coverage is taken of files. */
const isWhole =
	!isLong &&
	!process.env.NODE_V8_COVERAGE &&
	process.argv
		.slice(2)
		.every((argument, index, all) => all[index - 1] === '--config' || /^--(?!match|watch)/.test(argument));

// Written each time, so that runs of some of the tests and of all of them can go on beside each other.
const groups = groupTests(tests);
const files = isWhole ? groups : isLong ? tests.filter(file => isRandom(file)) : tests;

/** Where there is much memory, files in it: thousands of small stores are made and taken away again. */
const inMemory = '/dev/shm';
const enough = 1024 ** 3;
const temporary = () => {
	if (process.env.TMPDIR !== undefined || process.platform !== 'linux') return tmpdir();
	try {
		const {bavail, bsize} = statfsSync(inMemory);
		return bavail * bsize >= enough ? inMemory : tmpdir();
	} catch {
		return tmpdir();
	}
};

/** @param {string} file */
const isGroup = file => file.includes('/test/groups/');

/**
Those that take longest begin first: the groups, and of them those of the app.
@type {(a: string, b: string) => number}
*/
const sortTestFiles = (a, b) => Number(isGroup(b)) - Number(isGroup(a)) || a.localeCompare(b);

// Compiled once for all of them, however many are run, so that nobody runs what is out of date.
await bundleTests();

export default {
	extensions: ['ts', 'tsx'],
	// Threads of one process would cost more than processes.
	workerThreads: false,
	// Many wait for a while, be it for another process or for what an Escape may begin.
	concurrency: 3 * availableParallelism(),
	nodeArguments: [`--import=${testLoader}`],
	files,
	sortTestFiles,
	timeout: isLong ? '20m' : '2m',
	// Colours and signs are wanted, though no terminal is there that could show them, and React as it is shipped.
	environmentVariables: {
		TMPDIR: temporary(),
		TZ: 'UTC',
		LC_ALL: 'C.UTF-8',
		TERM: 'xterm-256color',
		FORCE_COLOR: '1',
		NODE_ENV: 'production',
	},
};
