import {readdirSync} from 'node:fs';
import test from 'ava';
import {Terminal} from '../helpers/terminal.js';
import {capture} from '../pictures/capture.js';
import {stories} from '../pictures/stories.js';
import {palettes, svgOf} from '../pictures/svg.js';

const drawn = async (...screens: readonly string[]): Promise<string> => {
	const shots = [];
	for (const written of screens) {
		const terminal = new Terminal(20, 2);
		terminal.stdout.write(written);
		await terminal.settled();
		shots.push({screen: capture(terminal), caption: '', seconds: 1});
		terminal.close();
	}

	return svgOf('Two < three', shots, palettes.dark);
};

test('there is a picture of every story on light and on dark, and no other', t => {
	t.deepEqual(
		readdirSync('.github/pictures').toSorted(),
		stories.flatMap(({name}) => [`${name}-dark.svg`, `${name}-light.svg`]).toSorted(),
	);
});

test('what stands on the screen is text in the picture, never markup', async t => {
	const svg = await drawn('<script>&"</script>');
	t.false(svg.includes('<script>'));
	t.true(svg.includes('&lt;script&gt;&amp;&quot;&lt;/script'));
	t.true(svg.includes('<title>Two &lt; three</title>'));
});

test('what follows a wide character stays in its column', async t => {
	const svg = await drawn('李雷 ok');
	t.regex(svg, /<text x="0" y="13" textLength="16"[^>]*>李</);
	t.regex(svg, /<text x="16" y="13" textLength="16"[^>]*>雷</);
	t.regex(svg, /<text x="32" y="13" textLength="\d+"[^>]*>\u00A0ok/);
});

test('blanks are ones that no browser runs together, so that nothing is stretched over what they left', async t => {
	const svg = await drawn('a    b');
	t.regex(svg, />a\u00A0{4}b/);
});

test('colours, bold and inverse come along', async t => {
	const svg = await drawn('\u001B[1;31mred\u001B[0m \u001B[7mback\u001B[0m');
	t.regex(svg, /fill="#ff7b72" font-weight="bold">red</);
	t.regex(svg, /<rect x="32" y="0" width="32" height="17" fill="#d8dae0"\/>/);
});

test('only several screens make it move, and a row that stays is drawn once', async t => {
	const still = await drawn('same');
	t.false(still.includes('@keyframes'));
	const svg = await drawn('same\nfirst', 'same\nsecond');
	t.true(svg.includes('@keyframes k1'));
	t.is(svg.split('>same').length, 2);
});

test('where nothing moves, the first screen is shown, and it alone', async t => {
	const svg = await drawn('first', 'second', 'third');
	const shown = svg
		.replace(/<style>.*?<\/style>/s, '')
		.matchAll(/<g id="s(\d+)"(?<hidden> visibility="hidden")?>/g);
	t.deepEqual(
		Array.from(shown, ([, number, hidden]) => `${number!} ${hidden === undefined ? 'shown' : 'hidden'}`),
		['0 shown', '1 hidden', '2 hidden'],
	);
	const always = svg.replaceAll(/@(?:keyframes \w+|media [^{]+)\{(?:[^{}]*\{[^{}]*\})*\}/g, '');
	t.notRegex(always, /<style>[^<]*visibility/);
});
