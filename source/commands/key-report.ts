/** The keys of one action of the screen in one of its places, by the names that preferences use. */
export interface ActionKeys {
	readonly id: string;
	readonly place: string;
	readonly title: string;
	readonly keys: readonly string[];
	readonly defaults: readonly string[];
}

/** The keys that hold with some preferences, and what of these cannot be used. */
export interface KeyReport {
	readonly keys: readonly ActionKeys[];
	readonly problems: readonly string[];
}
