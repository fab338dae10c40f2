import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {type Plugin} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const graphemes = JSON.stringify(path.join(root, 'source/text/graphemes.ts'));

/** What packages do while they are loaded that costs much of the time until the first frame, and nobody needs. */
const savings = [
	{
		// Yoga asks `fetch` for the bytes that it carries in itself, if there is one, which loads all of Node's web
		// client. Without it, it reads them as they are.
		file: /yoga-wasm-base64-esm\.js$/,
		from: '"function"!=typeof fetch',
		to: 'true',
	},
	{
		// meow reads and normalizes package.json unless it is handed one, as it is here. All of its dependencies lie in
		// this one file, so no alias can leave out that part, which takes a third of the time until a command runs.
		file: /meow\/build\/dependencies\.js$/,
		from: [
			'var normalizeExports = requireNormalize();',
			'const normalizePackageData = getDefaultExportFromCjs(normalizeExports);',
			'promisify(execFile);',
		].join('\n'),
		to: 'const normalizePackageData = () => undefined;',
	},
	{
		// Nor does it ever show where a package.json is wrong.
		file: /meow\/build\/dependencies\.js$/,
		from: 'var libExports = requireLib$1();',
		to: 'const libExports = {};',
	},
	// Names of flags are ASCII. A pattern over a class of Unicode takes as long to make as it takes to read them.
	...[
		[String.raw`/[\p{Lu}]/u`, '/[A-Z]/'],
		[String.raw`/[\p{Ll}]/u`, '/[a-z]/'],
		[String.raw`/^[\p{Lu}](?![\p{Lu}])/u`, '/^[A-Z](?![A-Z])/'],
		[String.raw`/([\p{Alpha}\p{N}_]|$)/u`, String.raw`/(\w|$)/`],
		[String.raw`/([\p{Lowercase_Letter}\d])(\p{Uppercase_Letter})/gu`, String.raw`/([a-z\d])([A-Z])/g`],
		[
			String.raw`/(\p{Uppercase_Letter})(\p{Uppercase_Letter}\p{Lowercase_Letter}+)/gu`,
			'/([A-Z])([A-Z][a-z]+)/g',
		],
	].map(([from, to]) => ({file: /meow\/build\/dependencies\.js$/, from: from!, to: to!})),
	// Most texts are plain, and their width is known without these.
	...['visibleCharacterRegex', 'spacingMarkRegex', 'extendedPictographicRegex'].flatMap(name => [
		{file: /string-width\/index\.js$/, from: new RegExp(String.raw`\b${name}\b(?! =)`, 'g'), to: `${name}()`},
		{file: /string-width\/index\.js$/, from: `const ${name} =`, to: `const ${name} = () =>`},
	]),
	{
		file: /string-width\/index\.js$/,
		from: String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`,
		to: `import {rgiEmoji as rgiEmojiRegex} from ${JSON.stringify(path.join(root, '.config/rgi-emoji.ts'))};`,
	},
	// Nearly all texts that Ink draws can be told apart without a segmenter, which takes longer to make than all that a
	// short command does.
	...[
		[/string-width\/index\.js$/, 'const segmenter = new Intl.Segmenter();'],
		[/wrap-ansi\/index\.js$/, 'const segmenter = new Intl.Segmenter();'],
		[
			/ansi-tokenize\/build\/tokenize\.js$/,
			'const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });',
		],
		[
			/ink\/build\/line-update\.js$/,
			"const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });",
		],
	].map(([file, from]) => ({
		file: file as RegExp,
		from: from as string,
		to: `import {segmentsOf} from ${graphemes};\nconst segmenter = {segment: segmentsOf};`,
	})),
	{
		// It looks at positions, too.
		file: /slice-ansi\/tokenize-ansi\.js$/,
		from: "const GRAPHEME_SEGMENTER = new Intl.Segmenter(undefined, {granularity: 'grapheme'});",
		to: `import {sharedSegmenter as GRAPHEME_SEGMENTER} from ${graphemes};`,
	},
	// Only a device can be a terminal; to ask for more loads all of Node's network.
	...[1, 2].map(descriptor => ({
		file: /chalk\/source\/vendor\/supports-color\/index\.js$/,
		from: `tty.isatty(${descriptor})`,
		to: `process.getBuiltinModule('fs').fstatSync(${descriptor}).isCharacterDevice() && tty.isatty(${descriptor})`,
	})),
	// What Ink would take if nobody handed it the streams, which takes long to make.
	...['stdin', 'stdout', 'stderr'].map(name => ({
		file: new RegExp(String.raw`ink/build/components/${name[0]!.toUpperCase()}${name.slice(1)}Context\.js$`),
		from: `${name}: process.${name},`,
		to: `get ${name}() { return process.${name}; },`,
	})),
	{
		// It only looks at what Ink hands it.
		file: /signal-exit\/index\.js$/,
		from: "var assert = require('assert')",
		to: 'var assert = {equal: () => {}}',
	},
	{
		// Only a table that is drawn needs the digests, and they need all of Node's cryptography.
		file: /ink-table\/dist\/index\.js$/,
		from: "import { sha1 } from 'object-hash';",
		to: "const sha1 = (...given) => require('object-hash').sha1(...given);",
	},
	{
		// One of hundreds of signs, which are put together while they are loaded.
		file: /ink-select-input\/build\/Indicator\.js$/,
		from: "import figures from 'figures';",
		to: "const figures = {pointer: '❯'};",
	},
	{
		// Ink takes apart every text of every frame anew, though most stand there since the frame before. It alters
		// nothing of what it keeps; a few thousand texts are some frames, and a few megabytes.
		file: /ink\/build\/output\.js$/,
		from: 'export default class Output {\n    operations = [];\n    caches = new OutputCaches();',
		to: [
			'let lasting = new OutputCaches();',
			"const blank = {type: 'char', value: ' ', fullWidth: false, styles: []};",
			'export default class Output {',
			'    operations = [];',
			'    caches = lasting.styledChars.size > 2000 ? (lasting = new OutputCaches()) : lasting;',
		].join('\n'),
	},
	{
		// Nor does it alter a cell, so that all blank ones can be one.
		file: /ink\/build\/output\.js$/,
		from: [
			'row.push({',
			"                    type: 'char',",
			"                    value: ' ',",
			'                    fullWidth: false,',
			'                    styles: [],',
			'                });',
		].join('\n'),
		to: 'row.push(blank);',
	},
];

/** Leaves that out of the packages. */
export const saving: Plugin = {
	name: 'saving',
	setup(bundling) {
		bundling.onLoad({filter: /\.js$/}, ({path: found}) => {
			const wanted = savings.filter(({file}) => file.test(found));
			if (wanted.length === 0) return undefined;
			let text = readFileSync(found, 'utf8');
			for (const {from, to} of wanted) {
				const altered = text.replace(from, () => to);
				if (altered === text) throw new Error(`${found} has no ${from} any more: look what it does now.`);
				text = altered;
			}

			return {contents: text};
		});
	},
};
