import {type Site} from '../domain/site.js';
import {type TextField} from './text-field.js';

/** What was found in the store of a site. */
export interface SiteLook {
	/** Missing where the store cannot be read. */
	readonly counts?: {
		readonly sessions: number;
		readonly open: number;
		readonly orphaned: number;
		/** Acts that wait for the PBX. */
		readonly pending: number;
		/** When all that its PBX had was there last, in Unix seconds; missing for a store that is connected to none. */
		readonly lastSync?: number | 'never' | 'unknown' | undefined;
	};
	/** A few words, if somebody should look after it. */
	readonly trouble?:
		| {
				readonly short: string;
				readonly long: string;
				/** Whether it may be over although no file of the store has changed. */
				readonly mayPass?: boolean;
		  }
		| undefined;
}

/** Lists the person's sites; typing narrows the list. */
export interface SitesDialog {
	readonly kind: 'sites';
	readonly sites: readonly Site[];
	/** What was found in their stores, by their names; missing for a site whose store has not been read yet. */
	readonly looks: ReadonlyMap<string, SiteLook>;
	readonly field: TextField;
	readonly cursor: number;
}
