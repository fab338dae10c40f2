import {sessionsOf} from '../domain/erase/found.js';
import {oursBlocker} from '../domain/erase/ours.js';
import {readingsOf} from '../domain/erase/person.js';
import {sortValueOf} from '../domain/find/sort-value.js';
import {Refusal, refuseIf, UsageRefusal} from '../domain/refusal.js';
import {type PersonsPart} from '../exchange/export/export-sessions.js';
import {findPerson} from '../storage/erase/find-person.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {exitCode} from './command.js';
import {type ExportContext, orderOf, type WantedExport} from './export-flags.js';
import {readId} from './ids.js';
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

const readCustomer = async (written: string, stdin: ExportContext['stdin']): Promise<string> => {
	if (written !== '-') return written;
	const parts: Uint8Array[] = [];
	for await (const part of stdin) parts.push(Buffer.from(part as string));
	return Buffer.concat(parts).toString('utf8').trim();
};

const readAlso = (also = ''): readonly number[] =>
	also
		.split(/[\s,]+/)
		.filter(Boolean)
		.map(id => readId(id, 'session'));

/** The sessions of one person in order, and what people should know about them, on stderr. */
const findCustomer = async (context: ExportContext, store: Store, customer: string): Promise<Exported> => {
	const {flags, stdin, stderr} = context;
	const written = await readCustomer(customer, stdin);
	const {table, directory} = store;
	const readings = readingsOf(written, table.country);
	if (readings.length === 0) throw new UsageRefusal('--customer expects a number or an id.');
	refuseIf(oursBlocker(written, readings, {channels: table.channels.values, directory}));
	const also = readAlso(flags.also);
	for (const id of also) if (store.session(id) === undefined) throw new Refusal(`There is no session ${id}.`);
	const {sessions, messages, mentions, candidates, unread} = await findPerson(store, {readings, also});
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
			`chatlogs: ${counted(unread.length, 'session')} cannot be read, so nobody can tell whether they hold more of this person: ${listed(unread)}. Look: chatlogs check`,
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
