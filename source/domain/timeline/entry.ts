import {type Handler} from '../handler.js';

/**
The kinds of operations on a session: from its messages, from records that came with an import, and from changes.
*/
export type OperationKind =
	| 'created'
	| 'picked-up'
	| 'transferred'
	| 'closed'
	| 'closed-automatically'
	| 'closed-by-visitor'
	| 'call'
	| 'imported-record'
	| 'transferred-on-pbx'
	| 'archived'
	| 'unarchived'
	| 'deleted'
	| 'restored'
	| 'messages-deleted'
	| 'undone'
	| 'redone'
	| 'purged'
	| 'held'
	| 'released'
	| 'delivered'
	| 'delivery-failed'
	| 'withdrawal-delivered'
	| 'withdrawal-failed';

/** One operation record: who did what to a session, and when. Free text in it is as it came. */
export interface TimelineEntry {
	/** Unix seconds. */
	readonly at: number;
	readonly kind: OperationKind;
	/** The person who did it, readable; missing if it was the PBX or nobody was named. */
	readonly by?: string;
	/** The holders before and since; both missing if the holder stayed. */
	readonly from?: Handler;
	readonly to?: Handler;
	/**
	For the beginning: `inbound` or `outbound`. For an undo or redo: the act (`transfer` …). For an imported record:
	the name that it gives itself.
	*/
	readonly what?: string;
	/** How many messages were deleted or came back. */
	readonly messages?: number;
	/** For a call, in seconds. */
	readonly duration?: number;
	/** The words of a message of the PBX, or of an imported record; why a delivery failed; the name of a hold. */
	readonly text?: string;
	readonly note?: string;
	/** The number of the change that it is one side of. */
	readonly change?: number;
	/** For an undo or redo: the number of the act that it took back or did again; missing if a connection took back whatever differed. */
	readonly of?: number;
	/** Set on an act that is undone at present. */
	readonly isTakenBack?: boolean;
	/** For a transfer that the platform was not told of: whether it still will be. */
	readonly delivery?: 'waiting' | 'withdrawn';
	/** For an act that is not settled on the connected PBX yet. */
	readonly onPbx?: 'waiting' | 'unknown';
	/** The system that a delivery went to; missing if it is the analytics platform. */
	readonly target?: string;
	/** For a delivery: the number of tries. */
	readonly tries?: number;
}
