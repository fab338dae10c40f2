import {type Directory} from '../directory.js';
import {type IdRanges} from '../id-ranges.js';
import {type OnPbx} from './on-pbx.js';
import {type TouchedBy} from './touched-by.js';

/** The context that a query is understood in: the time in Unix seconds, and who was deleted. */
export interface QueryContext {
	readonly now: number;
	readonly directory: Directory;
	/** By the words of `text:` terms: the sessions with a message that has them; see `soughtInHistories`. */
	readonly inMessages?: ReadonlyMap<string, ReadonlySet<number>>;
	/** The changes asked for; see `changesAsked`. */
	readonly touchedBy?: TouchedBy | undefined;
	/** When each session in the trash went there, in Unix seconds. Needed only if the query `asksWhenDeleted`. */
	readonly trashedAt?: ReadonlyMap<number, number> | undefined;
	/** Needed only if the query `asksOnPbx`. */
	readonly onPbx?: OnPbx | undefined;
	/** Sessions under a legal hold; if missing, none is. */
	readonly held?: IdRanges | undefined;
}
