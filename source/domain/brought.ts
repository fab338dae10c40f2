import {type IdRanges} from './id-ranges.js';
import {type Session} from './session.js';

/** Summary of one import, without any word of a customer. */
export interface ImportSummary {
	/** Its files or other sources, each with the SHA-256 of the bytes read. */
	readonly sources: readonly {readonly name: string; readonly digest: string}[];
	readonly added: number;
	readonly changed: number;
	/** Known sessions about which the PBX said nothing new. */
	readonly unchanged: number;
	/** Sessions that keep a local act, because the PBX repeats what it said before. */
	readonly kept: number;
	/** New messages that joined a session in the trash. */
	readonly trashed: number;
	readonly refused: number;
}

/**
The rest of an import, beside moves and messages: with it the past can be told from the journal. Each is missing if it
is nothing; a change from one to the other tells what was before.
*/
export interface Brought {
	/** Sessions that are new, or new again after a purge. */
	readonly added?: IdRanges;
	readonly closed?: IdRanges;
	readonly reopened?: IdRanges;
	readonly archived?: IdRanges;
	readonly unarchived?: IdRanges;
}

export type BroughtKind = keyof Brought;

export const broughtLabels: Readonly<Record<BroughtKind, string>> = {
	added: 'New',
	closed: 'Closed',
	reopened: 'Reopened',
	archived: 'Archived',
	unarchived: 'Unarchived',
};

export const broughtKinds = Object.keys(broughtLabels) as readonly BroughtKind[];

/** Said where the line of an import does not tell what it brought. */
export const broughtUnknown = 'not known: an older chatlogs wrote this change';

/** A session before and after an import; `before` is `undefined` if it is new. */
export const broughtTo = (before: Session | undefined, after: Session): readonly BroughtKind[] =>
	before === undefined
		? ['added']
		: [
				...(before.status === after.status
					? []
					: ([after.status === 'closed' ? 'closed' : 'reopened'] as const)),
				...(before.archived === after.archived
					? []
					: ([after.archived ? 'archived' : 'unarchived'] as const)),
			];
