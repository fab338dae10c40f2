import {type Handler} from './handler.js';
import {type Message} from './message.js';
import {type Channel, type Party, type Status} from './session.js';

/** A record of what was done to a session that came with an import, in the words of its source. */
export interface ImportedRecord {
	readonly at: number;
	readonly kind: string;
	readonly by: string;
	readonly text?: string;
}

/** What the last import said of a session itself: from it the row could be made again. */
export interface ImportedSession {
	readonly channel: Channel;
	readonly customer: Party;
	readonly handler: Handler;
	readonly status: Status;
	readonly archived: boolean;
}

/** All that is kept of one session beyond its row: one line in a history file. Messages are in order of time. */
export interface History {
	readonly id: number;
	readonly imported?: ImportedSession;
	readonly messages: readonly Message[];
	readonly records: readonly ImportedRecord[];
	/** What the PBX told besides (`origin`, `page_name`, `website_domain` …), as it came. */
	readonly extra?: Readonly<Record<string, unknown>>;
}

export const emptyHistory = (id: number): History => ({id, messages: [], records: []});
