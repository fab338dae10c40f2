import {type Change, type Draft} from '../change.js';
import {type Skipped} from '../facts.js';

/**
A plan: the draft of a change, the sessions (or, for one session, messages) that it hits, and what
is passed over with the reason. A dry run stops here.
*/
export interface Plan {
	readonly draft: Draft;
	readonly hits: readonly number[];
	readonly skipped: readonly Skipped[];
	/** Whether it can never be taken back. */
	readonly isFinal?: true;
	/** The change that a redo does again, or does again in part. */
	readonly again?: Pick<Change, 'n' | 'isPartial'>;
	/** The serial number of the PBX that the store was connected to. */
	readonly sn?: string;
	/** A remark for the user, as one sentence. */
	readonly remark?: string;
}

/** Whether there is nothing to write; that a run of a policy found nothing is written. */
export const isNothing = ({hits, draft}: Plan): boolean => hits.length === 0 && draft.kind !== 'policy-run';

/** From so many hits on, the count has to be typed where it must not be agreed to by habit. */
export const manyHits = 25;
