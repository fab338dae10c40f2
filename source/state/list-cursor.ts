/** Where one stands in the list of sessions. */
export interface ListCursor {
	/** The session under the cursor; `undefined` until there is one. */
	readonly cursor: number | undefined;
	/** Where the cursor last stood, for when its session goes. */
	readonly index: number;
	/** The first row shown. */
	readonly top: number;
	/** Whether the cursor keeps to the first row, whichever session that is, until the list is complete. */
	readonly isFirst?: boolean;
}
