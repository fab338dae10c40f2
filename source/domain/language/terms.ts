import {channelTypes} from '../session.js';

/** The words of each field that takes only certain ones. */
export const stateWords = {
	status: ['open', 'closed'],
	is: ['orphaned', 'archived', 'picked-up', 'deleted'],
	has: ['failed', 'file'],
} as const;

export const sortKeys = [
	'id',
	'created',
	'active',
	'sender',
	'recipient',
	'customer',
	'channel',
	'number',
	'handler',
	'status',
	'messages',
] as const;

/** Times that have a name. */
export const timeNames = ['today', 'yesterday', 'last-7-days', 'last-30-days', 'this-month'] as const;

export type PartyField = 'number' | 'sender' | 'recipient' | 'customer';
export type CountField = 'id' | 'messages' | 'transfers';
export type TimeField = 'created' | 'active';
type StateField = keyof typeof stateWords;
export type StateWord = (typeof stateWords)[StateField][number];
export type SortKey = (typeof sortKeys)[number];
export type TimeName = (typeof timeNames)[number];
export type FieldName =
	PartyField | CountField | TimeField | StateField | 'channel' | 'handler' | 'text' | 'sort';

/** One kind of term, as help, manual, completion and messages about mistakes describe it. */
export interface FilterTerm {
	readonly name: FieldName;
	/** Continues from “expected”. */
	readonly takes: string;
	readonly explanation: string;
	readonly example: string;
}

const anyOf = (words: readonly string[]): string => words.join(', ').replace(/, ([^,]+)$/, ' or $1');
const party = 'a number (+15550100), the beginning (+1555*) or end (*0100) of one, or a part of a name';
const count = 'a number (20), a comparison (>20, <=5) or a range (5..10, 5.., ..10)';
const time = `days (2026-11-01..2026-11-22, 2026-11-01.., 2026-11), the last days or hours (7d, 12h), what is older (..180d), ${anyOf(timeNames)}`;

/** Everything a filter can say besides bare words, in the order in which help shows it. */
export const filterTerms: readonly FilterTerm[] = [
	{name: 'id', takes: count, explanation: 'session id', example: 'id:3000..3100'},
	{
		name: 'channel',
		takes: `${channelTypes.join(', ')} or another channel type`,
		explanation: 'channel type',
		example: 'channel:whatsapp,sms',
	},
	{name: 'number', takes: party, explanation: 'channel, by number or name', example: 'number:+1555*'},
	{name: 'sender', takes: party, explanation: 'who wrote first', example: 'sender:maria'},
	{
		name: 'recipient',
		takes: party,
		explanation: 'who was written to first',
		example: 'recipient:"+1 555 0100"',
	},
	{name: 'customer', takes: party, explanation: 'the customer, on either side', example: 'customer:"李 雷"'},
	{
		name: 'handler',
		takes: 'a number, a part of a name, extension, queue, api, none, extension:1003 or queue:Support',
		explanation: 'who holds it now',
		example: 'handler:queue:Support',
	},
	{name: 'status', takes: anyOf(stateWords.status), explanation: 'open or closed', example: 'status:open'},
	{
		name: 'is',
		takes: anyOf(stateWords.is),
		explanation: 'orphaned: its owner was deleted; deleted: looks into the trash',
		example: 'is:orphaned',
	},
	{
		name: 'created',
		takes: time,
		explanation: 'time of the first message',
		example: 'created:2026-11-01..2026-11-22',
	},
	{name: 'active', takes: time, explanation: 'time of the last message', example: 'active:7d'},
	{name: 'messages', takes: count, explanation: 'number of messages', example: 'messages:>20'},
	{
		name: 'transfers',
		takes: count,
		explanation: 'number of transfers that are not undone',
		example: 'transfers:>=2',
	},
	{
		name: 'has',
		takes: anyOf(stateWords.has),
		explanation: 'a message that failed, a file',
		example: 'has:failed',
	},
	{name: 'text', takes: 'words', explanation: 'words inside messages', example: 'text:"refund please"'},
	{
		name: 'sort',
		takes: `${anyOf(sortKeys)}, with - before it for descending`,
		explanation: 'order of the list; - is descending',
		example: 'sort:-active',
	},
];

const byName: ReadonlyMap<string, FilterTerm> = new Map(filterTerms.map(term => [term.name, term]));

export const filterTerm = (name: string): FilterTerm | undefined => byName.get(name);
