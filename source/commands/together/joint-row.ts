import {type Site} from '../../domain/site.js';

/** A row of a list over several sites. */
export interface JointRow {
	/** What it is ordered by among the rows of other sites. */
	readonly key: readonly (string | number | null)[];
	/** Its cells for people; where rows are numbered, the first is its number in the site. */
	readonly cells?: readonly string[];
	/** What programs are told. */
	readonly record?: object;
}

/** A row with its site. */
export interface SiteRow {
	readonly site: Site;
	readonly row: JointRow;
}
