/** A store's memory of the PBX that it is connected to, without its address and how it is trusted. */
export interface Connection {
	/** The serial number of the PBX, as it tells it. */
	readonly sn: string;
	/** Random, made at `pbx connect`: which copy of the store on which machine may act on the PBX. */
	readonly instance: string;
}
