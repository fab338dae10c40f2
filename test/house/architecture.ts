import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import ts from 'typescript';

interface Import {
	/** A package as it is named, a file of ours as its path from the project's folder. */
	readonly from: string;
	/** Whether Node loads it at once: `import {type A}` is loaded, `import type` and `import()` are not. */
	readonly isLoaded: boolean;
}

interface SourceFile {
	readonly path: string;
	readonly lines: number;
	readonly imports: readonly Import[];
	/** What it asks of the world: `Date.now`, `new Date()`, … */
	readonly asks: readonly string[];
	readonly hasDefaultExport: boolean;
	readonly isReexporting: boolean;
}

/** A file's place from that of another, as TypeScript names it: `.js` for what is `.ts` or `.tsx`. */
const resolve = (from: string, to: string, isThere: (file: string) => boolean): string => {
	if (!to.startsWith('.')) return to;
	if (to.endsWith('.json')) return path.join(path.dirname(from), to);
	const plain = path.join(path.dirname(from), to).replace(/\.js$/, '');
	return isThere(`${plain}.tsx`) ? `${plain}.tsx` : `${plain}.ts`;
};

const properties = new Set(['Date.now', 'Math.random', 'performance.now', 'process.hrtime']);
const names = new Set(['userInfo', 'randomUUID', 'randomBytes', 'randomInt', 'getRandomValues']);

const askOf = (node: ts.Node): string | undefined => {
	if (ts.isPropertyAccessExpression(node) && properties.has(node.getText())) return node.getText();
	if (ts.isIdentifier(node) && names.has(node.text)) return node.text;
	const isDate = (expression: ts.Expression): boolean =>
		ts.isIdentifier(expression) && expression.text === 'Date';
	if (ts.isCallExpression(node) && isDate(node.expression)) return 'Date()';
	return ts.isNewExpression(node) && isDate(node.expression) && !node.arguments?.length
		? 'new Date()'
		: undefined;
};

const isDefault = (node: ts.Node): boolean =>
	ts.isExportAssignment(node) ||
	(ts.isExportSpecifier(node) && node.name.text === 'default') ||
	(ts.canHaveModifiers(node) &&
		ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.DefaultKeyword) === true);

const read = (file: string, text: string, isThere: (file: string) => boolean): SourceFile => {
	const imports: Import[] = [];
	const asks: string[] = [];
	let hasDefaultExport = false;
	let isReexporting = false;
	const add = (to: ts.Expression, isLoaded: boolean): void => {
		if (ts.isStringLiteral(to)) imports.push({from: resolve(file, to.text, isThere), isLoaded});
	};

	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) {
			const isOnlyType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
			add(node.moduleSpecifier, !isOnlyType);
		} else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
			isReexporting = true;
			add(node.moduleSpecifier, !node.isTypeOnly);
		} else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
			add(node.arguments[0]!, false);
		}

		const ask = askOf(node);
		if (ask !== undefined) asks.push(ask);
		hasDefaultExport ||= isDefault(node);
		ts.forEachChild(node, visit);
	};

	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	const lines = text.split('\n').length - 1;
	return {path: file, lines, imports, asks, hasDefaultExport, isReexporting};
};

const readAll = (texts: ReadonlyMap<string, string>): readonly SourceFile[] =>
	Array.from(texts, ([file, text]) => read(file, text, other => texts.has(other)));

/** The rooms and the single files beside them, what each may import of the others, and which packages. */
const rooms: Readonly<Record<string, {readonly rooms: readonly string[]; readonly packages: RegExp}>> = {
	text: {rooms: [], packages: /^(string-width|libphonenumber-js\/min)$/},
	domain: {rooms: ['text'], packages: /^$/},
	storage: {rooms: ['domain', 'text'], packages: /^(node:.+|lowdb)$/},
	exchange: {
		rooms: ['storage', 'domain', 'text'],
		packages: /^(node:.+|hyparquet-writer|papaparse|pg|pg-copy-streams|standardwebhooks|ws|yauzl)$/,
	},
	demo: {rooms: ['domain', 'text'], packages: /^$/},
	manual: {rooms: ['text'], packages: /^node:(fs|util)$/},
	state: {rooms: ['domain', 'text'], packages: /^$/},
	actions: {rooms: ['state', 'domain', 'text'], packages: /^$/},
	screen: {rooms: ['actions', 'state', 'domain', 'text'], packages: /^(node:(?!fs).+|react|ink|ink-.+)$/},
	commands: {
		rooms: ['demo', 'manual', 'exchange', 'storage', 'domain', 'text'],
		packages: /^(node:(?!fs).+|meow|package\.json)$/,
	},
	machine: {rooms: ['exchange', 'storage', 'domain'], packages: /^node:(?!fs).+$/},
	app: {rooms: ['actions', 'exchange', 'storage', 'state', 'domain', 'text'], packages: /^node:(?!fs).+$/},
	cli: {
		rooms: ['app', 'commands', 'screen', 'machine'],
		packages: /^(node:.+|env-paths|react|ink|package\.json)$/,
	},
};

