import {type Directory} from '../directory.js';
import {type Handler, handlerLabel} from '../handler.js';
import {type Channel, channelLabel} from '../session.js';
import {type Block, flag} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {compactNumber, fold, foldNumber} from './fold.js';
import {haystackOf, markContaining, markNamed, markNumbered} from './haystack.js';
import {isWithin, type NumberRange} from './number-range.js';
import {matchesParty, type PartyPattern} from './party-pattern.js';
import {type Condition, type HandlerPattern, looksIntoTrash, type Query} from './query.js';
import {type CountField, type PartyField, type State, type TimeField} from './terms.js';

/** What a query is understood by: the time in Unix seconds, and who was deleted. */
export interface QueryContext {
	readonly now: number;
	readonly directory: Directory;
	/** For the words of `text:` terms the sessions with a message that has them; see `wordsInMessages`. */
	readonly inMessages?: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
Sets `hits` (one byte a row, as many as the block has rows) to 1 where the query holds and to 0 elsewhere.
Good until the table's version changes.
*/
export type BlockMatcher = (block: Block, hits: Uint8Array) => void;

type RowTest = (place: number) => boolean;

/** Prepares a condition for one block. */
type BlockTest = (block: Block) => RowTest;

/** For each value of a dictionary, whether the test holds. */
const chosen = <Value>(values: readonly Value[], test: (value: Value) => boolean): Uint8Array =>
	Uint8Array.from(values, value => Number(test(value)));

const inDictionary =
	(column: 'channel' | 'handler', numbers: Uint8Array): BlockTest =>
	block => {
		const values = block[column];
		return place => numbers[values[place]!] === 1;
	};

const inRanges =
	(column: CountField | TimeField | 'failed' | 'files', ranges: readonly NumberRange[]): BlockTest =>
	block => {
		const values = block[column];
		const [only] = ranges;
		if (ranges.length > 1) return place => ranges.some(range => isWithin(values[place]!, range));
		return place => isWithin(values[place]!, only!);
	};

/** A session without messages has no time (0 in the column), which is within no range. */
const inTimes = (column: TimeField, ranges: readonly NumberRange[]): BlockTest =>
	inRanges(
		column,
		ranges.map(({from, to}) => ({from: Math.max(from, 1), to})),
	);

const inChannels = (table: SessionTable, names: readonly string[]): BlockTest => {
	const isNamed = ({type}: Channel): boolean =>
		names.includes(fold(type)) || names.includes(fold(channelLabel(type)));
	return inDictionary('channel', chosen(table.channels.values, isNamed));
};

const byHandler = (table: SessionTable, test: (handler: Handler) => boolean): BlockTest =>
	inDictionary('handler', chosen(table.handlers.values, test));

const inHandlers = (table: SessionTable, patterns: readonly HandlerPattern[]): BlockTest => {
	const isMeant = (handler: Handler): boolean =>
		patterns.some(
			({kind, party}) =>
				(kind === undefined || kind === handler.kind) &&
				(party === undefined || matchesParty(party, handler)),
		);
	return byHandler(table, isMeant);
};

const inParties = (table: SessionTable, field: PartyField, patterns: readonly PartyPattern[]): BlockTest => {
	const channels = chosen(table.channels.values, channel =>
		patterns.some(pattern => matchesParty(pattern, channel)),
	);
	if (field === 'number') return inDictionary('channel', channels);
	return block => {
		const customers = new Uint8Array(block.count);
		for (const {name, number, isPrefix} of patterns) {
			markNamed(haystackOf(block), name, customers);
			if (number !== '') markNumbered(haystackOf(block), number, isPrefix, customers);
		}

		if (field === 'customer') return place => customers[place] === 1;
		const fromCompany = field === 'sender' ? flag.outbound : 0;
		return place =>
			(block.flags[place]! & flag.outbound) === fromCompany
				? channels[block.channel[place]!] === 1
				: customers[place] === 1;
	};
};

/** A word that is a phone number is also looked for as numbers are compared. */
const spellings = (word: string): readonly string[] => {
	const number = compactNumber(word);
	return /^\+?\d+$/.test(number) ? [...new Set([fold(word), number])] : [fold(word)];
};

const channelTexts = ({type, name, number}: Channel): string[] => [type, channelLabel(type), name, number];

const handlerTexts = (handler: Handler): string[] =>
	handler.kind === 'api'
		? ['api', handlerLabel(handler)]
		: handler.kind === 'none'
			? []
			: [handlerLabel(handler)];

const withWord = (table: SessionTable, word: string): BlockTest => {
	const wanted = spellings(word);
	const contains = (text: string): boolean => wanted.some(spelling => text.includes(spelling));
	const channels = chosen(
		table.channels.values,
		channel =>
			channelTexts(channel).some(text => contains(fold(text))) || contains(foldNumber(channel.number)),
	);
	const handlers = chosen(table.handlers.values, handler =>
		handlerTexts(handler).some(text => contains(fold(text))),
	);
	return block => {
		const customers = new Uint8Array(block.count);
		for (const spelling of wanted) markContaining(haystackOf(block), spelling, customers);
		const {channel, handler} = block;
		return place =>
			customers[place] === 1 || channels[channel[place]!] === 1 || handlers[handler[place]!] === 1;
	};
};

/** Words that were not looked for yet are in no message. */
const withText =
	(words: readonly string[], inMessages: QueryContext['inMessages']): BlockTest =>
	({id}) => {
		const found = words.map(word => inMessages?.get(word)).filter(sessions => sessions !== undefined);
		return place => found.some(sessions => sessions.has(id[place]!));
	};

const flagged =
	(bit: number, isSet: boolean): BlockTest =>
	({flags}) =>
	place =>
		((flags[place]! & bit) !== 0) === isSet;

const some: NumberRange = {from: 1, to: Infinity};

const stateTests: Readonly<Record<State, (table: SessionTable, directory: Directory) => BlockTest>> = {
	open: () => flagged(flag.closed, false),
	closed: () => flagged(flag.closed, true),
	archived: () => flagged(flag.archived, true),
	deleted: () => flagged(flag.deleted, true),
	orphaned: (table, directory) => byHandler(table, handler => directory.isDeleted(handler)),
	'picked-up': table => byHandler(table, handler => handler.kind === 'extension'),
	failed: () => inRanges('failed', [some]),
	file: () => inRanges('files', [some]),
};

const anyOf = (tests: readonly BlockTest[]): BlockTest => {
	if (tests.length === 1) return tests[0]!;
	return block => {
		const rowTests = tests.map(test => test(block));
		return place => rowTests.some(test => test(place));
	};
};

const testOf = (
	condition: Condition,
	table: SessionTable,
	{now, directory, inMessages}: QueryContext,
): BlockTest => {
	switch (condition.kind) {
		case 'word': {
			return withWord(table, condition.text);
		}
		case 'count': {
			return inRanges(condition.field, condition.anyOf);
		}
		case 'time': {
			return inTimes(
				condition.field,
				condition.anyOf.map(range => range(now)),
			);
		}
		case 'channel': {
			return inChannels(table, condition.anyOf);
		}
		case 'party': {
			return inParties(table, condition.field, condition.anyOf);
		}
		case 'handler': {
			return inHandlers(table, condition.anyOf);
		}
		case 'state': {
			return anyOf(condition.anyOf.map(state => stateTests[state](table, directory)));
		}
		case 'text': {
			return withText(condition.anyOf, inMessages);
		}
	}
};

/**
Prepares a query for a table: what it says of channels and handlers is looked up once in their dictionaries, so
that each block is then walked without making objects, and the blocks can be spread over turns of the event loop.
*/
export const compileQuery = (query: Query, table: SessionTable, context: QueryContext): BlockMatcher => {
	const tests = query.terms.map(({negated, condition}) => ({
		negated,
		test: testOf(condition, table, context),
	}));
	const trash = looksIntoTrash(query) ? flag.deleted : 0;
	return (block, hits) => {
		for (let place = 0; place < block.count; place++) {
			hits[place] = Number((block.flags[place]! & (flag.deleted | flag.purged)) === trash);
		}

		for (const {negated, test} of tests) {
			if (!hits.includes(1)) return;
			const holds = test(block);
			for (let place = 0; place < block.count; place++) {
				if (hits[place] === 1 && holds(place) === negated) hits[place] = 0;
			}
		}
	};
};
