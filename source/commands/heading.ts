/** A column of a table without what stands in it. */
export interface Heading {
	readonly title: string;
	readonly align?: 'right';
	/** Whether it may be cut if the terminal is too narrow for all columns. */
	readonly canShrink?: true;
	/** The width that it is not cut below as long as others can be; in cells. */
	readonly least?: number;
	/** Whether it is left out if a terminal is too narrow even so; the lowest goes first. */
	readonly leftOut?: number;
}
