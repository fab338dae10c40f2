import {Directory, type DirectoryRecord, type Owner, type OwnerKind} from '../../domain/directory.js';
import {
	type IncomingFacts,
	type IncomingSession,
	type RefusedRecord,
	type ToldSession,
} from '../../domain/incoming.js';
import {applyDirectory, mergeDirectory} from '../../domain/merge/directory.js';
import {readDocument, recordLists} from './document.js';
import {type ExtensionEvent, Gathering} from './gathering.js';
import {joinTold} from '../../domain/merge/told.js';
import {type Channel} from '../../domain/session.js';
import {type Country, numberKey} from '../../text/phone-number.js';
import {jsonDocuments} from '../read/json-documents.js';
import {type TextInput} from '../read/text-input.js';
import {toldSessionOf} from './session-record.js';

export interface YeastarReading {
	readonly facts: IncomingFacts;
	readonly sessions: readonly IncomingSession[];
	readonly refused: readonly RefusedRecord[];
}

interface YeastarOptions {
	/** The extensions and queues that the store knows, for sessions whose handler the inputs do not list. */
	readonly directory: Directory;
	/**
	Whether the lists of extensions and queues in the inputs are complete: an owner that is missing was deleted.
	*/
	readonly completeLists: boolean;
	/** The country by whose rules numbers are compared, if it is known. */
	readonly country?: Country | undefined;
	/** Unix seconds; event 30022 does not say when an extension was deleted. */
	readonly now: number;
}

const kinds: readonly OwnerKind[] = ['extension', 'queue'];

/** The kinds of owners whose whole list is in the inputs. */
const completeKinds = ({owners, listed, unusable, refused}: Gathering): readonly OwnerKind[] =>
	kinds.filter(kind => {
		const count = new Set(owners.filter(owner => owner.kind === kind).map(({id}) => id)).size;
		if (count > 0 && !listed.has(kind)) {
			refused.push({
				origin: '--complete-lists',
				reason: `nothing says that the ${kind}s are all there are (total_number), so they are not taken as complete`,
			});
			return false;
		}

		const missing = Math.max((listed.get(kind) ?? 0) - count, unusable.get(kind) ?? 0);
		if (count > 0 && missing > 0) {
			refused.push({
				origin: '--complete-lists',
				reason: `the list of ${kind}s lacks ${missing}, so it is not taken as complete`,
			});
		}

		return count > 0 && missing <= 0;
	});

/**
The extension as an event leaves it; `undefined` if it is so already. Told again, a deletion keeps its first time.
*/
const ownerAfter = (
	{number, option}: ExtensionEvent,
	present: DirectoryRecord,
	before: Directory,
	now: number,
): Owner | undefined => {
	const listed = new Directory(present).findByNumber(number);
	const unlisted: Owner = {kind: 'extension', id: 0, number, name: ''};
	if (option !== 'DELETE')
		return listed === undefined || listed.deletedAt !== undefined ? unlisted : undefined;
	const owner = listed ?? unlisted;
	return {...owner, deletedAt: owner.deletedAt ?? before.find(owner)?.deletedAt ?? now};
};

/**
The owners in the inputs, and all that are known with them. Events count after the lists, whatever their order, since
a list says what was, an event what became of it.
*/
const ownersIn = (gathering: Gathering, {directory, completeLists, now}: YeastarOptions) => {
	const lists = {owners: gathering.owners, complete: completeLists ? completeKinds(gathering) : []};
	const told: Owner[] = [...lists.owners];
	let all = mergeDirectory(directory.toRecord(), lists, now).directory;
	for (const event of gathering.extensionEvents) {
		const owner = ownerAfter(event, all, directory, now);
		if (owner === undefined) continue;
		told.push(owner);
		all = applyDirectory(all, {owners: [owner], complete: []});
	}

	return {told: {owners: told, complete: lists.complete}, all: new Directory(all)};
};

/** The channel's name, where only the list of channels has it. */
const named = (
	told: ToldSession,
	channels: readonly Channel[],
	country: Country | undefined,
): ToldSession => {
	const {type, name, number} = told.channel;
	if (name !== '' || channels.length === 0) return told;
	const key = numberKey(number, type, country);
	const listed = channels.find(
		other => other.type === type && numberKey(other.number, type, country) === key,
	);
	return listed ? {...told, channel: {...told.channel, name: listed.name}} : told;
};

/** Messages come in also where their session's record is refused, in case the session is known. */
const sessionsIn = (
	gathering: Gathering,
	owners: Directory,
	country: Country | undefined,
): readonly IncomingSession[] =>
	[...gathering.sessions].flatMap(([id, {answers, messages, messageOrigin = ''}]) => {
		const good = answers.flatMap(({origin, fields}) => {
			const told = gathering.attempt(
				() => origin,
				() => toldSessionOf(fields, owners),
			);
			return told ? [{told, origin}] : [];
		});
		if (good.length === 0)
			return messages.length === 0 ? [] : [{id, origin: messageOrigin, messages, records: []}];
		const {origin} = good.at(-1)!;
		const joined = joinTold(
			id,
			good.map(({told}) => told),
			country,
		);
		const known =
			typeof joined === 'string'
				? {contradiction: joined}
				: {told: named(joined, gathering.channels, country)};
		return [{id, origin, ...known, messages, records: []}];
	});

const readingOf = (gathering: Gathering, options: YeastarOptions): YeastarReading => {
	const {told, all} = ownersIn(gathering, options);
	const {pbx, refused} = gathering;
	return {
		facts: {
			...(Object.keys(pbx).length > 0 && {pbx}),
			...(told.owners.length > 0 && {directory: told}),
		},
		sessions: sessionsIn(gathering, all, options.country),
		refused,
	};
};

/**
Reads the output of a Yeastar P-Series PBX: dumps `{pbx, extensions, queues, sessions, messages}`, raw answers of its
API, and events, as JSON or JSON Lines, several inputs as one. A record that cannot be used is refused with its
origin; the rest comes in.
*/
export const readYeastar = async (
	inputs: Iterable<TextInput>,
	options: YeastarOptions,
): Promise<YeastarReading> => {
	const gathering = new Gathering();
	const {refused} = gathering;
	for (const input of inputs) {
		const documents = jsonDocuments(input, {lists: recordLists}, record => refused.push(record));
		for await (const {origin, value} of documents) readDocument(value, origin, gathering);
	}

	return readingOf(gathering, options);
};
