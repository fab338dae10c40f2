import {sessionsOf} from '../domain/erase/found.js';
import {sortValueOf} from '../domain/find/sort-value.js';
import {type PersonsPart} from '../exchange/export/export-sessions.js';
import {findPerson} from '../storage/erase/find-person.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {askedPerson, readCustomer} from './asked-person.js';
import {exitCode} from './command.js';
import {type ExportContext, orderOf, type WantedExport} from './export-flags.js';
import {printLine} from './output.js';
import {sessionOrder} from './session-order.js';
import {findSessions} from './targets.js';

/** The sessions that an export is of. */
export interface Exported {
	/** In order. */
	readonly ids: readonly number[];
	readonly person?: PersonsPart;
	/** Refused if something could not be read. */
	readonly code: number;
}

const fewSessions = 20;

const listed = (ids: readonly number[]): string =>
	ids.slice(0, fewSessions).join(', ') + (ids.length > fewSessions ? ', …' : '');

/** The sessions of one person in order, and what people should know about them, on stderr. */
const findCustomer = async (context: ExportContext, store: Store, customer: string): Promise<Exported> => {
	const {flags, stdin, stderr} = context;
	const written = await readCustomer(customer, stdin);
	const {table} = store;
	const asked = askedPerson(store, written, flags.also);
	const {sessions, messages, mentions, candidates, unread} = await findPerson(store, asked);
	if (messages.size > 0)
		printLine(stderr, `In sessions of others, only this person’s messages: ${listed([...messages.keys()])}`);
	const unsure = candidates.map(({session}) => session);
	if (unsure.length > 0)
		printLine(
			stderr,
			`Left out, since only the name or a similar number tells: ${listed(unsure)}. Look, and add those that are this person’s: --also ID,ID`,
		);
	if (mentions > 0)
		printLine(stderr, `Left out: ${counted(mentions, 'message')} of others that mention this person.`);
	if (unread.length > 0)
		printLine(
			stderr,
			`chatlogs: ${counted(unread.length, 'session')} cannot be read, so nobody can tell whether ${unread.length === 1 ? 'it holds' : 'they hold'} more of this person: ${listed(unread)}. Look: chatlogs check`,
		);
	const compare = sessionOrder(orderOf(context), context);
	const keyOf = (id: number) => [sortValueOf('created', store.session(id)!, table), id];
	const ids = sessionsOf({sessions, messages}).toSorted((a, b) => compare(keyOf(a), keyOf(b)));
	return {ids, person: {messages}, code: unread.length === 0 ? exitCode.done : exitCode.refused};
};

/** What is to be exported of the store. */
export const findExported = async (
	context: ExportContext,
	store: Store,
	{query}: WantedExport,
): Promise<Exported> => {
	const {flags, machine, stderr} = context;
	if (flags.customer !== undefined) return findCustomer(context, store, flags.customer);
	const find = await findSessions(store, query, {now: machine.now(), stderr});
	return {ids: find(), code: exitCode.done};
};
