import {type Actor} from '../../domain/change.js';
import {type FoundPerson} from '../../domain/erase/found.js';
import {type ExportFormat, type TextFormat} from '../../domain/export-format.js';
import {heldAs} from '../../domain/keep/held-as.js';
import {ownIdIn} from '../../domain/history.js';
import {sessionTimes} from '../../domain/response/session-times.js';
import {timeline} from '../../domain/timeline.js';
import {recordExport} from '../../storage/record-export.js';
import {type Store} from '../../storage/store.js';
import {chunks} from './chunks.js';
import {type CsvStyle, tableStyle} from './csv.js';
import {checkFile, type ExportFile, writeExport} from './export-file.js';
import {type ExportedSession, exportText, type ExportStyle, tellsOperations} from './export-text.js';
import {timesRecord} from './times-record.js';

/** A person's messages in sessions of others, by session. */
export type PersonsPart = Pick<FoundPerson, 'messages'>;

export interface ExportRequest<Format extends ExportFormat = ExportFormat> {
	readonly ids: readonly number[];
	readonly format: Format;
	readonly withMessages?: boolean;
	/** Unix seconds, if each session is to tell its response times up to then. */
	readonly timesUntil?: number | undefined;
	/** Set for all that there is of one person. */
	readonly person?: PersonsPart | undefined;
	/** Width of text for people, in cells. */
	readonly width?: number;
	/** How a table is written; by default as its format says. */
	readonly csv?: CsvStyle;
	/** Called now and then with the number of sessions so far. */
	readonly onProgress?: (sessions: number) => void;
}

/** How much was exported. */
export interface ExportCounts {
	/** Why the journal does not tell of it, if so. */
	readonly unrecorded?: string | undefined;
	readonly sessions: number;
	readonly messages: number;
}

interface ExportInProgress {
	/** So far. */
	readonly counts: ExportCounts;
	readonly texts: Iterable<string> | AsyncIterable<string>;
}

/** Sessions between two reports of progress. */
const progressStep = 250;

const nobody = {name: '', number: ''};

/** All that there is of a person in a session, also in the trash; in a session of others, nothing of them. */
const personsPart = (store: Store, id: number, {messages}: PersonsPart): ExportedSession | undefined => {
	const history = store.history(id);
	const session = store.session(id);
	if (session === undefined) return undefined;
	const inTrash = store.deletedMessages(id);
	const own = messages.get(id);
	if (own !== undefined) {
		const isOwn = new Set(own);
		const those = history.messages.filter(message => isOwn.has(message.id));
		return {kind: 'person', session: {...session, customer: nobody}, messages: those, inTrash};
	}

	return {
		kind: 'person',
		session,
		ownId: store.ownId(id),
		inTrash,
		messages: history.messages,
		records: history.records,
		extra: history.extra,
		operations: timeline({session, history, changes: store.changesOf(id)}),
	};
};

/** Reads histories one by one, so that any number of them can be exported. Sessions purged meanwhile are left out. */
export function* exportedSessions(
	store: Store,
	{ids, format, withMessages = true, timesUntil, person}: ExportRequest,
): Generator<ExportedSession> {
	const {kind = 'pbx'} = store.identity;
	const isArchive = kind === 'archive';
	const isRead = withMessages || timesUntil !== undefined || isArchive;
	for (const id of ids) {
		if (person !== undefined) {
			const part = personsPart(store, id, person);
			if (part !== undefined) yield part;
			continue;
		}

		// Read first: reading may find that the session was purged meanwhile.
		const history = isRead ? store.history(id) : undefined;
		const session = store.session(id);
		if (session === undefined) continue;
		const ownId = history && isArchive ? ownIdIn(history) : undefined;
		const known = {kind, session, ownId, holds: heldAs(store.holds, id)};
		if (history === undefined) {
			yield known;
			continue;
		}

		const {messages, records, extra} = history;
		const deleted = store.deletedMessages(id);
		const isTold = timesUntil !== undefined || tellsOperations(format);
		const told = {session, history, changes: isTold ? store.changesOf(id) : []};
		const times = timesUntil !== undefined && {times: timesRecord(sessionTimes(told, deleted, timesUntil))};
		if (!withMessages) {
			yield {...known, ...times};
			continue;
		}

		yield {
			...known,
			extra,
			records,
			messages: messages.filter(message => !deleted.has(message.id)),
			...(tellsOperations(format) && {
				operations: timeline(told),
			}),
		};
	}
}

/** The sessions, each read and counted when it is its turn, and how they are to be written. */
const counting = (
	store: Store,
	request: ExportRequest,
): Pick<ExportInProgress, 'counts'> & {
	readonly sessions: IteratorObject<ExportedSession>;
	readonly style: ExportStyle;
} => {
	const {
		format,
		withMessages = true,
		timesUntil,
		person,
		width = 80,
		csv = tableStyle(format),
		onProgress,
	} = request;
	const counts = {sessions: 0, messages: 0};
	const sessions = exportedSessions(store, request).map(each => {
		counts.messages += each.messages?.length ?? 0;
		if (++counts.sessions % progressStep === 0) onProgress?.(counts.sessions);
		return each;
	});
	return {
		counts,
		sessions,
		style: {
			directory: store.directory,
			withMessages,
			withOwnIds: store.identity.kind === 'archive',
			withTimes: timesUntil !== undefined,
			withTrash: person !== undefined,
			width,
			csv,
		},
	};
};

/** The sessions as text, made while it is read. */
export const exportTexts = (store: Store, request: ExportRequest<TextFormat>): ExportInProgress => {
	const {counts, sessions, style} = counting(store, request);
	return {counts, texts: exportText(request.format, sessions, style)};
};

/** Writes the export into the journal; resolves to why it could not, if so. */
const recorded = async (
	store: Store,
	actor: Actor,
	{ids, format}: ExportRequest,
): Promise<Pick<ExportCounts, 'unrecorded'>> => ({
	unrecorded: await recordExport(store, actor, {sessions: ids.length, format}),
});

/** Like {@link exportTexts}, once the journal tells of it. */
export const recordedTexts = async (
	store: Store,
	actor: Actor,
	request: ExportRequest<TextFormat>,
): Promise<ExportInProgress & Pick<ExportCounts, 'unrecorded'>> => ({
	...(await recorded(store, actor, request)),
	...exportTexts(store, request),
});

/** What a file of that format holds, in parts. Only who wants Parquet loads what writes it. */
const partsOf = async (
	format: ExportFormat,
	sessions: IteratorObject<ExportedSession>,
	style: ExportStyle,
): Promise<AsyncIterable<string | Uint8Array>> => {
	if (format !== 'parquet') return chunks(exportText(format, sessions, style));
	const {parquetBytes} = await import('./parquet-bytes.js');
	return parquetBytes(sessions, style);
};

/**
Exports into a file, in slices that let others have their turn.
@param signal ends it, and nothing is left of the file
@throws UsageRefusal if nothing may be written there
@throws Refusal if the operating system does not let it be written
*/
export const exportToFile = async (
	store: Store,
	actor: Actor,
	request: ExportRequest,
	target: Omit<ExportFile, 'storeFolder'>,
	signal?: AbortSignal,
): Promise<ExportCounts> => {
	const output = {...target, storeFolder: store.folder};
	checkFile(output);
	const {unrecorded} = await recorded(store, actor, request);
	const {counts, sessions, style} = counting(store, request);
	await writeExport(output, await partsOf(request.format, sessions, style), signal);
	return {...counts, unrecorded};
};
