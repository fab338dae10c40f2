import test from 'ava';
import {Directory} from '../../../source/domain/directory.js';
import {findHits, findRows} from '../../../source/domain/find/find-rows.js';
import {Finder} from '../../../source/domain/find/finder.js';
import {soughtFor, standsIn} from '../../../source/text/sought.js';
import {comparable, caseless, singleLine} from '../../../source/text/comparable.js';
import {numberKey, numberTexts} from '../../../source/text/phone-number.js';
import {type TouchedBy} from '../../../source/domain/find/touched-by.js';
import {type OnPbx} from '../../../source/domain/find/on-pbx.js';
import {parseFilter} from '../../../source/domain/language/parse.js';
import {type QueryContext} from '../../../source/domain/find/query-context.js';
import {type Query} from '../../../source/domain/language/query.js';
import {type SortKey, sortKeys} from '../../../source/domain/session-fields.js';
import {apiHandler, type Handler, handlerLabel, nobody} from '../../../source/domain/handler.js';
import {channelLabel, type Party, recipient, sender, type Session} from '../../../source/domain/session.js';
import {type SessionTable} from '../../../source/domain/table/session-table.js';
import {blockIn, tableOf} from '../../helpers/table.js';
import {fc, trials} from '../../helpers/random.js';

const now = Date.UTC(2026, 10, 22, 10) / 1000;
const hour = 3600;
const support: Handler = {kind: 'queue', id: 6, number: '', name: 'Support'};
const ann: Handler = {kind: 'extension', id: 3, number: '1003', name: 'Ann Lee'};
const bob: Handler = {kind: 'extension', id: 4, number: '1004', name: 'Bob Queue'};
const directory = new Directory({
	owners: [
		{...support, kind: 'queue'},
		{...ann, kind: 'extension', deletedAt: 1},
		{...bob, kind: 'extension'},
	],
	complete: [],
});
const whatsapp = {type: 'whatsapp', name: 'Sales', number: '+1 555 0100'};
const chat = {type: 'livechat', name: 'Website', number: ''};
const telegram = {type: 'Telegram', name: '', number: '77'};

/** What is said in messages: every fourth session asks for a refund, every sixth for a parcel. */
const inMessages: ReadonlyMap<string, ReadonlySet<number>> = new Map(
	[['refund', 4] as const, ['parcel', 6] as const].map(([said, every]) => [
		said,
		new Set(Array.from({length: 300}, (_, index) => index * every)),
	]),
);

/** What is pending on the connected PBX, and what is not there any more. */
const touchedBy: TouchedBy = new Map([
	[24, id => [2, 32, 40].includes(id)],
	[25, id => id === 30],
]);
const onPbx: OnPbx = {pending: new Set([1, 30, 99]), gone: [[2, 5], 30]};

const trashedAt: ReadonlyMap<number, number> = new Map([[40, now - 40 * 24 * hour]]);

const found = (table: SessionTable, text: string): number[] => {
	const query = parseFilter(text);
	if (query.problems.length > 0) throw new Error(`${text}: ${query.problems[0]!.message}`);
	const context = {now, directory, inMessages, onPbx, touchedBy, trashedAt};
	return Array.from(findRows(table, query, context), row => table.idOf(row));
};

/** The rows that it finds if it is let work until the end. */
const completed = (finder: Finder, query: Query, context: QueryContext): Uint32Array => {
	finder.look(query, query.sort, context);
	while (!finder.isComplete) finder.step();
	return finder.found.rows;
};

