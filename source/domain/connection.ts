/** What a store remembers of the PBX that it is connected to. Where that is, and how it is trusted, is no fact of the store. */
export interface Connection {
	/** The serial number of the PBX, as it tells it. */
	readonly sn: string;
	/** Random, made at `pbx connect`: which copy of the store on which machine may act on the PBX. */
	readonly instance: string;
}
