import {type FieldFilter, sessionFields, type SortKey, sortKeys} from '../session-fields.js';
import {anyOf, type StateField, stateWords, takes} from './words.js';

export type PartyField = 'number' | 'sender' | 'recipient' | 'customer';
export type CountField = 'id' | 'messages' | 'transfers';
/** The times of a session itself. */
export type OwnTime = 'created' | 'active';
export type TimeField = OwnTime | 'deleted';
export type FieldName = SortKey | StateField | 'deleted' | 'transfers' | 'change' | 'text' | 'sort';

/** One kind of term, as help, manual, completion and messages about mistakes describe it. */
interface FilterTerm extends FieldFilter {
	readonly name: FieldName;
}

const termsOf = (...names: readonly SortKey[]): readonly FilterTerm[] =>
	names.map(name => ({name, ...sessionFields[name].filter}));

/** Everything a filter can say besides bare words, in the order in which help shows it. */
export const filterTerms: readonly FilterTerm[] = [
	...termsOf('id', 'channel', 'number', 'sender', 'recipient', 'customer', 'handler', 'status'),
	{
		name: 'is',
		kind: 'state',
		takes: anyOf(stateWords.is),
		explanation:
			'orphaned: its owner was deleted; deleted: looks into the trash; pending, gone: not carried out yet, not there any more on the connected PBX; held: by a legal hold',
		example: 'is:orphaned',
	},
	...termsOf('created', 'active'),
	{
		name: 'deleted',
		kind: 'time',
		takes: takes.time,
		explanation: 'time of deletion; looks into the trash',
		example: 'deleted:..30d',
	},
	...termsOf('messages'),
	{
		name: 'transfers',
		kind: 'count',
		takes: takes.count,
		explanation: 'number of transfers that are not undone',
		example: 'transfers:>=2',
	},
	{
		name: 'change',
		kind: 'change',
		takes: takes.change,
		explanation: 'sessions that the change touched, also those in the trash',
		example: 'change:24',
	},
	{
		name: 'has',
		kind: 'state',
		takes: anyOf(stateWords.has),
		explanation: 'a message that failed, a file',
		example: 'has:failed',
	},
	{
		name: 'text',
		kind: 'text',
		takes: 'words',
		explanation: 'words inside messages',
		example: 'text:"refund please"',
	},
	{
		name: 'sort',
		kind: 'sort',
		takes: `${anyOf(sortKeys)}, with - before it for descending`,
		explanation: 'order of the list; - is descending',
		example: 'sort:-active',
	},
];

const byName: ReadonlyMap<string, FilterTerm> = new Map(filterTerms.map(term => [term.name, term]));

export const filterTerm = (name: string): FilterTerm | undefined => byName.get(name);