const sample = tableOf([
	{id: 1, channel: whatsapp, customer: {name: 'Maria González', number: '+44 (20) 7946-0018'}, handler: ann},
	{
		id: 2,
		channel: chat,
		customer: {name: '李 雷', number: ''},
		handler: support,
		status: 'closed',
		messages: 20,
	},
	{
		id: 30,
		channel: whatsapp,
		customer: {name: 'İpek Işık', number: '1003'},
		outbound: true,
		handler: apiHandler,
	},
	{
		id: 31,
		channel: telegram,
		customer: {name: '', number: ''},
		archived: true,
		createdAt: now,
		lastActiveAt: now,
	},
	{
		id: 32,
		channel: chat,
		customer: {name: 'ΟΔΥΣΣΕΥΣ', number: 'fb.9-9'},
		handler: bob,
		failed: 1,
		transfers: 2,
	},
	{
		id: 33,
		channel: chat,
		customer: {name: 'Jose\u0301', number: '1'},
		files: 2,
		messages: 21,
		createdAt: now - 5 * hour,
	},
	{id: 40, channel: whatsapp, customer: {name: 'Maria', number: ''}, deleted: true, handler: ann},
]);

/** Ids of the sample, from the newest. */
const findings: readonly (readonly [filter: string, ids: readonly number[]])[] = [
	['', [33, 32, 31, 30, 2, 1]],
	['maria', [1]],
	['MARIA gonz', [1]],
	['"maria gonz"', [1]],
	['"a  g"', [1]],
	['gonzález', [1]],
	['josé', [33]],
	['ipek ışık', [30]],
	['IŞIK', [30]],
	['οδυσσευς', [32]],
	['σσε', [32]],
	['雷', [2]],
	['"李 雷"', [2]],
	['3', [33, 32, 31, 30, 1]],
	['"+44 20 7946"', [1]],
	['+442079460018', [1]],
	['7946-0018', [1]],
	['5550100', [30, 1]],
	['"live chat"', [33, 32, 2]],
	['sales', [30, 1]],
	['"1003 ann"', [1]],
	['1003', [30, 1]],
	['api', [30]],
	['-maria -chat', [31, 30]],
	['id:2', [2]],
	['id:30..32,1', [32, 31, 30, 1]],
	['id:>=32', [33, 32]],
	['id:..2', [2, 1]],
	['id:32..', [33, 32]],
	['channel:WhatsApp,telegram', [31, 30, 1]],
	['channel:"live chat"', [33, 32, 2]],
	['channel:pigeon', []],
	['number:+15550100', [30, 1]],
	['number:"+1 (555)*"', [30, 1]],
	['number:+1555', []],
	['number:site', [33, 32, 2]],
	['customer:1003', [30]],
	['customer:100*', [30]],
	['customer:100', []],
	['customer:fb.9-9', [32]],
	['customer:fb99', []],
	['customer:*18', [1]],
	['customer:*-9', [32]],
	['customer:*b.9-9', [32]],
	['number:*0100', [30, 1]],
	['customer:442079460018', [1]],
	['customer:0044/2079460018', [1]],
	['+442079', [1]],
	['+2079', []],
	['customer:"李 雷"', [2]],
	['customer:77', []],
	['sender:maria,sales', [30, 1]],
	['sender:+44*', [1]],
	['recipient:sales', [1]],
	['recipient:ipek', [30]],
	['handler:1003', [1]],
	['handler:ann', [1]],
	['handler:100*', [32, 1]],
	['handler:*03', [1]],
	['handler:01003', []],
	['handler:queue', [2]],
	['handler:"b queue"', [32]],
	['handler:queue:supp', [2]],
	['handler:extension:1003,queue:Support', [2, 1]],
	['handler:queue:1003', []],
	['handler:api', [30]],
	['handler:API,none', [33, 31, 30]],
	['status:closed', [2]],
	['-status:closed', [33, 32, 31, 30, 1]],
	['status:open,closed', [33, 32, 31, 30, 2, 1]],
	['is:orphaned', [1]],
	['is:archived,orphaned', [31, 1]],
	['is:picked-up', [32, 1]],
	['is:pending', [30, 1]],
	['is:gone', [30, 2]],
	['is:pending,gone', [30, 2, 1]],
	['-is:pending is:gone', [2]],
	['is:deleted', [40]],
	['is:deleted status:closed', []],
	['-is:deleted maria', [1]],
	['is:deleted -is:deleted', []],
	['is:orphaned is:deleted', [40]],
	['deleted:..30d', [40]],
	['deleted:30d', []],
	['deleted:30d,..39d maria', [40]],
	['-deleted:..30d maria', [1]],
	['is:deleted -deleted:..30d', []],
	['is:deleted -deleted:30d', [40]],
	['change:24 deleted:..30d', [40]],
	['change:24', [40, 32, 2]],
	['change:24 is:deleted', [40]],
	['change:24,25 -is:deleted', [32, 30, 2]],
	['-change:24 maria', [1]],
	['change:7', []],
	['has:failed', [32]],
	['has:file,failed', [33, 32]],
	['messages:>20', [33]],
	['messages:>=20', [33, 2]],
	['messages:1..20', [2]],
	['transfers:<=1 messages:0', [31, 30, 1]],
	['created:4h', [31]],
	['created:5h', [33, 31]],
	['created:yesterday', []],
	['created:..2030', [33, 31]],
	['-created:today', [32, 30, 2, 1]],
	['created:2025,4h', [31]],
];