const roomOf = (file: string): string => /^source\/([^/.]+)/.exec(file)![1]!;

const rulesOf = (file: string): (typeof rooms)[string] | undefined => rooms[roomOf(file)];

const isArrowAllowed = (file: string, to: string): boolean => {
	const rules = rulesOf(file);
	return to.startsWith('source/')
		? roomOf(file) === roomOf(to) || (rules?.rooms.includes(roomOf(to)) ?? false)
		: (rules?.packages.test(to) ?? false);
};

/** What may be asked of the world outside of `machine.ts`: how long something took. */
const intervals: ReadonlySet<string> = new Set(['source/app/start-app.ts', 'source/storage/lock.ts']);

const mayAsk = (file: string, ask: string): boolean =>
	file === 'source/machine.ts' || (ask === 'performance.now' && intervals.has(file));

const mostLines = 250;

/** Longer files, each with the reason. */
const longFiles: ReadonlyMap<string, string> = new Map();

/** The loops of imports, of types too, that a file is the first of, by the files in them. */
const loopsFrom = (file: SourceFile, byPath: ReadonlyMap<string, SourceFile>): string[] => {
	const came = new Map<string, string>();
	const waiting = [file.path];
	for (const at of waiting) {
		for (const {from} of byPath.get(at)?.imports ?? []) {
			if (came.has(from)) continue;
			came.set(from, at);
			waiting.push(from);
		}
	}

	if (!came.has(file.path)) return [];
	const loop = [file.path];
	for (let at = came.get(file.path)!; at !== file.path; at = came.get(at)!) loop.unshift(at);
	return loop.toSorted()[0] === file.path ? [`loop: ${[file.path, ...loop].join(' > ')}`] : [];
};

type Rule = (file: SourceFile, byPath: ReadonlyMap<string, SourceFile>) => readonly string[];

const rules: Readonly<Record<string, Rule>> = {
	'rooms import only what they may': ({path: file, imports}) =>
		imports.filter(({from}) => !isArrowAllowed(file, from)).map(({from}) => `imports ${from}`),
	'only the screen is written in TSX': ({path: file}) =>
		file.endsWith('.tsx') && !['screen', 'cli'].includes(roomOf(file)) ? ['is TSX'] : [],
	'clock, randomness and user are asked in one place': ({path: file, asks}) =>
		asks.filter(ask => !mayAsk(file, ask)).map(ask => `asks ${ask}`),
	'files import each other in no loop': (file, byPath) => loopsFrom(file, byPath),
	'nothing is exported by default': ({hasDefaultExport}) =>
		hasDefaultExport ? ['has a default export'] : [],
	'nothing is exported again from elsewhere': ({isReexporting}) => (isReexporting ? ['exports again'] : []),
	'the outbox knows none of its couriers': ({path: file, imports}) =>
		file.startsWith('source/exchange/outbox/')
			? imports
					.filter(({from}) =>
						/^source\/exchange\/(?!outbox\/|http\/)|^source\/domain\/outbox\/due\.ts$/.test(from),
					)
					.map(({from}) => `knows ${from}`)
			: [],
	'files are short': ({path: file, lines}) =>
		lines > mostLines && !longFiles.has(file) ? [`has ${lines} lines`] : [],
	'folders are named by what they hold': ({path: file}) =>
		/\/(utils|helpers|types|common)\//.test(file) ? ['lies in a folder for anything'] : [],
};

const problems = (rule: Rule, files: readonly SourceFile[]): readonly string[] => {
	const byPath = new Map(files.map(file => [file.path, file]));
	return files.flatMap(file => rule(file, byPath).map(problem => `${file.path} ${problem}`));
};

const files = readAll(
	new Map(
		readdirSync('source', {recursive: true, encoding: 'utf8'})
			.filter(file => /\.tsx?$/.test(file))
			.map(file => `source/${file.replaceAll(path.sep, '/')}`)
			.map(file => [file, readFileSync(file, 'utf8')]),
	),
);

for (const [title, rule] of Object.entries(rules)) {
	test(title, t => {
		t.deepEqual(problems(rule, files), []);
	});
}

