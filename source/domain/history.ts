import {type Handler} from './handler.js';
import {type Message} from './message.js';
import {type Channel, type Party, type Status} from './session.js';

/** A record of what was done to a session that came with an import, in the words of its origin. */
export interface ImportedRecord {
	readonly at: number;
	readonly kind: string;
	readonly by: string;
	readonly text?: string;
}

/** A session's state by the last import; missing where it is as shown, so that no local act differs from it. */
export interface ImportedState {
	readonly importedStatus?: Status | undefined;
	readonly importedArchived?: boolean | undefined;
}

/**
The session's row when its history was written, after that change: together with the journal since, the row can be
reconstructed.
*/
export interface RowRecord extends ImportedState {
	/** The number of the import, purge or repair that wrote it. */
	readonly change: number;
	readonly channel: Channel;
	readonly customer: Party;
	readonly handler: Handler;
	/** The handler by the last import, if it differs. */
	readonly importedHandler?: Handler;
	readonly status: Status;
	readonly archived: boolean;
	readonly outbound: boolean;
	/** Messages that set the times, or had the highest id, may be purged. */
	readonly createdAt?: number | undefined;
	readonly lastActiveAt?: number | undefined;
	readonly transfers: number;
	readonly highestMessage: number;
	/** The highest that was ever told of, if it is a higher one. */
	readonly highestTold?: number | undefined;
	/** Set if the session was ever purged. */
	readonly highestPurged?: number | undefined;
	/** Whether nothing is left of it but this. */
	readonly isPurged?: boolean | undefined;
}

/** Everything kept of one session beyond its row: one line in a history file. Messages are in order of time. */
export interface History {
	readonly id: number;
	/** In every line of a history file. */
	readonly row?: RowRecord;
	readonly messages: readonly Message[];
	readonly records: readonly ImportedRecord[];
	/** The other fields that the PBX gave (`origin`, `page_name`, `website_domain` …), as they came. */
	readonly extra?: Readonly<Record<string, unknown>>;
}

/** What the system that it came from calls the session, if it came from another than a PBX. */
export const ownIdIn = ({extra}: History): string | undefined =>
	typeof extra?.source_id === 'string' ? extra.source_id : undefined;

export const emptyHistory = (id: number): History => ({id, messages: [], records: []});