for (const [filter, ids] of findings) {
	test(`${filter || 'nothing'} finds ${ids.join(' ') || 'none'}`, t => {
		t.deepEqual(found(sample, `${filter} sort:-id`), ids);
	});
}

test('finds words that stand where a number is expected', t => {
	const table = tableOf([{channel: chat, customer: {name: '', number: 'Ömer\nÖz'}}]);
	for (const filter of ['customer:"ömer öz"', 'customer:ÖMER*', 'customer:*öz', 'customer:"ömer\nö*"'])
		t.deepEqual(found(table, filter), [1], filter);
	t.deepEqual(found(table, 'customer:ömer'), []);
});

const words = [
	'Maria',
	'maria gonz',
	'İ',
	'ı',
	'IŞ',
	'ΟΔΟΣ',
	'σ',
	'Jose\u0301',
	'é',
	'李',
	'雷',
	'-',
	'10',
	'03',
	'+1 555',
	'(5)',
	'a\nb',
	'"',
	'\\',
	',',
];
const word = fc.array(fc.constantFrom(...words), {minLength: 1, maxLength: 3}).map(parts => parts.join(''));
const name = fc.oneof(fc.constant(''), word);
const number = fc.oneof(
	fc.constant(''),
	fc.constantFrom('1003', '+1 555 0100', '+1555', '10-03', '5550'),
	word,
);
const time = fc.option(fc.integer({min: now - 3 * 86_400, max: now}), {nil: undefined});
const count = fc.integer({min: 0, max: 3});
const anySession: fc.Arbitrary<Omit<Session, 'id'>> = fc.record({
	channel: fc.record({type: fc.constantFrom('sms', 'livechat', 'Fax'), name, number}),
	customer: fc.record({name, number}),
	outbound: fc.boolean(),
	createdAt: time,
	lastActiveAt: time,
	handler: fc.oneof(
		fc.constantFrom(support, ann, bob, apiHandler, nobody),
		fc.record({kind: fc.constantFrom('extension', 'queue'), id: fc.integer({min: 7, max: 9}), number, name}),
	),
	status: fc.constantFrom('open', 'closed'),
	archived: fc.boolean(),
	deleted: fc.boolean(),
	messages: count,
	failed: count,
	files: count,
	transfers: count,
});
const anyTable = fc
	.uniqueArray(fc.record({id: fc.integer({min: 1, max: 1100}), rest: anySession}), {
		selector: ({id}) => id,
		maxLength: 30,
	})
	.map(sessions =>
		tableOf(
			sessions.map(({id, rest}) => ({...rest, id})),
			8,
		),
	);

const sessionsOf = (table: SessionTable): Session[] =>
	table.blocks.flatMap(block => Array.from(block!.id, id => table.session(id)!));

/** A term, and what it means said over again, without haystacks, dictionaries or columns. */
interface Meaning {
	readonly text: string;
	readonly holds: (session: Session) => boolean;
}

