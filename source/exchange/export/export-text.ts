import {type Directory} from '../../domain/directory.js';
import {type ExportFormat, type TextFormat} from '../../domain/export-format.js';
import {type History} from '../../domain/history.js';
import {messageRecord} from './message-record.js';
import {cellWriter, type CsvStyle, csvText} from './csv.js';
import {type ExportedKind, exportMark} from './export-mark.js';
import {isoTime} from './iso-time.js';
import {htmlArticle, htmlPage, type PageSession} from './html-text.js';
import {jsonLinesText, jsonListText} from './json-text.js';
import {messageText} from './message-text.js';
import {pairsText} from './pairs-text.js';
import {holdPairs, ownIdPairs, sessionPairs} from './session-pairs.js';
import {archivePaths, sessionPaths, sessionRecord} from './session-record.js';
import {timesPaths, type TimesRecord} from './times-record.js';

/** Its operations are told only where {@link tellsOperations}. */
export interface ExportedSession extends PageSession {
	readonly kind: ExportedKind;
	readonly times?: TimesRecord;
	readonly records?: History['records'];
	readonly extra?: History['extra'];
}

export interface ExportStyle {
	readonly directory: Directory;
	readonly withMessages: boolean;
	readonly withTimes?: boolean;
	/** Whether tables have a column for ids of other systems. */
	readonly withOwnIds?: boolean;
	/** Whether the trash is told, too. */
	readonly withTrash?: boolean;
	/** Width of text for people, in cells. */
	readonly width: number;
	readonly csv: CsvStyle;
}

/** A session as JSON tells it, with all that an import into an empty store needs to make the same one. */
export const exportRecord = (
	{kind, session, ownId, times, messages, inTrash, records, extra, holds = []}: ExportedSession,
	directory: Directory,
): object => ({
	...exportMark(kind),
	session: {...sessionRecord(session, directory, ownId), ...(extra && {extra})},
	...(times && {times}),
	...(messages && {
		messages: messages.map(message => messageRecord(message, session, inTrash?.has(message.id))),
	}),
	...(records && {records: records.map(({at, ...record}) => ({at: isoTime(at), ...record}))}),
	...(holds.length > 0 && {holds}),
});

const messagePaths: readonly string[] = [
	'id',
	'at',
	'type',
	'author.kind',
	'author.number',
	'author.name',
	'text',
	'files',
	'delivery',
	'error',
	'param',
];

const messagePathsOf = (withTrash: boolean): readonly string[] =>
	withTrash ? [...messagePaths, 'deleted'] : messagePaths;

/** The columns of CSV. */
export const exportPaths = ({
	withMessages,
	withTimes = false,
	withTrash = false,
	withOwnIds = false,
}: Pick<ExportStyle, 'withMessages' | 'withTimes' | 'withTrash' | 'withOwnIds'>): readonly string[] => [
	...(withOwnIds ? archivePaths : sessionPaths),
	...(withTimes ? timesPaths : []),
	...(withMessages ? messagePathsOf(withTrash).map(path => `message.${path}`) : []),
];

/** The messages of a session as tables tell them: an empty one if there are none, so that it has a row. */
export const messageRows = ({session, messages = [], inTrash}: ExportedSession): readonly object[] =>
	messages.length === 0
		? [{}]
		: messages.map(message => ({
				...messageRecord(message, session, inTrash?.has(message.id)),
				files: message.files?.length ? message.files : null,
			}));

/** One row a message, each with the whole session; a session without messages has one row, too. */
export function* exportRows(
	sessions: Iterable<ExportedSession>,
	{directory, withMessages, withTimes = false, withTrash = false, withOwnIds = false, csv}: ExportStyle,
): Generator<string> {
	const sessionCells = cellWriter(exportPaths({withMessages: false, withTimes, withOwnIds}), csv);
	const messageCells = cellWriter(messagePathsOf(withTrash), csv);
	for (const each of sessions) {
		const {session, ownId, times} = each;
		const first = sessionCells({...sessionRecord(session, directory, ownId), times});
		if (!withMessages) {
			yield first;
			continue;
		}

		for (const record of messageRows(each)) yield `${first}${csv.separator}${messageCells(record)}`;
	}
}

/** The sessions with their messages, as people read them. */
export function* textForPeople(
	sessions: Iterable<ExportedSession>,
	{directory, width}: ExportStyle,
): Generator<string> {
	for (const {session, ownId, messages, inTrash, holds} of sessions) {
		yield pairsText([...sessionPairs(session, directory), ...ownIdPairs(ownId), ...holdPairs(holds)]);
		for (const message of messages ?? [])
			yield `\n${messageText({message, conversation: session, isDeleted: inTrash?.has(message.id) === true}, width)}`;
		yield `\n${'='.repeat(width)}\n\n`;
	}
}

/** Whether the format holds who did what to a session. */
export const tellsOperations = (format: ExportFormat): boolean => format === 'html';

/** The sessions in that format, piece by piece. */
export const exportText = (
	format: TextFormat,
	sessions: IteratorObject<ExportedSession>,
	style: ExportStyle,
): Iterable<string> | AsyncIterable<string> => {
	const {directory} = style;
	switch (format) {
		case 'json': {
			return jsonListText(
				{},
				'sessions',
				sessions.map(each => exportRecord(each, directory)),
			);
		}

		case 'ndjson': {
			return jsonLinesText(sessions.map(each => exportRecord(each, directory)));
		}

		case 'csv':
		case 'tsv': {
			return csvText(exportPaths(style), exportRows(sessions, style), style.csv);
		}

		case 'text': {
			return textForPeople(sessions, style);
		}

		case 'html': {
			return htmlPage(sessions.map(each => htmlArticle(each, directory)));
		}
	}
};
