import {type Change} from './change.js';
import {type History, type ImportedRecord} from './history.js';
import {partyLabel, sender, type Session} from './session.js';
import {type TimelineEntry} from './timeline/entry.js';
import {operationsOfChanges, type PbxFacts} from './timeline/of-changes.js';
import {operationOfMessage} from './timeline/of-messages.js';

export interface TimelineSources {
	readonly session: Session;
	/** Including deleted messages: what they report was done all the same. */
	readonly history: History;
	/** The changes that touched the session, oldest first. */
	readonly changes: readonly Change[];
	/** How far they are on the connected PBX; missing where that is not told. */
	readonly facts?: PbxFacts;
}

/** A session begins with its first message; without messages nobody knows when. */
const beginning = (session: Session): TimelineEntry[] =>
	session.createdAt === undefined
		? []
		: [
				{
					at: session.createdAt,
					kind: 'created',
					by: partyLabel(sender(session)),
					what: session.outbound ? 'outbound' : 'inbound',
				},
			];

const operationOfRecord = ({at, kind, by, text}: ImportedRecord): TimelineEntry => ({
	at,
	kind: 'imported-record',
	what: kind,
	...(by !== '' && {by}),
	...(text !== undefined && {text}),
});

/**
The operation records of a session, also of one in the trash, in order of time: what its messages report, the records
that came with an import, and the changes seen from the session's side.
*/
export const timeline = ({session, history, changes, facts}: TimelineSources): readonly TimelineEntry[] =>
	[
		...beginning(session),
		...history.messages.flatMap(message => operationOfMessage(message) ?? []),
		...history.records.map(operationOfRecord),
		...operationsOfChanges(changes, session.id, facts),
	].toSorted((a, b) => a.at - b.at);