const comparableKey = (key: string): string => caseless(singleLine(key));

const numberOf = ({number: written}: Party, {channel}: Session): string =>
	comparableKey(numberKey(written, channel.type));

const hasWord = (session: Session, wanted: string): boolean => {
	const {id, channel, customer, handler} = session;
	const texts = [
		String(id),
		channel.type,
		channelLabel(channel.type),
		channel.name,
		customer.name,
		...[channel, customer].map(({number: written}) =>
			written === `+${numberKey(written, channel.type)}` ? '' : written,
		),
		...(handler.kind === 'none' ? [] : [handlerLabel(handler)]),
		...(handler.kind === 'api' ? ['api'] : []),
	];
	const keys = [channel, customer].map(side => `\t${numberOf(side, session)}`);
	const sought = soughtFor(wanted);
	return [...texts, ...keys].some(
		text =>
			standsIn(sought, text) || numberTexts(wanted).some(spelling => text.toLowerCase().includes(spelling)),
	);
};

const isParty = (party: Party, type: string, wanted: string, isPrefix: boolean): boolean => {
	if (standsIn(soughtFor(wanted), party.name)) return true;
	const has = type === 'extension' ? comparable(party.number) : comparableKey(numberKey(party.number, type));
	const wants =
		type === 'extension'
			? [comparable(wanted)]
			: ['sms', type, 'facebook'].map(kind => comparableKey(numberKey(wanted, kind)));
	return wants.some(key => (isPrefix ? has.startsWith(key) : has !== '' && has === key));
};

const sides: Readonly<Record<string, (session: Session) => Party>> = {
	number: ({channel}) => channel,
	sender,
	recipient,
	customer: ({customer}) => customer,
	handler: ({handler}) => handler,
};
const stateOf: Readonly<Record<string, (session: Session) => boolean>> = {
	'status:open': ({status}) => status === 'open',
	'status:closed': ({status}) => status === 'closed',
	'is:orphaned': ({handler}) => directory.isDeleted(handler),
	'is:archived': ({archived}) => archived,
	'is:picked-up': ({handler}) => handler.kind === 'extension',
	'has:failed': ({failed}) => failed > 0,
	'has:file': ({files}) => files > 0,
};

/** Values of a term, any of which may hold. */
const listOf = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
	fc.array(value, {minLength: 1, maxLength: 3});

const anyParty = fc
	.record({wanted: fc.oneof(word, number), star: fc.boolean()})
	.filter(({wanted}) => wanted.trim() !== '' && !wanted.endsWith('*'));

const quoted = (value: string): string => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

