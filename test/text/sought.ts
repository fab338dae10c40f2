import test from 'ava';
import {isWhole, spansIn, soughtFor, spelled, standsIn} from '../../source/text/sought.js';

/** Whether the word stands in the text. */
const cases: readonly (readonly [word: string, text: string, stands: boolean])[] = [
	['jose', 'José', true],
	['josé', 'Jose', false],
	['josé', 'JOSE\u0301', true],
	['jose g', 'José\r\nGarcía', true],
	['müller', 'Mu\u0308ller', true],
	['muller', 'Müller', true],
	['müller', 'Muller', false],
	['e\u0301', 'ẹ\u0301', true],
	['lukasz', 'Łukasz', true],
	['łukasz', 'Lukasz', false],
	['aero', 'Ærø', true],
	['thor', 'Þór', true],
	['diyarbakır', 'DIYARBAKIR', true],
	['и', 'й', false],
	['е', 'ё', true],
	['か', 'が', false],
	['が', 'か\u3099', true],
	['محمد', 'مُحَمَّد', true],
	['שלום', 'שָׁלוֹם', true],
	["o'b", 'O’Brien', true],
	['a-b', 'a\u2011b', true],
	['coop', 'co\u00ADop', true],
	['कि', 'क', false],
];

for (const [word, text, stands] of cases) {
	test(`${word} ${stands ? 'stands' : 'does not stand'} in ${text}`, t => {
		t.is(standsIn(soughtFor(word), text), stands);
	});
}

const places = (word: string, text: string): readonly string[] =>
	spansIn(soughtFor(word), text).map(({at, end}) => text.slice(at, end));

test('tells the places in the text as it is', t => {
	t.deepEqual(places('in', 'a ﬁne ﬁn'), ['ﬁn', 'ﬁn']);
	t.deepEqual(places('jose', 'Jose\u0301, JOSÉ'), ['Jose\u0301', 'JOSÉ']);
	t.deepEqual(places('josé', 'Jose, José'), ['José']);
	t.deepEqual(places('strasse', 'die Straße'), ['Straße']);
	t.deepEqual(places('a b', 'a \u00A0 b'), ['a \u00A0 b']);
	t.deepEqual(places('aa', 'aaaa'), ['aa', 'aa']);
	t.deepEqual(places('', 'abc'), []);
});

const names = (typed: string): readonly string[] => spelled(typed, ['Sud', 'Süd', ' süd'], name => [name]);

test('an exact spelling goes before one that is the same', t => {
	t.deepEqual(names('Süd'), ['Süd']);
	t.deepEqual(names('SÜD'), ['Süd', ' süd']);
	t.deepEqual(names('sud'), ['Sud', 'Süd', ' süd']);
	t.false(isWhole(soughtFor('su'), 'Süd'));
});
