import {isBuiltin} from 'node:module';
import {copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {build, type BuildOptions, type Plugin} from 'esbuild';
import {fewFiles} from './chunks.ts';
import {hintCalled} from './compile-hints.ts';
import {saving} from './saving.ts';
import {testFolder} from './test-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What ships is not being developed, and there is no browser. */
const shipped: BuildOptions = {
	define: {'process.env.NODE_ENV': '"production"', 'globalThis.navigator': 'undefined'},
	inject: [path.join(root, '.config/performance.ts')],
};

/** The files of a folder of the project and of the folders in it, by their paths from there. */
const filesIn = (folder: string): string[] =>
	readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(({parentPath, name}) => path.relative(path.join(root, folder), path.join(parentPath, name)));

/** The pages of the manual lie beside the program, which reads them when it is asked to. */
const copyManual = (folder: string): readonly string[] => {
	const pages = filesIn('source/manual').filter(name => name.endsWith('.md'));
	mkdirSync(path.join(root, folder, 'manual'), {recursive: true});
	for (const name of pages)
		copyFileSync(path.join(root, 'source/manual', name), path.join(root, folder, 'manual', name));
	return pages.map(name => `${folder}/manual/${name}`);
};

/** Node's own modules that take milliseconds to load, and that many commands never call. */
const slowBuiltins: ReadonlySet<string> = new Set([
	'node:child_process',
	'node:crypto',
	'node:perf_hooks',
	'node:stream/consumers',
	'node:timers/promises',
	'node:tty',
	'node:v8',
	'node:zlib',
]);

/**
What stands for a member of a slow module until it is called or made an object of; `undefined` where nothing can, as for
functions into which `promisify` looks.
*/
const standIn = (name: string, key: string, value: unknown): string | undefined => {
	if (typeof value !== 'function' || promisify.custom in value) return undefined;
	const real = `process.getBuiltinModule(${JSON.stringify(name)}).${key}`;
	return /^(?:class\b|function [A-Z])/.test(String(value))
		? `function (...given) { return Reflect.construct(${real}, given); }`
		: `(...given) => ${real}(...given)`;
};

/** One of Node's own modules as a module of its own, of which a bundle takes only the names that it uses. */
const asModule = (name: string): string => {
	const loading = `/* @__PURE__ */ process.getBuiltinModule(${JSON.stringify(name)})`;
	const module = process.getBuiltinModule(name) as Readonly<Record<string, unknown>>;
	const isSlow = slowBuiltins.has(name);
	// Some members load what is behind them when they are read, so none is read that is not exported by its name.
	const named = Object.keys(Object.getOwnPropertyDescriptors(module)).filter(
		key => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default',
	);
	return [
		isSlow ? '' : `const builtin = ${loading};\nexport default builtin;`,
		...named.map((key, index) => {
			const value =
				(isSlow ? standIn(name, key, Object.getOwnPropertyDescriptor(module, key)?.value) : undefined) ??
				`/* @__PURE__ */ (() => ${isSlow ? `(${loading})` : 'builtin'}.${key})()`;
			return `const n${index} = ${value};\nexport {n${index} as ${key}};`;
		}),
		isSlow ? `export default {${named.map((key, index) => `${key}: n${index}`).join(', ')}};` : '',
	].join('\n');
};

/**
Leaves out what is imported of Node's own modules and never used, and takes them as they are: importing one as a module
reads every property of it, which loads all that some of them load when asked, and opens all three streams of the
process. The slow ones are loaded when one of their functions is first called.
*/
const builtins: Plugin = {
	name: 'builtins',
	setup(bundling) {
		bundling.onResolve({filter: /^[a-z_:/0-9]+$/}, ({path: name, kind}) => {
			if (!isBuiltin(name)) return undefined;
			if (kind === 'dynamic-import') return {path: name, external: true};
			const namespace = kind === 'import-statement' ? 'builtin' : 'required-builtin';
			return {path: name.startsWith('node:') ? name : `node:${name}`, namespace, sideEffects: false};
		});
		bundling.onLoad({filter: /./, namespace: 'builtin'}, ({path: name}) => ({contents: asModule(name)}));
		bundling.onLoad({filter: /./, namespace: 'required-builtin'}, ({path: name}) => ({
			contents: `module.exports = process.getBuiltinModule(${JSON.stringify(name)});`,
		}));
	},
};

/** Ink asks for the first only while Ink itself is being developed; the others are for tests and for measuring. */
const notBundled = ['react-devtools-core', '@lydell/node-pty', '@xterm/*'];

const bundling = {
	absWorkingDir: root,
	outdir: 'dist',
	chunkNames: 'chunks/[name]-[hash]',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node24',
	// Otherwise a pattern over classes of Unicode is made anew each time that it is used.
	supported: {'regexp-unicode-property-escapes': true, 'regexp-set-notation': true},
	legalComments: 'none',
	external: notBundled,
	// Packages in the older module format ask for Node's modules by `require`.
	banner: {
		js: "import {createRequire as $createRequire} from 'node:module';\nconst require = $createRequire(import.meta.url);",
	},
	plugins: [saving, builtins],
	logLevel: 'warning',
} satisfies BuildOptions;

/**
Bundles these modules, by their paths from the project's folder, with all packages that they use, beside the
manual. Takes away what else lies in the folder.
What several of them share lies in chunks of its own, so that a command loads only what it needs: to find and read
hundreds of small files is most of what starting costs. Names and lines stay as written, so that the stack of an
error can be read.
@returns the files that went into it, relative to the project's folder
*/
const bundle = async (
	entryPoints: readonly string[],
	folder: string,
	options: BuildOptions,
): Promise<string[]> => {
	const {metafile} = await build({
		...bundling,
		entryPoints: [...entryPoints],
		outdir: folder,
		...options,
		metafile: true,
	});
	const written = new Set([...Object.keys(metafile.outputs), ...copyManual(folder)]);
	for (const name of filesIn(folder))
		if (!written.has(`${folder}/${name}`)) rmSync(path.join(root, folder, name));
	return Object.keys(metafile.inputs);
};

/** The licences of the packages that these files are part of, as they ask to be told with every copy. */
const noticesOf = (files: readonly string[]): string => {
	const folders = new Set(files.flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
	const notices = [...folders].toSorted().map(name => {
		const folder = path.join(root, name);
		const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
			readonly name: string;
			readonly version: string;
			readonly license?: string;
		};
		const licence = readdirSync(folder).find(file => /^licen[cs]e/i.test(file));
		if (licence === undefined && about.license === undefined)
			throw new Error(`${about.name} says nothing of its licence: it cannot be shipped.`);
		const text = licence && readFileSync(path.join(folder, licence), 'utf8').trim();
		return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${text ?? 'No text comes with it.'}`;
	});
	return `chatlogs contains these packages.\n\n${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
};

/**
Escapes the characters beyond ASCII that esbuild leaves in patterns. One of them alone makes Node read, check and keep
the whole file as UTF-16, which starting waits for.
*/
const escapeCharacters = (folder: string): void => {
	for (const name of filesIn(folder)) {
		if (!name.endsWith('.js')) continue;
		const file = path.join(root, folder, name);
		const text = readFileSync(file, 'utf8');
		const escaped = text.replaceAll(
			/[^\0-\u007F]/g,
			unit => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
		if (escaped !== text) writeFileSync(file, escaped);
	}
};

const program = async (): Promise<void> => {
	const plugins = [await fewFiles('source/cli.tsx', bundling), ...bundling.plugins];
	const files = await bundle(['source/cli.tsx'], 'dist', {...shipped, plugins});
	escapeCharacters('dist');
	hintCalled(path.join(root, 'dist/cli.js'));
	writeFileSync(path.join(root, 'dist/third-party-notices.txt'), noticesOf(files));
};

/** The benchmarks are bundled as the program is, so that what they measure is what ships. */
const benchmarks = async (): Promise<void> => {
	const programs = readdirSync(path.join(root, 'test/bench/programs'));
	const entryPoints = ['run.ts', ...programs.map(name => `programs/${name}`)];
	await bundle(
		entryPoints.map(name => `test/bench/${name}`),
		'node_modules/.cache/bench',
		shipped,
	);
};

/** Packages that tests use and the program does not ship. */
const ofTestsAlone = ['fast-check', 'tsx', 'typescript'];

/** Hands the tests what lets several of their files share a process. */
const sharing: Plugin = {
	name: 'sharing',
	setup(bundling) {
		const stand = path.join(root, '.config/together.ts');
		bundling.onResolve({filter: /^ava$/}, ({importer}) =>
			importer === stand ? {path: 'ava', external: true} : {path: stand},
		);
	},
};

/**
The tests, the scripts that they run, and what loads them, which would have to be taken out of its types for each test
file otherwise. What the program ships is bundled as it ships.
*/
export const bundleTests = async (): Promise<void> => {
	const files = filesIn('test').filter(
		name => /\.tsx?$/.test(name) && !/^(?:bench|helpers|pictures)\//.test(name),
	);
	await bundle(['.config/load-tests.ts', ...files.map(name => `test/${name}`)], testFolder, {
		...shipped,
		external: [...notBundled, ...ofTestsAlone],
		plugins: [sharing, saving, builtins],
		outbase: root,
		outExtension: {'.js': '.mjs'},
		sourcemap: true,
		// The files themselves are there, and each test file reads the maps of all that it loads.
		sourcesContent: false,
	});
};

if (import.meta.main) await (process.argv[2] === 'bench' ? benchmarks() : program());