const positive: fc.Arbitrary<Meaning> = fc.oneof(
	word.map(wanted => ({
		text: quoted(wanted),
		holds: (session: Session) => hasWord(session, wanted),
	})),
	fc.record({side: fc.constantFrom(...Object.keys(sides)), anyOf: listOf(anyParty)}).map(({side, anyOf}) => ({
		text: `${side}:${anyOf.map(({wanted, star}) => quoted(wanted + (star ? '*' : ''))).join(',')}`,
		holds(session: Session) {
			const type = side === 'handler' ? 'extension' : session.channel.type;
			return anyOf.some(({wanted, star}) => isParty(sides[side]!(session), type, wanted, star));
		},
	})),
	fc.constant({text: 'is:deleted', holds: ({deleted}: Session) => deleted}),
	fc
		.constantFrom('status', 'is', 'has')
		.chain(field =>
			listOf(fc.constantFrom(...Object.keys(stateOf).filter(state => state.startsWith(`${field}:`)))),
		)
		.map(anyOf => ({
			text: anyOf.map((state, index) => (index === 0 ? state : state.replace(/.*:/, ''))).join(','),
			holds: (session: Session) => anyOf.some(state => stateOf[state]!(session)),
		})),
	fc
		.record({field: fc.constantFrom('messages', 'transfers'), anyOf: listOf(count)})
		.map(({field, anyOf}) => ({
			text: `${field}:>${anyOf.join(',')}`,
			holds: (session: Session) =>
				anyOf.some((value, index) => (index === 0 ? session[field] > value : session[field] === value)),
		})),
	listOf(fc.record({from: fc.integer({min: 1, max: 1100}), length: fc.integer({min: 0, max: 600})})).map(
		anyOf => ({
			text: `id:${anyOf.map(({from, length}) => `${from}..${from + length}`).join(',')}`,
			holds: ({id}: Session) => anyOf.some(({from, length}) => id >= from && id <= from + length),
		}),
	),
	listOf(fc.constantFrom('refund', 'parcel', 'nothing')).map(anyOf => ({
		text: `text:${anyOf.join(',')}`,
		holds: ({id}: Session) => anyOf.some(said => inMessages.get(said)?.has(id)),
	})),
	fc
		.record({field: fc.constantFrom('createdAt', 'lastActiveAt'), hours: fc.integer({min: 1, max: 72})})
		.map(({field, hours}) => ({
			text: `${field === 'createdAt' ? 'created' : 'active'}:${hours}h`,
			holds: (session: Session) => (session[field] ?? 0) >= now - hours * hour,
		})),
	fc.subarray(['sms', 'livechat', 'Fax'], {minLength: 1}).map(types => ({
		text: `channel:${types.join(',')}`,
		holds: ({channel}: Session) => types.includes(channel.type),
	})),
);
const anyTerm: fc.Arbitrary<Meaning> = fc
	.record({term: positive, isNegated: fc.boolean()})
	.map(({term, isNegated}) =>
		isNegated ? {text: `-${term.text}`, holds: (session: Session) => !term.holds(session)} : term,
	);

test('finds what each session by itself would say', t => {
	fc.assert(
		fc.property(anyTable, fc.array(anyTerm, {maxLength: 3}), (table, terms) => {
			const inTrash = terms.some(({text}) => text === 'is:deleted');
			const expected = sessionsOf(table)
				.filter(session => session.deleted === inTrash && terms.every(({holds}) => holds(session)))
				.map(({id}) => id);
			const text = terms.map(term => term.text).join(' ');
			// What is searched again has a haystack by then.
			for (const time of ['at first', 'again'])
				t.deepEqual(
					found(table, `${text} sort:id`),
					expected.toSorted((a, b) => a - b),
					`${text}, ${time}`,
				);
		}),
		{numRuns: trials(100)},
	);
});

const party = ({name: named, number: numbered}: Party): string | undefined => named || numbered || undefined;
const {compare: compareNames} = new Intl.Collator('en');
const keyOf: Readonly<Record<SortKey, (session: Session) => string | number | undefined>> = {
	id: ({id}) => id,
	created: ({createdAt}) => createdAt,
	active: ({lastActiveAt}) => lastActiveAt,
	sender: session => party(sender(session)),
	recipient: session => party(recipient(session)),
	customer: ({customer}) => party(customer),
	channel: ({channel}) => channelLabel(channel.type),
	number: session => numberOf(session.channel, session) || undefined,
	handler: ({handler}) => (handler.kind === 'none' ? undefined : handlerLabel(handler)),
	status: ({status}) => (status === 'open' ? 0 : 1),
	messages: ({messages}) => messages,
};

for (const key of sortKeys) {
	test(`sorts by ${key}, what has none last, equals by id from the newest`, t => {
		fc.assert(
			fc.property(anyTable, fc.boolean(), (table, descending) => {
				const compare = (a: Session, b: Session): number => {
					const [one, other] = [keyOf[key](a), keyOf[key](b)];
					if (one === other) return b.id - a.id;
					if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
					const order =
						typeof one === 'string' && typeof other === 'string'
							? compareNames(one, other)
							: Number(one) - Number(other);
					return (descending ? -order : order) || b.id - a.id;
				};

				const expected = sessionsOf(table)
					.filter(({deleted}) => !deleted)
					.toSorted(compare);
				t.deepEqual(
					found(table, `sort:${descending ? '-' : ''}${key}`),
					expected.map(({id}) => id),
				);
			}),
		);
	});
}

