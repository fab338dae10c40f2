import {type Directory} from '../directory.js';
import {hasId} from '../id-ranges.js';
import {type Handler, handlerLabel} from '../handler.js';
import {type Channel, channelLabel} from '../session.js';
import {type Block, blockSize, flag} from '../table/block.js';
import {type SessionTable} from '../table/session-table.js';
import {comparable} from '../../text/comparable.js';
import {isMeant, numberTexts} from '../../text/phone-number.js';
import {soughtFor, standsIn} from '../../text/sought.js';
import {markCustomers, partyTest} from './match-customers.js';
import {handlerTest} from './handler-test.js';
import {channelKey, haystackOf, markContaining, markWord} from './haystack.js';
import {type QueryContext} from './query-context.js';
import {type NumberRange} from '../language/number-range.js';
import {type HandlerPattern} from '../language/handler-pattern.js';
import {type PartyPattern} from '../language/party-pattern.js';
import {type Condition, ignoresTrash, looksIntoTrash, type Query} from '../language/query.js';
import {type CountField, type OwnTime, type PartyField} from '../language/terms.js';
import {type StateWord} from '../language/words.js';

/**
Sets `hits` (one byte a row, as many as the block has rows) to 1 where the query holds and to 0 elsewhere.
Good until the table's version changes.
*/
export type BlockMatcher = (block: Block, hits: Uint8Array) => void;

/** Sets the mark (one byte a row) of every row of the block for which a condition holds, and leaves the others alone. */
type Marker = (block: Block, marks: Uint8Array) => void;

const allMark =
	(...markers: readonly Marker[]): Marker =>
	(block, marks) => {
		for (const mark of markers) mark(block, marks);
	};

/** For each value of a dictionary, 1 if the test holds. */
const chosen = <Value>(values: readonly Value[], test: (value: Value) => boolean): Uint8Array =>
	Uint8Array.from(values, value => Number(test(value)));

const inDictionary = (column: 'channel' | 'handler', numbers: Uint8Array): Marker => {
	if (!numbers.includes(1)) return () => undefined;
	return (block, marks) => {
		const values = block[column];
		for (let slot = 0; slot < block.count; slot++) marks[slot]! |= numbers[values[slot]!]!;
	};
};

const inRanges =
	(column: CountField | OwnTime | 'failed' | 'files', ranges: readonly NumberRange[]): Marker =>
	(block, marks) => {
		const values = block[column];
		for (const {from, to} of ranges) {
			for (let slot = 0; slot < block.count; slot++) {
				const value = values[slot]!;
				// Without a branch, which would be mispredicted often.
				marks[slot]! |= Number(value >= from) & Number(value <= to);
			}
		}
	};

/** A session without messages has no time (0 in the column), which is in no range. */
const inTimes = (column: OwnTime, ranges: readonly NumberRange[]): Marker =>
	inRanges(
		column,
		ranges.map(({from, to}) => ({from: Math.max(from, 1), to})),
	);

const inChannels = (table: SessionTable, names: readonly string[]): Marker => {
	const isNamed = ({type}: Channel): boolean =>
		names.includes(comparable(type)) || names.includes(comparable(channelLabel(type)));
	return inDictionary('channel', chosen(table.channels.values, isNamed));
};

const byHandler = (table: SessionTable, test: (handler: Handler) => boolean): Marker =>
	inDictionary('handler', chosen(table.handlers.values, test));

const inHandlers = (
	table: SessionTable,
	directory: Directory,
	patterns: readonly HandlerPattern[],
): Marker => {
	const known = [...directory.owners, ...table.handlers.values];
	const tests = patterns.map(pattern => handlerTest(pattern, known));
	return byHandler(table, handler => tests.some(test => test(handler)));
};

const inParties = (table: SessionTable, field: PartyField, patterns: readonly PartyPattern[]): Marker => {
	const tests = patterns.map(pattern => partyTest(pattern, table));
	const channels = chosen(table.channels.values, channel =>
		tests.some(
			({name, number}) => standsIn(name, channel.name) || isMeant(number, channelKey(channel, table)),
		),
	);
	if (field === 'number') return inDictionary('channel', channels);
	const inCustomers: Marker = (block, marks) => markCustomers(block, table, tests, marks);

	if (field === 'customer') return inCustomers;
	const fromCompany = field === 'sender' ? flag.outbound : 0;
	return (block, marks) => {
		const customers = new Uint8Array(block.count);
		inCustomers(block, customers);
		const {flags, channel} = block;
		for (let slot = 0; slot < block.count; slot++) {
			const isCompany = (flags[slot]! & flag.outbound) === fromCompany;
			marks[slot]! |= isCompany ? channels[channel[slot]!]! : customers[slot]!;
		}
	};
};

const channelTexts = ({type, name, number}: Channel): string[] => [type, channelLabel(type), name, number];

const handlerTexts = (handler: Handler): string[] =>
	handler.kind === 'api'
		? ['api', handlerLabel(handler)]
		: handler.kind === 'none'
			? []
			: [handlerLabel(handler)];

