import {Refusal, StoreRefusal, UsageRefusal} from '../domain/refusal.js';
import {FeedTrouble} from '../exchange/feed/feed-trouble.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Cause} from '../exchange/yeastar/api/verdict.js';

/** An error as it is told. */
export interface Told {
	readonly message: string;
	readonly kind: 'refused' | 'usage' | 'store' | 'pbx' | 'database' | 'bug';
	/** The reason why the PBX cannot be used. */
	readonly cause?: Cause;
}

export const tellOf = (error: unknown): Told => {
	if (error instanceof UsageRefusal) return {message: error.message, kind: 'usage'};
	if (error instanceof FeedTrouble) return {message: error.message, kind: 'database'};
	if (error instanceof PbxTrouble) return {message: error.message, kind: 'pbx', cause: error.pbxCause};
	if (error instanceof StoreRefusal) return {message: error.message, kind: 'store'};
	if (error instanceof Refusal) return {message: error.message, kind: 'refused'};
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {message: `this is a bug in chatlogs, please report it: ${stack}`, kind: 'bug'};
};