test('sorts ids that are too large to be packed beside a row', t => {
	const ids = [3, 9_007_199_254_740_991, 5, 4_503_599_627_370_496];
	const table = tableOf(
		ids.map(id => ({id})),
		2,
	);
	t.deepEqual(
		found(table, 'sort:id'),
		ids.toSorted((a, b) => a - b),
	);
	t.deepEqual(
		found(table, 'sort:-id'),
		ids.toSorted((a, b) => b - a),
	);
});

type NewSession = Omit<Session, 'id'>;

/** What happens to a table while something is looked for in it. */
type Event =
	| {readonly kind: 'steps'; readonly count: number}
	| {readonly kind: 'transfer' | 'deletion'; readonly ids: readonly number[]}
	| {readonly kind: 'block'; readonly sessions: readonly NewSession[]}
	| {readonly kind: 'look'; readonly text: string};

const someIds = fc.array(fc.integer({min: 1, max: 40}), {maxLength: 8});
/** Customers are looked at one by one the first time, and then in one text for all. */
const customerTerms = [
	'customer:+1555*',
	'customer:*100',
	'-customer:mar',
	'customer:雷,1003',
	'sender:"+1 (555)*"',
];
const terms = ['maria', '-status:closed', 'handler:bob', 'is:orphaned', 'messages:>1', ...customerTerms];
const anyText = fc
	.record({
		terms: fc.subarray(terms, {maxLength: 2}),
		descending: fc.boolean(),
		key: fc.constantFrom(...sortKeys),
	})
	.map(({terms, descending, key}) => [...terms, `sort:${descending ? '-' : ''}${key}`].join(' '));
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
	fc.record({kind: fc.constant('steps' as const), count: fc.integer({min: 1, max: 30})}),
	fc.record({kind: fc.constantFrom('transfer' as const, 'deletion' as const), ids: someIds}),
	fc.record({
		kind: fc.constant('block' as const),
		sessions: fc.array(anySession, {minLength: 1, maxLength: 3}),
	}),
	fc.record({kind: fc.constant('look' as const), text: anyText}),
);

const happen = (table: SessionTable, event: Event, index: number): void => {
	const change = {n: index, at: now, by: 'eve'};
	if (event.kind === 'transfer')
		table.apply({...change, kind: 'transfer', moves: [{from: bob, to: ann, sessions: event.ids}]}, index);
	if (event.kind === 'deletion') table.apply({...change, kind: 'delete', deleted: event.ids}, index);
	if (event.kind !== 'block') return;
	const number = index % (table.blocks.length + 1);
	const ids = event.sessions.map((session, place) => ({...session, id: 1000 + index * 10 + place}));
	table.putBlock(number, blockIn(table, ids));
};

test('finds in steps what it finds at once, whatever happens meanwhile', t => {
	fc.assert(
		fc.property(
			fc.array(anySession, {minLength: 20, maxLength: 40}),
			anyText,
			fc.array(anyEvent, {maxLength: 12}),
			(sessions, first, events) => {
				// More blocks than are looked through at once.
				const table = tableOf(sessions, 1);
				const finder = new Finder(table);
				const context = {now, directory};
				let text = first;
				let query = parseFilter(text);
				finder.look(query, query.sort, context);
				for (const [index, event] of events.entries()) {
					happen(table, event, index);
					if (event.kind === 'look') {
						text = event.text;
						query = parseFilter(text);
					}

					if (event.kind === 'steps') for (let step = 0; step < event.count; step++) finder.step();
					else finder.look(query, query.sort, context);
				}

				while (!finder.isComplete) finder.step();
				const ids = (rows: Uint32Array): number[] => Array.from(rows, row => table.idOf(row));
				t.deepEqual(ids(finder.found.rows), ids(findRows(table, query, context)), text);
				// To compare them byte by byte takes ava longer than all else here.
				t.true(Buffer.from(finder.found.hits).equals(findHits(table, query, context)), text);
				t.deepEqual([finder.counted, finder.sorted], [1, 1]);
			},
		),
	);
});

