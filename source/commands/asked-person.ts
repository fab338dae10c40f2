import {text as textOf} from 'node:stream/consumers';
import {oursBlocker} from '../domain/erase/ours.js';
import {type Person, readingsOf} from '../domain/erase/person.js';
import {Refusal, refuseIf, UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {type Streams} from './streams.js';
import {readId} from './ids.js';

/** The number or id that `--customer` gives; `-` reads it from standard input, so that no shell remembers it. */
export const readCustomer = async (written: string, stdin: Streams['stdin']): Promise<string> => {
	if (written !== '-') return written;
	const typed = await textOf(stdin.stream());
	const [first = '', ...others] = typed.split('\n').flatMap(line => line.trim() || []);
	if (others.length > 0)
		throw new UsageRefusal('--customer - expects one number or id, and standard input has several lines.');
	return first;
};

/** The sessions that `--also` names. */
const readAlso = (also = ''): readonly number[] =>
	also
		.split(/[\s,]+/)
		.filter(Boolean)
		.map(id => readId(id, 'session'));

/** A person as a command line asks for one. */
interface AskedPerson {
	/** By each meaning that the request can have. */
	readonly readings: readonly Person[];
	/** Sessions that are this person's, too. */
	readonly also: readonly number[];
}

/**
The person of the request, as far as this store can tell one.
@throws UsageRefusal or Refusal if it names nobody, one of our own, or a session that is not there
*/
export const askedPerson = (store: Store, written: string, alsoText: string | undefined): AskedPerson => {
	const also = readAlso(alsoText);
	const readings = readingsOf(written, store.table.country);
	if (readings.length === 0) throw new UsageRefusal('--customer expects a number or an id.');
	const channels = store.table.channels.values;
	refuseIf(oursBlocker(written, readings, {channels, directory: store.directory}));
	for (const id of also) if (store.session(id) === undefined) throw new Refusal(`There is no session ${id}.`);
	return {readings, also};
};
