import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {type SearchHit, searchMessages} from '../../source/storage/search.js';
import {charactersOf} from '../../source/text/comparable.js';
import {soughtFor, standsIn} from '../../source/text/sought.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {message, office} from '../helpers/office.js';
import {fc, trials} from '../helpers/random.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {commit, importInto, incoming, made} from '../helpers/simulated-life.js';

const plain = [
	'a',
	'A',
	'b',
	'k',
	'K',
	'q',
	's',
	'S',
	't',
	'i',
	'I',
	'0',
	'"',
	'\\',
	'[',
	'/',
	'\n',
	'\t',
	'\u000B',
	'\u0007',
	'\u007F',
	'ss',
	'fi',
	' ',
];
const others = [
	'ß',
	'ẞ',
	'İ',
	'ı',
	'ſ',
	'\u212A',
	'Ｋ',
	'ａ',
	'é',
	'e\u0301',
	'\u0301',
	'ﬁ',
	'ﬃ',
	'ﬆ',
	'æ',
	'ĳ',
];
const rare = [
	'“',
	'‘',
	'–',
	'\u00A0',
	'\u0085',
	'\u2028',
	'\u00AD',
	'\u{E0100}',
	'🎉',
	'½',
	'㎏',
	'か\u3099',
	'ｶﾞ',
];

const anyText = fc
	.constantFrom(plain, [...plain, ...others], [...plain, ...others, ...rare])
	.chain(units => fc.array(fc.constantFrom(...units), {minLength: 1, maxLength: 10}))
	.map(parts => parts.join(''));

/** So many letters around a text that chunks end everywhere, and that some histories are longer than what is looked through at once. */
const anyFiller = fc.oneof(
	{weight: 8, arbitrary: fc.nat(300)},
	{weight: 3, arbitrary: fc.integer({min: 60_000, max: 70_000})},
	{weight: 1, arbitrary: fc.integer({min: 1_040_000, max: 1_060_000})},
);

const anyMessage = fc.tuple(anyText, anyFiller, fc.boolean()).map(([text, filler, isBehind]) => ({
	text,
	whole: isBehind ? 'w'.repeat(filler) + text : text + 'w'.repeat(filler),
}));

/** A part of one of the texts, in another form. */
const anyWord = fc.tuple(
	fc.nat(),
	fc.nat(10),
	fc.integer({min: 1, max: 10}),
	fc.constantFrom(
		(text: string) => text,
		(text: string) => text.toUpperCase(),
		(text: string) => text.toLowerCase(),
		(text: string) => text.normalize('NFKD'),
	),
);

test('searches that take turns find what a plain look finds, whatever is deleted and purged meanwhile', async t => {
	let found = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.array(anyMessage, {minLength: 1, maxLength: 3}), {minLength: 1, maxLength: 20}),
			fc.array(anyWord, {minLength: 1, maxLength: 3}),
			fc.array(fc.nat(2), {maxLength: 12}),
			fc.array(fc.tuple(fc.nat(8), fc.integer({min: 1, max: 20})), {maxLength: 3}),
			async (sessions, parts, turns, losses) => {
				const store = await made(new SimulatedFileSystem());
				await importInto(
					store,
					sessions.map((messages, index) =>
						incoming(
							index + 1,
							messages.map(({whole}, index) => message({id: index + 1, text: whole})),
						),
					),
					{pbx: ablePbx, directory: office.toRecord()},
				);
				const texts = sessions.flat().map(({text}) => text);
				const words = parts.flatMap(([which, from, length, form]) => {
					const word = form(
						charactersOf(texts[which % texts.length]!)
							.slice(from % 5, from + length)
							.join(''),
					);
					return soughtFor(word).plain.trim() === '' ? [] : [word];
				});
				const lost = new Set<number>();
				const searches = words.map(word => ({
					word,
					hits: [] as SearchHit[],
					under: searchMessages(store, {words: [word]}),
				}));
				const step = async (each: (typeof searches)[number]): Promise<boolean> => {
					const next = await each.under.next();
					if (next.done !== true) each.hits.push(...next.value);
					return next.done !== true;
				};

				for (const [at, turn] of turns.entries()) {
					if (searches.length > 0) await step(searches[turn % searches.length]!);
					for (const [when, session] of losses)
						if (when === at && session <= sessions.length && !lost.has(session)) {
							lost.add(session);
							await commit(store, facts => planDeletion(facts, {sessions: [session]}));
							if (session % 2 === 0) await commit(store, facts => planPurge(facts, {sessions: [session]}));
						}
				}

				for (const each of searches) while (await step(each));
				const isSure = (key: string): boolean => !lost.has(Number.parseInt(key, 10));
				for (const {word, hits} of searches) {
					const wanted = soughtFor(word);
					const expected = sessions.flatMap((messages, session) =>
						messages.flatMap(({whole}, index) =>
							standsIn(wanted, whole) ? [`${session + 1}:${index + 1}`] : [],
						),
					);
					const keys = hits.map(hit => `${hit.session}:${hit.message.id}`);
					t.deepEqual(keys.filter(isSure).toSorted(), expected.filter(isSure).toSorted());
					t.is(new Set(keys).size, keys.length);
					t.true(keys.every(key => expected.includes(key)));
					found += keys.length;
				}
			},
		),
		{numRuns: trials(40)},
	);
	t.true(found > 0);
});