for (const key of ['recipient', 'sender', 'channel', 'number', 'handler']) {
	test(`sorts by ${key} what comes in meanwhile, with channels and handlers that are new`, t => {
		const numbers = Array.from({length: 20}, (_, index) => index);
		for (let steps = 0; steps < 60; steps++) {
			const table = tableOf(
				numbers.map(() => ({channel: whatsapp, handler: support})),
				1,
			);
			const finder = new Finder(table);
			const context = {now, directory};
			const query = parseFilter(`sort:${key}`);
			finder.look(query, query.sort, context);
			for (let step = 0; step < steps; step++) finder.step();
			const known = table.session(1)!;
			table.putBlock(
				19,
				blockIn(table, [
					{...known, id: 101, channel: telegram, handler: bob},
					{...known, id: 102, outbound: true, channel: chat, handler: ann},
				]),
			);
			table.apply(
				{
					kind: 'transfer',
					n: 1,
					at: now,
					by: 'eve',
					moves: [{from: support, to: {...ann, name: 'Zoe'}, sessions: [3]}],
				},
				0,
			);
			while (finder.sorted < 1) finder.step();
			finder.look(query, query.sort, context);
			while (!finder.isComplete) finder.step();
			t.deepEqual(finder.found.rows, findRows(table, query, context), `${steps} steps`);
		}
	});
}

test('sorts by handlers although one that is new is given sessions while the order is made', t => {
	const table = tableOf(
		Array.from({length: 3000}, (_, index) => ({handler: index % 2 === 0 ? support : bob})),
		100,
	);
	const finder = new Finder(table);
	const context = {now, directory};
	const query = parseFilter('sort:handler');
	finder.look(query, query.sort, context);
	while (finder.sorted <= 0.5) finder.step();
	const sessions = Array.from({length: 1500}, (_, index) => index * 2 + 1);
	const to = {...ann, name: 'Zoe'};
	table.apply({kind: 'transfer', n: 1, at: now, by: 'eve', moves: [{from: support, to, sessions}]}, 0);
	while (!finder.isComplete) finder.step();
	t.is(new Set(finder.found.rows).size, 3000);
	t.deepEqual(completed(finder, query, context), findRows(table, query, context));
});

test('shows of a new query more and more of its first sessions', t => {
	fc.assert(
		fc.property(fc.array(anySession, {minLength: 20, maxLength: 60}), anyText, (sessions, text) => {
			const table = tableOf(sessions, 1);
			const query = parseFilter(text);
			const context = {now, directory};
			const all = [...findRows(table, query, context)];
			const finder = new Finder(table);
			completed(
				finder,
				parseFilter(`nobody sort:${query.sort.descending ? '-' : ''}${query.sort.key}`),
				context,
			);
			finder.look(query, query.sort, context);
			let shown = 0;
			for (; !finder.isComplete; finder.step()) {
				const rows = [...finder.found.rows];
				t.true(rows.length >= shown);
				t.deepEqual(rows, all.slice(0, rows.length));
				t.true(finder.counted < 1);
				shown = rows.length;
			}

			t.deepEqual([...finder.found.rows], all);
		}),
	);
});

test('shows all of the query in the order before until another order is made', t => {
	const table = tableOf(
		Array.from({length: 40}, (_, index) => ({customer: {name: String(index % 7), number: ''}})),
		1,
	);
	const finder = new Finder(table);
	const context = {now, directory};
	const query = parseFilter('');
	const before = [...completed(finder, query, context)];
	const {sort} = parseFilter('sort:customer');
	finder.look(query, sort, context);
	for (; finder.sorted < 1; finder.step()) {
		t.deepEqual([...finder.found.rows], before);
		t.is(finder.counted, 1);
	}

	while (!finder.isComplete) finder.step();
	t.deepEqual([...finder.found.rows], [...findRows(table, parseFilter('sort:customer'), context)]);
});

