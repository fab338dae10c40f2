import {type Message} from './message.js';

/** A record of what was done to a session that came with an import, in the words of its source. */
export interface ImportedRecord {
	readonly at: number;
	readonly kind: string;
	readonly by: string;
	readonly text?: string;
}

/** All that is kept of one session beyond its row: one line in a history file. Messages are in order of time. */
export interface History {
	readonly id: number;
	readonly messages: readonly Message[];
	readonly records: readonly ImportedRecord[];
	/** What the PBX told besides (`origin`, `page_name`, `website_domain` …), as it came. */
	readonly extra?: Readonly<Record<string, unknown>>;
}

export const emptyHistory = (id: number): History => ({id, messages: [], records: []});