const withWord = (table: SessionTable, word: string): Marker => {
	const wanted = soughtFor(word);
	// A word that is a phone number, or a part of one, is also searched for as numbers are compared.
	const numbers = numberTexts(word, table.country).filter(number => number !== wanted.plain);
	const contains = (text: string): boolean =>
		standsIn(wanted, text) || numbers.some(number => text.includes(number));
	const channels = chosen(table.channels.values, channel =>
		[...channelTexts(channel), `\t${channelKey(channel, table)}`].some(text => contains(text)),
	);
	const handlers = chosen(table.handlers.values, handler =>
		handlerTexts(handler).some(text => contains(text)),
	);
	return allMark(
		(block, marks) => {
			const haystack = haystackOf(block, table);
			markWord({block, haystack}, wanted, marks);
			for (const number of numbers) markContaining(haystack, number, marks);
		},
		inDictionary('channel', channels),
		inDictionary('handler', handlers),
	);
};

/** Whose ids are meant. */
const ofSessions =
	(isMeant: (id: number) => boolean): Marker =>
	({count, id}, marks) => {
		for (let slot = 0; slot < count; slot++) marks[slot]! |= Number(isMeant(id[slot]!));
	};

const trashedIn = (ranges: readonly NumberRange[], trashedAt: QueryContext['trashedAt']): Marker =>
	ofSessions(id => {
		const at = trashedAt?.get(id);
		return at !== undefined && ranges.some(({from, to}) => at >= from && at <= to);
	});

/** Words that were not searched for yet are in no message. */
const withText = (words: readonly string[], inMessages: QueryContext['inMessages']): Marker =>
	ofSessions(id => words.some(word => inMessages?.get(word)?.has(id) === true));

const flagged =
	(bit: number, isSet: boolean): Marker =>
	({count, flags}, marks) => {
		for (let slot = 0; slot < count; slot++) marks[slot]! |= Number(((flags[slot]! & bit) !== 0) === isSet);
	};

const some: NumberRange = {from: 1, to: Infinity};

const stateMarkers: Readonly<Record<StateWord, (table: SessionTable, context: QueryContext) => Marker>> = {
	open: () => flagged(flag.closed, false),
	closed: () => flagged(flag.closed, true),
	archived: () => flagged(flag.archived, true),
	deleted: () => flagged(flag.deleted, true),
	orphaned: (table, {directory}) => byHandler(table, handler => directory.isDeleted(handler)),
	'picked-up': table => byHandler(table, handler => handler.kind === 'extension'),
	failed: () => inRanges('failed', [some]),
	file: () => inRanges('files', [some]),
	pending: (_, {onPbx}) => ofSessions(id => onPbx?.pending.has(id) === true),
	held: (_, {held = []}) => ofSessions(id => hasId(held, id)),
	gone: (_, {onPbx}) => ofSessions(id => onPbx !== undefined && hasId(onPbx.gone, id)),
};

const markerOf = (condition: Condition, table: SessionTable, context: QueryContext): Marker => {
	switch (condition.kind) {
		case 'word': {
			return withWord(table, condition.text);
		}
		case 'count': {
			return inRanges(condition.field, condition.anyOf);
		}
		case 'time': {
			const times = condition.anyOf.map(range => range(context.now));
			return condition.field === 'deleted'
				? trashedIn(times, context.trashedAt)
				: inTimes(condition.field, times);
		}
		case 'channel': {
			return inChannels(table, condition.anyOf);
		}
		case 'party': {
			return inParties(table, condition.field, condition.anyOf);
		}
		case 'handler': {
			return inHandlers(table, context.directory, condition.anyOf);
		}
		case 'state': {
			return allMark(...condition.anyOf.map(state => stateMarkers[state](table, context)));
		}
		case 'change': {
			return ofSessions(id => condition.anyOf.some(n => context.touchedBy?.get(n)?.(id) === true));
		}
		case 'own-id':
		case 'text': {
			return withText(condition.anyOf, context.inMessages);
		}
	}
};

/**
Prepares a query for a table: the channels and handlers that it asks for are looked up once in their dictionaries, so
that each block is then walked column by column, and the blocks can be spread over turns of the event loop.
*/
export const compileQuery = (query: Query, table: SessionTable, context: QueryContext): BlockMatcher => {
	const terms = query.terms.map(({negated, condition}) => ({
		negated,
		mark: markerOf(condition, table, context),
	}));
	const trash = looksIntoTrash(query) ? flag.deleted : 0;
	const looked = ignoresTrash(query) ? flag.purged : flag.deleted | flag.purged;
	const marks = new Uint8Array(blockSize);
	return (block, hits) => {
		const {count, flags} = block;
		for (let slot = 0; slot < count; slot++)
			hits[slot] = Number((flags[slot]! & looked) === (trash & looked));
		for (const {negated, mark} of terms) {
			if (!hits.includes(1)) return;
			marks.fill(0);
			mark(block, marks);
			const unwanted = Number(negated);
			for (let slot = 0; slot < count; slot++) hits[slot]! &= marks[slot]! ^ unwanted;
		}
	};
};