const looking = (ids: readonly number[]) => ({
	now,
	directory,
	inMessages: new Map([['refund', new Set(ids)]]),
});

test('comes to an end although what it is asked by changes all the time', t => {
	const table = tableOf(
		Array.from({length: 40}, () => ({})),
		1,
	);
	const finder = new Finder(table);
	const query = parseFilter('text:refund');
	finder.look(query, query.sort, looking([]));
	for (let found = 1; found <= 40; found++) {
		for (let step = 0; step < 10; step++) finder.step();
		finder.look(query, query.sort, looking(Array.from({length: found}, (_, index) => index + 1)));
	}

	t.true(finder.found.rows.length > 0);
	while (!finder.isComplete) finder.step();
	t.is(finder.found.rows.length, 40);
});

test('a small table never shows a part of what is found', t => {
	const finder = new Finder(sample);
	const context = {now, directory};
	completed(finder, parseFilter(''), context);
	const query = parseFilter('maria');
	finder.look(query, query.sort, context);
	t.is(finder.counted, 1);
	t.deepEqual([...finder.found.rows], [sample.rowOf(1)!]);
});

test('sees what a change and a new block bring', t => {
	const table = tableOf([
		{id: 1, handler: support},
		{id: 2, handler: bob},
	]);
	const finder = new Finder(table);
	const ids = (text: string): number[] =>
		Array.from(completed(finder, parseFilter(text), {now, directory}), row => table.idOf(row));
	t.deepEqual(ids('sort:handler'), [2, 1]);
	table.apply(
		{
			kind: 'transfer',
			n: 1,
			at: now,
			by: 'eve',
			moves: [{from: bob, to: {...bob, id: 9, number: '', name: 'Zoe'}, sessions: [2]}],
		},
		0,
	);
	t.deepEqual(ids('sort:handler'), [1, 2]);
	t.deepEqual(ids('zoe'), [2]);
	table.putBlock(0, tableOf([{id: 5, customer: {name: 'New', number: ''}}]).blocks[0]!);
	t.deepEqual(ids('sort:handler'), [5]);
	t.deepEqual(ids('new'), [5]);
});

test('passes over blocks that are not loaded', t => {
	const table = tableOf([{id: 1}]);
	table.putBlock(2, tableOf([{id: 7}]).blocks[0]!);
	t.deepEqual(found(table, 'sort:id'), [1, 7]);
});

test('tells of every row whether it is a hit', t => {
	const hits = findHits(sample, parseFilter('maria'), {now, directory});
	t.is(hits[sample.rowOf(1)!], 1);
	t.is(hits[sample.rowOf(2)!], 0);
	t.is(hits[sample.rowOf(40)!], 0);
});

test('gives the sessions of any hits in its order', t => {
	const finder = new Finder(sample);
	const context = {now, directory};
	completed(finder, parseFilter('sort:id'), context);
	const hits = findHits(sample, parseFilter('is:picked-up'), context);
	t.deepEqual(
		Array.from(finder.inOrder(hits), row => sample.idOf(row)),
		[1, 32],
	);
	// Such as were found before any block came in.
	t.deepEqual([...finder.inOrder(new Uint8Array())], []);
});

test('a block that comes in meanwhile waits until it is looked for again', t => {
	const table = tableOf(
		Array.from({length: 20}, () => ({})),
		1,
	);
	const finder = new Finder(table);
	const query = parseFilter('');
	const context = {now, directory};
	finder.look(query, query.sort, context);
	const before = table.blocks.length;
	table.putBlock(
		before,
		blockIn(
			table,
			[table.session(1)!].map(session => ({...session, id: 100})),
		),
	);
	while (!finder.isComplete) finder.step();
	t.is(finder.found.rows.length, before);
	t.is(completed(finder, query, context).length, before + 1);
});
