import {execFile} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import typescript from 'typescript';
import {builtFolder} from './built.js';

const execute = promisify(execFile);
const sources = new URL('programs/', import.meta.url);

/** Whole programs to be measured: run by plain Node, without the types that would cost them time to take away. */
export class Programs {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
		mkdirSync(folder, {recursive: true});
		writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
		for (const name of readdirSync(sources)) {
			const {outputText} = typescript.transpileModule(readFileSync(new URL(name, sources), 'utf8'), {
				compilerOptions: {
					module: typescript.ModuleKind.ESNext,
					target: typescript.ScriptTarget.ESNext,
				},
			});
			writeFileSync(this.#path(name), outputText);
		}
	}

	/** The command that runs it. Its first argument is always where the built modules of chatlogs are. */
	command(name: string, argv: readonly string[]): readonly [string, ...string[]] {
		return [process.execPath, this.#path(name), builtFolder.href, ...argv];
	}

	/** Runs it to its end: how long that took from outside, and the numbers that it tells itself. */
	async run(name: string, argv: readonly string[]): Promise<{milliseconds: number; told: number[]}> {
		const [file, ...rest] = this.command(name, argv);
		const start = performance.now();
		const {stdout} = await execute(file, rest, {env: plainEnvironment(this.#folder)});
		return {milliseconds: performance.now() - start, told: stdout.split(' ').map(Number)};
	}

	#path(name: string): string {
		return path.join(this.#folder, `${path.parse(name).name}.js`);
	}
}

/** Nothing of the caller's but the search path: no `CI`, no `NODE_ENV`, no configuration. */
export const plainEnvironment = (home: string): Record<string, string> => ({
	PATH: process.env.PATH ?? '',
	HOME: home,
	TERM: 'xterm-256color',
	LANG: 'C.UTF-8',
});

export const builtProgram = fileURLToPath(new URL('cli.js', builtFolder));

/** Whether a peer is installed. */
export const isInstalled = (name: string): boolean =>
	(process.env.PATH ?? '')
		.split(path.delimiter)
		.some(folder => folder !== '' && typescript.sys.fileExists(path.join(folder, name)));
