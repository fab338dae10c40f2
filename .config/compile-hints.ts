import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parse} from 'acorn';
import {simple} from 'acorn-walk';

/**
Which functions are compiled with their file. V8 compiles a function when it is first called, unless its expression
stands in parentheses; and what is compiled with its file, Node keeps in its compile cache. So the functions that a list
and a first frame call stand in parentheses: a tenth of the time until they are there.
*/

/** What the program does most often before anybody waits for it. */
const starts: readonly (readonly string[])[] = [['list', '--limit', '1'], ['--once']];

/** What V8 tells of a process, as Node writes it into `NODE_V8_COVERAGE`. */
interface Coverage {
	readonly result: readonly {
		readonly url: string;
		readonly functions: readonly {
			readonly ranges: readonly {
				readonly startOffset: number;
				readonly endOffset: number;
				readonly count: number;
			}[];
		}[];
	}[];
}

/** The functions that these processes called, as `start-end`, by their files. */
const calledIn = (coverage: string): ReadonlyMap<string, ReadonlySet<string>> => {
	const called = new Map<string, Set<string>>();
	for (const name of readdirSync(coverage)) {
		const {result} = JSON.parse(readFileSync(path.join(coverage, name), 'utf8')) as Coverage;
		for (const {url, functions} of result) {
			if (!url.startsWith('file:')) continue;
			const file = fileURLToPath(url);
			const ranges = functions.map(({ranges: [whole]}) => whole!).filter(({count}) => count > 0);
			const found = called.get(file) ?? new Set();
			called.set(file, found);
			for (const {startOffset, endOffset} of ranges) found.add(`${startOffset}-${endOffset}`);
		}
	}

	return called;
};

/** Starts the program in a home of its own, which is taken away again. */
const calledAtStart = (program: string): ReadonlyMap<string, ReadonlySet<string>> => {
	const home = mkdtempSync(path.join(os.tmpdir(), 'chatlogs-build-'));
	const [store, coverage] = [path.join(home, 'store'), path.join(home, 'coverage')];
	const run = (argv: readonly string[], more: NodeJS.ProcessEnv): void => {
		const env = {PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', ...more};
		execFileSync(process.execPath, [program, ...argv, '--store', store], {env, stdio: 'pipe'});
	};

	try {
		run(['demo', '--no-open'], {});
		for (const argv of starts) run(argv, {NODE_V8_COVERAGE: coverage});
		return calledIn(coverage);
	} finally {
		rmSync(home, {recursive: true});
	}
};

/** The text with these functions in parentheses, unless they are declarations or methods, which cannot be. */
const withHints = (text: string, called: ReadonlySet<string>): string => {
	const marks: (readonly [at: number, mark: string])[] = [];
	const mark = ({start, end}: {readonly start: number; readonly end: number}): void => {
		if (called.has(`${start}-${end}`)) marks.push([start, '('], [end, ')']);
	};
	simple(parse(text, {ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true}), {
		ArrowFunctionExpression: mark,
		FunctionExpression: mark,
	});
	let [hinted, from] = ['', 0];
	for (const [at, sign] of marks.toSorted(([a], [b]) => a - b)) {
		hinted += text.slice(from, at) + sign;
		from = at;
	}

	return hinted + text.slice(from);
};

/**
Has V8 compile with their files what the built program calls whenever it starts.
@param program its first file
*/
export const hintCalled = (program: string): void => {
	for (const [file, called] of calledAtStart(program))
		writeFileSync(file, withHints(readFileSync(file, 'utf8'), called));
};
