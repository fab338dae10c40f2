import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';

const execute = promisify(execFile);

/** The programs to be measured, bundled beside the benchmarks. */
const bundled = path.join(path.dirname(process.argv[1]!), 'programs');

/** Whole programs to be measured. */
export class Programs {
	readonly #home: string;

	constructor(home: string) {
		this.#home = home;
	}

	/** The command that runs it. */
	command(name: string, argv: readonly string[]): readonly [string, ...string[]] {
		return [process.execPath, path.join(bundled, `${name}.js`), ...argv];
	}

	/** Runs it to its end: how long that took from outside, and the numbers that it tells itself. */
	async run(name: string, argv: readonly string[]): Promise<{milliseconds: number; told: number[]}> {
		const [file, ...rest] = this.command(name, argv);
		const start = performance.now();
		const {stdout} = await execute(file, rest, {env: plainEnvironment(this.#home)});
		return {milliseconds: performance.now() - start, told: stdout.split(' ').map(Number)};
	}
}

/** Nothing of the caller's but the search path: no `CI`, no `NODE_ENV`, no configuration. */
export const plainEnvironment = (home: string): Record<string, string> => ({
	PATH: process.env.PATH ?? '',
	HOME: home,
	TERM: 'xterm-256color',
	LANG: 'C.UTF-8',
});

/** The program as it ships. */
export const builtProgram = path.resolve('dist/cli.js');

/** Whether a peer is installed. */
export const isInstalled = (name: string): boolean =>
	(process.env.PATH ?? '')
		.split(path.delimiter)
		.some(folder => folder !== '' && existsSync(path.join(folder, name)));
