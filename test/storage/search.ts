import path from 'node:path';
import test from 'ava';
import {soughtFor, standsIn} from '../../source/text/sought.js';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {
	findInMessages,
	type SearchHit,
	searchMessages,
	type SearchRequest,
} from '../../source/storage/search.js';
import {type Store} from '../../source/storage/store.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {message, office} from '../helpers/office.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {commit, folder, importInto, incoming, made} from '../helpers/simulated-life.js';
import {fc, trials} from '../helpers/random.js';

/** A store with these sessions, each a list of texts; ids of sessions and messages count from 1. */
const storeWith = async (...sessions: readonly (readonly string[])[]): Promise<Store> => {
	const store = await made(new SimulatedFileSystem());
	await importInto(
		store,
		sessions.map((texts, index) =>
			incoming(
				index + 1,
				texts.map((text, index) => message({id: index + 1, text})),
			),
		),
		{pbx: ablePbx, directory: office.toRecord()},
	);
	return store;
};

const search = async (store: Store, request: SearchRequest): Promise<readonly SearchHit[]> => {
	const hits: SearchHit[] = [];
	for await (const batch of searchMessages(store, request)) hits.push(...batch);
	return hits;
};

/** As `session:message`, in order. */
const found = async (store: Store, ...words: readonly string[]): Promise<readonly string[]> => {
	const hits = await search(store, {words});
	return hits.map(hit => `${hit.session}:${hit.message.id}`).toSorted();
};

const texts = [
	'A plain Refund, please',
	'Straße nach ÖSTERREICH',
	String.raw`say "hello" to C:\temp\new`,
	'first line\nsecond\tline',
	'party 🎉🎉 tonight',
	'İstanbul ve ILIK KIŞ',
	'cafe\u0301 in nfd',
	'ΟΔΥΣΣΕΥΣ was here',
	'a {brace} [bracket] (paren) $1.00 ^caret |pipe? *star+',
	'temperature 300 K', // The last letter may also be the Kelvin sign.
	'kelvin \u212A sign',
];

const cases: readonly (readonly [title: string, word: string, message: number])[] = [
	['plain words', 'plain refund', 1],
	['other case', 'REFUND, PLEASE', 1],
	['letters beyond ASCII in other case', 'österreich', 2],
	['quotes', '"hello"', 3],
	['backslashes', String.raw`c:\temp\new`, 3],
	['words across a line break', 'first line second', 4],
	['words across a tab', 'second line', 4],
	['emoji', '🎉 tonight', 5],
	['a capital dotted i by a plain one', 'istanbul', 6],
	['a dotless i by a plain one', 'kiş', 6],
	['a capital dotted i by itself', 'İSTANBUL', 6],
	['composed letters in a decomposed text', 'café', 7],
	['decomposed letters', 'cafe\u0301', 7],
	['a final sigma', 'οδυσσευσ', 8],
	['signs of patterns', '(paren) $1.00 ^caret |pipe? *star+', 9],
	['brackets', '{brace} [bracket]', 9],
	['a plain k for the Kelvin sign', 'kelvin k', 11],
];

for (const [title, word, expected] of cases) {
	test(`finds ${title}`, async t => {
		t.deepEqual(await found(await storeWith(texts), word), [`1:${expected}`]);
	});
}

test('all words have to stand in one message', async t => {
	const store = await storeWith(['blue car', 'red car'], ['blue', 'car']);
	t.deepEqual(await found(store, 'car', 'blue'), ['1:1']);
});

test('skips names of fields, deleted messages and the trash', async t => {
	const store = await storeWith(['needle', 'needle again', 'author'], ['needle too']);
	await commit(store, facts => planMessageDeletion(facts, {session: 1, messages: [2]}));
	await commit(store, facts => planDeletion(facts, {sessions: [2]}));
	t.deepEqual(await found(store, 'needle'), ['1:1']);
	t.deepEqual(await found(store, 'author'), ['1:3']);
	const trash = await search(store, {words: ['needle'], inTrash: true});
	t.deepEqual(
		trash.map(({session}) => session),
		[2],
	);
});

