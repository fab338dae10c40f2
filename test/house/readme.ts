import {existsSync, readFileSync} from 'node:fs';
import test from 'ava';
import {drawReadme} from '../../.config/draw-readme.js';
import {parseArguments} from '../../source/commands/parse-arguments.js';
import {parseFilter} from '../../source/domain/language/parse.js';

const readme = readFileSync('README.md', 'utf8');

const {scripts} = JSON.parse(readFileSync('package.json', 'utf8')) as {
	readonly scripts: Readonly<Record<string, string>>;
};

/** What is shown to be typed: the lines of the `sh` blocks without their comments. */
const typed = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)]
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

test('what is drawn from the program is up to date', t => {
	t.is(readme, drawReadme(readme), 'Draw it again: npm run docs');
});

test('says how to start and how to test', t => {
	t.true(typed.includes('npm ci && npm start'));
	t.true(typed.includes('npm ci && npm test'));
});

test('names only scripts that there are', t => {
	const named = [...readme.matchAll(/npm (?:run ([a-z]+)|(start|test))/g)].flatMap(
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
	const inText = /\]\((?!https?:)(?<link>[^)]+)\)/g;
	const pictures = /src(?:set)?="(?<link>[^"]+)"/g;
	const links = [inText, pictures].flatMap(form =>
		Array.from(readme.matchAll(form), ({groups}) => groups!.link!),
	);
	t.true(links.length > 0);
	t.deepEqual(
		links.filter(link => !existsSync(link)),
		[],
	);
});
