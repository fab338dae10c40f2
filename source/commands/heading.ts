/** A column of a table without what stands in it. */
export interface Heading {
	readonly title: string;
	readonly align?: 'right';
	/** Whether it may be cut if the terminal is too narrow for all columns. */
	readonly canShrink?: true;
	/** Whether it goes on below itself where it is cut; only for the last column. */
	readonly wraps?: true;
	/** The width that it is not cut below; in cells. */
	readonly least?: number;
	/** Whether it is left out if a terminal is too narrow even so; the lowest goes first. */
	readonly leftOut?: number;
}