test('the allowance for long files names only those that need it', t => {
	const long = new Set(files.filter(({lines}) => lines > mostLines).map(({path: file}) => file));
	t.deepEqual([...new Set(longFiles.keys()).difference(long)], []);
});

test('the command line loads neither React nor Ink', t => {
	const byPath = new Map(files.map(file => [file.path, file]));
	// Commands are loaded when they are meant.
	const commands = [...byPath.keys()].filter(file => file.startsWith('source/commands/'));
	const loaded = new Set(['source/cli.tsx', 'source/cli/run.ts', ...commands]);
	for (const at of loaded) {
		for (const {from, isLoaded} of byPath.get(at)?.imports ?? []) if (isLoaded) loaded.add(from);
	}

	t.true(loaded.has('source/commands/list.ts'));
	t.deepEqual(
		[...loaded].filter(name => /^(react|ink)\b|^source\/(screen|actions|state)\//.test(name)),
		[],
	);
});

const wrong: readonly [file: string, text: string, problem: string][] = [
	['source/domain/a.ts', "import fs from 'node:fs';", 'imports node:fs'],
	['source/domain/a.ts', "import width from 'string-width';", 'imports string-width'],
	['source/domain/a.ts', "import {type App} from '../actions/app.js';", 'imports source/actions/app.ts'],
	['source/state/a.ts', "import {type Key} from 'ink';", 'imports ink'],
	['source/commands/a.ts', "import fs from 'node:fs/promises';", 'imports node:fs/promises'],
	['source/app/a.ts', "await import('../screen/root.js');", 'imports source/screen/root.ts'],
	['source/odd/a.ts', "import '../domain/b.js';", 'imports source/domain/b.ts'],
	['source/domain/a.tsx', '', 'is TSX'],
	['source/exchange/outbox/a.ts', "import '../platform/b.js';", 'knows source/exchange/platform/b.ts'],
	[
		'source/exchange/outbox/a.ts',
		"import '../../domain/outbox/due.js';",
		'knows source/domain/outbox/due.ts',
	],
	['source/storage/a.ts', 'export const now = () => Date.now();', 'asks Date.now'],
	['source/domain/a.ts', 'export const now = new Date();', 'asks new Date()'],
	['source/screen/a.ts', 'export const now = performance.now();', 'asks performance.now'],
	['source/storage/a.ts', "import {randomUUID} from 'node:crypto';", 'asks randomUUID'],
	['source/domain/a.ts', "import {a} from './a.js';", 'loop: source/domain/a.ts > source/domain/a.ts'],
	['source/domain/a.ts', 'export default 1;', 'has a default export'],
	['source/domain/a.ts', 'export default function a() {}', 'has a default export'],
	['source/domain/a.ts', 'const a = 1; export {a as default};', 'has a default export'],
	['source/domain/a.ts', "export * from './b.js';", 'exports again'],
	['source/domain/a.ts', '\n'.repeat(251), 'has 251 lines'],
	['source/domain/common/a.ts', '', 'lies in a folder for anything'],
];

test('the rules see what is wrong', t => {
	for (const [file, text, problem] of wrong) {
		const found = Object.values(rules).flatMap(rule => problems(rule, readAll(new Map([[file, text]]))));
		t.deepEqual(found, [`${file} ${problem}`]);
	}
});

test('a loop of several files is told once', t => {
	const texts = new Map([
		['source/domain/a.ts', "import {c} from './c.js';"],
		['source/domain/b.ts', "import {a} from './a.js';"],
		['source/domain/c.ts', "import {type B} from './b.js';"],
		['source/domain/d.ts', "import {a} from './a.js';"],
	]);
	t.deepEqual(problems(rules['files import each other in no loop']!, readAll(texts)), [
		'source/domain/a.ts loop: source/domain/a.ts > source/domain/c.ts > source/domain/b.ts > source/domain/a.ts',
	]);
});

test('the rules see nothing wrong in what is allowed', t => {
	const right: readonly [file: string, text: string][] = [
		['source/text/a.ts', "import width from 'string-width'; export const a = new Date(width);"],
		['source/storage/a.ts', "import fs from 'node:fs'; import {type A} from '../domain/a.js';"],
		['source/storage/lock.ts', 'export const started = performance.now();'],
		['source/screen/a.tsx', "import {render} from 'ink'; import {a} from '../actions/a.js';"],
		['source/domain/a.ts', "import {type B} from './b.js';"],
	];
	for (const [file, text] of right)
		for (const rule of Object.values(rules))
			t.deepEqual(problems(rule, readAll(new Map([[file, text]]))), []);
});