test('finds nothing twice in a history that was written again', async t => {
	const store = await storeWith(['needle']);
	await importInto(store, [incoming(1, [message({id: 2, text: 'more'})])]);
	t.deepEqual(await found(store, 'needle'), ['1:1']);
	t.deepEqual(await found(store, 'more'), ['1:2']);
});

test('finds words at the ends of chunks, and in a history that is longer than a chunk', async t => {
	const filler = 'x'.repeat(700_000);
	const store = await storeWith(
		['first', ...Array.from({length: 9}, () => filler), 'deep inside'],
		...Array.from({length: 6}, (_, index) => [`number ${index} ${filler}`, 'the end']),
	);
	t.deepEqual(await found(store, 'deep inside'), ['1:11']);
	t.deepEqual(await found(store, 'number 5'), ['7:1']);
	const ends = await found(store, 'the end');
	t.is(ends.length, 6);
});

test('what is told with the progress is all that was found by then', async t => {
	const store = await storeWith(['needle', 'hay'], ['needle'], ['hay']);
	const told: (readonly [part: number, sessions: number])[] = [];
	await findInMessages(store, ['needle', 'hay'], {
		onProgress(part, found) {
			told.push([part, found.values().reduce((sum, {size}) => sum + size, 0)]);
		},
	});
	t.deepEqual(told, [
		[0.5, 2],
		[1, 4],
	]);
});

test('tells its progress up to the whole, and stops when it is told to', async t => {
	const filler = 'x'.repeat(900_000);
	const store = await storeWith(...Array.from({length: 8}, () => [filler, 'needle']));
	const parts: number[] = [];
	await search(store, {words: ['needle'], onProgress: part => parts.push(part)});
	t.deepEqual(
		parts,
		parts.toSorted((a, b) => a - b),
	);
	t.is(parts.at(-1), 1);
	const controller = new AbortController();
	const reason = new Error('enough');
	const hits = searchMessages(store, {words: ['needle'], signal: controller.signal});
	const first = await hits.next();
	t.false(first.done);
	controller.abort(reason);
	await t.throwsAsync(async () => hits.next(), {is: reason});
});

const anyText = fc.string({
	unit: fc.constantFrom(
		'a',
		'K',
		'i',
		'I',
		'İ',
		'ı',
		'e',
		'é',
		'e\u0301',
		'\u0301',
		'\u200D',
		'\u00AD',
		'æ',
		'ﬁ',
		's',
		'ł',
		'か',
		'が',
		'か\u3099',
		'ｶﾞ',
		'한',
		'\u1112\u1161\u11AB',
		'‘',
		'\u00A0',
		'–',
		'Σ',
		'ς',
		'"',
		'\\',
		'\n',
		'\t',
		'🎉',
		'ß',
		' ',
	),
	maxLength: 8,
});

const asciiText = fc.string({
	unit: fc.constantFrom(
		'a',
		'A',
		'b',
		'k',
		'K',
		'qu',
		'z',
		'e',
		'"',
		'\\',
		'\n',
		'\u0007',
		'0',
		'[',
		'{',
		'@',
		' ',
	),
	maxLength: 12,
});

/** Texts of messages, and a word; in pure ASCII it is looked for in another way. */
const textsAndWord = fc.constantFrom(anyText, asciiText).chain(text =>
	fc.tuple(
		fc.array(fc.array(text, {minLength: 1, maxLength: 4}), {minLength: 1, maxLength: 5}),
		text.filter(word => soughtFor(word).plain.trim() !== ''),
	),
);

test('finds what a plain look at every message finds', async t => {
	await fc.assert(
		fc.asyncProperty(textsAndWord, async ([sessions, word]) => {
			const store = await storeWith(...sessions);
			const wanted = soughtFor(word);
			const expected = sessions.flatMap((each, session) =>
				each.flatMap((text, index) => (standsIn(wanted, text) ? [`${session + 1}:${index + 1}`] : [])),
			);
			t.deepEqual(await found(store, word), expected.toSorted());
			const byWord = await findInMessages(store, [word]);
			t.deepEqual(
				[...byWord.get(word)!].toSorted(),
				[...new Set(expected.map(hit => Number(hit.split(':', 1)[0])))].toSorted(),
			);
		}),
		{numRuns: trials(80)},
	);
});

