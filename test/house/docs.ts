import {existsSync, globSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {drawPage, pages, partsOf} from '../../.config/draw-docs.js';
import {parts} from '../../.config/drawn-parts.js';
import {parseArguments} from '../../source/commands/parse-arguments.js';
import {parseFilter} from '../../source/domain/language/parse.js';
import {readTopics} from '../../source/manual/pages.js';

const texts = new Map(pages.map(file => [file, readFileSync(file, 'utf8')]));
const readme = texts.get('README.md')!;
const all = [...texts.values()].join('\n');

const {scripts} = JSON.parse(readFileSync('package.json', 'utf8')) as {
	readonly scripts: Readonly<Record<string, string>>;
};

/** What is shown to be typed: the lines of the `sh` blocks without their comments. */
const typed = [...all.matchAll(/^```sh\n(.*?)^```$/gms)]
	.flatMap(([, block]) => block!.split('\n'))
	.map(line => line.replace(/(^|\s+)#.*$/, ''))
	.filter(line => line !== '');

/** The arguments of each `chatlogs …` that is shown, as a shell would split them. */
const calls = typed
	.flatMap(line => line.split(/\s(?:\||&&)\s/))
	.filter(call => /^(?:npx )?chatlogs\b/.test(call))
	.map(call => call.replace(/\s[<>].*$/, ''))
	.map(call =>
		Array.from(call.matchAll(/'([^']*)'|[^\s']+/g), ([word, quoted]) => quoted ?? word).slice(
			call.startsWith('npx') ? 2 : 1,
		),
	);

for (const [file, text] of texts) {
	test(`what is drawn into ${file} is up to date`, async t => {
		t.is(text, await drawPage(text), 'Draw it again: npm run docs');
	});
}

test('every part that can be drawn is in a page', t => {
	t.deepEqual([...texts.values()].flatMap(partsOf).toSorted(), Object.keys(parts).toSorted());
});

test('a part that nothing draws is not left as it is', async t => {
	const page = '<!-- nonsense: drawn by npm run docs -->\n<!-- end of nonsense -->';
	await t.throwsAsync(drawPage(page), {message: 'Nothing draws nonsense.'});
	t.is(all.match(/drawn by npm run docs -->/g)!.length, Object.keys(parts).length);
});

test('the README is short', t => {
	t.true(readme.split('\n').length < 250);
});

test('every page of the manual is in its table of contents', t => {
	const files = readdirSync('source/manual').filter(name => name.endsWith('.md') && name !== 'README.md');
	t.deepEqual(
		readTopics()
			.map(({name}) => `${name}.md`)
			.toSorted(),
		files.toSorted(),
	);
});

test('says how to start and how to test', t => {
	t.true(typed.includes('npm ci && npm start'));
	t.true(typed.includes('npm ci && npm test'));
});

test('names only scripts that there are', t => {
	const named = [...all.matchAll(/npm (?:run ([a-z]+)|(start|test))/g)].flatMap(
		([, run, own]) => run ?? own!,
	);
	t.true(named.length > 5);
	t.deepEqual(
		named.filter(name => !(name in scripts)),
		[],
	);
});

test('shows only commands, flags and filters that are understood', async t => {
	t.true(calls.length > 10);
	for (const call of calls) {
		const {flags} = await parseArguments(call);
		const {problems} = parseFilter(typeof flags.filter === 'string' ? flags.filter : '');
		t.deepEqual(problems, [], call.join(' '));
	}
});

test('links only to what is there', t => {
	const inText = /\]\((?!https?:)(?<link>[^)#]+)/g;
	const pictures = /src(?:set)?="(?<link>[^"]+)"/g;
	const links = [...texts].flatMap(([file, text]) =>
		[inText, pictures].flatMap(form =>
			Array.from(text.matchAll(form), ({groups}) => path.join(path.dirname(file), groups!.link!)),
		),
	);
	t.true(links.length > 20);
	t.deepEqual(
		links.filter(link => !existsSync(link)),
		[],
	);
});

/** The headings of a page as links name them. */
const anchors = (file: string): readonly string[] =>
	Array.from(readFileSync(file, 'utf8').matchAll(/^#+ (?<heading>.+)$/gm), ({groups}) =>
		groups!
			.heading!.toLowerCase()
			.replaceAll(/[^\w -]/g, '')
			.replaceAll(' ', '-'),
	);

test('links only to headings that there are', t => {
	const links = [...texts].flatMap(([file, text]) =>
		Array.from(text.matchAll(/\]\((?!https?:)(?<page>[^)#]*)#(?<anchor>[^)]+)\)/g), ({groups}) => ({
			page: groups!.page === '' ? file : path.join(path.dirname(file), groups!.page!),
			anchor: groups!.anchor!,
		})),
	);
	t.true(links.length > 3);
	t.deepEqual(
		links.filter(({page, anchor}) => !anchors(page).includes(anchor)),
		[],
	);
});

test('the page on the code names every room, and every folder in those that have many', t => {
	const page = readFileSync('source/manual/code.md', 'utf8');
	t.deepEqual(
		globSync('source/{*,{domain,storage,exchange}/*}/').filter(
			folder => !page.includes(`\`${path.basename(folder)}/\``),
		),
		[],
	);
});