/** What looks like the end of a message, a field, or another message. */
const hostileText = fc
	.array(
		fc.constantFrom(
			'needle',
			'NEEDLE',
			'"text":"needle',
			String.raw`\"`,
			'\\',
			'"',
			'},{"',
			'{"id":1,"text":"needle"}',
			'],"records":[',
			'}],"',
			'[',
			'"param":',
			'\n',
			'é',
			'\u212A',
			'\uD83D',
		),
		{maxLength: 4},
	)
	.map(parts => parts.join(''));

const hostileParam = fc.letrec(tie => ({
	value: fc.oneof(
		{depthSize: 'small'},
		hostileText,
		fc.array(tie('value'), {maxLength: 2}),
		fc.record({id: fc.constant(1), text: hostileText, messages: tie('value'), records: tie('value')}),
	),
})).value;

const hostileMessage = fc.record(
	{
		text: hostileText,
		files: fc.array(fc.record({name: hostileText}), {minLength: 1, maxLength: 2}),
		error: hostileText,
		param: hostileParam,
	},
	{requiredKeys: ['text']},
);

const hostileSession = fc.record({
	messages: fc.array(hostileMessage, {maxLength: 4}),
	extra: fc.record({note: hostileParam}),
	isDeleted: fc.boolean(),
	hidden: fc.array(fc.integer({min: 1, max: 4}), {maxLength: 1}),
});

const hitsIn = (store: Store, id: number, words: readonly string[]): readonly string[] => {
	const hidden = store.deletedMessages(id);
	try {
		return store
			.history(id)
			.messages.filter(
				each => !hidden.has(each.id) && words.every(word => standsIn(soughtFor(word), each.text)),
			)
			.map(each => `${id}:${JSON.stringify(each)}`);
	} catch (error) {
		if (error instanceof StoreRefusal) return [];
		throw error;
	}
};

test('finds what a plain look finds in texts and fields that look like messages, and in damaged files', async t => {
	let hits = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(hostileSession, {minLength: 1, maxLength: 4}),
			fc.array(fc.constantFrom('needle', 'text', '"', '},{"', 'e', 'é', '\\', 'k', 'id":1'), {
				minLength: 1,
				maxLength: 2,
			}),
			fc.array(
				fc.record({at: fc.double({min: 0, max: 1, noNaN: true}), byte: fc.integer({min: 0, max: 255})}),
				{
					maxLength: 2,
				},
			),
			async (sessions, words, damage) => {
				const files = new SimulatedFileSystem();
				const store = await made(files);
				const records = [{at: 1, kind: 'note', by: 'needle', text: 'needle "text":"needle"'}];
				await importInto(
					store,
					sessions.map(({messages, extra}, index) => ({
						...incoming(
							index + 1,
							messages.map((each, index) => message({id: index + 1, ...each})),
							{extra},
						),
						records,
					})),
					{pbx: ablePbx, directory: office.toRecord()},
				);
				const ids = sessions.map((_, index) => index + 1);
				for (const [index, {hidden, messages}] of sessions.entries()) {
					const there = hidden.filter(id => id <= messages.length);
					if (there.length > 0)
						await commit(store, facts => planMessageDeletion(facts, {session: index + 1, messages: there}));
				}

				const deleted = ids.filter(id => sessions[id - 1]!.isDeleted);
				if (deleted.length > 0) await commit(store, facts => planDeletion(facts, {sessions: deleted}));
				const file = files.open(path.join(folder, 'm1.jsonl'), 'write');
				for (const {at, byte} of damage) {
					const offset = Math.floor(at * (file.size() - 1));
					// Without its newline a line hides the next one, which a plain look knows how to find.
					if (file.read(offset, 1).toString() !== '\n') file.write(Buffer.from([byte]), offset);
				}

				file.close();
				for (const inTrash of [false, true]) {
					const those = ids.filter(id => sessions[id - 1]!.isDeleted === inTrash);
					const expected = those.flatMap(id => hitsIn(store, id, words));
					const found = await search(store, {words, inTrash});
					t.deepEqual(
						found.map(hit => `${hit.session}:${JSON.stringify(hit.message)}`),
						expected,
					);
					hits += found.length;
				}
			},
		),
		{numRuns: trials(100)},
	);
	t.true(hits > 0);
});
