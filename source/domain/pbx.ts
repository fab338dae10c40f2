/** The facts about the PBX. `undefined` means unknown. */
export interface Pbx {
	readonly name?: string;
	readonly edition?: string;
	/** The country where its national numbers are dialled: ISO 3166-1 alpha-2, such as `DE`. */
	readonly country?: string;
	/** As the PBX prints it, such as `37.23.0.31`. */
	readonly firmware?: string;
	/** Whether Omnichannel Messaging is available (Enterprise or Ultimate plan). */
	readonly omnichannel?: boolean;
	/** Whether the API is enabled (Integrations > API). */
	readonly api?: boolean;
	/** Seconds that a deletion waits until it is carried out on a connected PBX. */
	readonly deleteGrace?: number;
	/** Deletions that may be carried out there at once without a further question. */
	readonly deleteCap?: number;
	/** Whether the files of messages are fetched, too, and how many megabytes they may take together. */
	readonly keepFiles?: boolean;
	readonly filesQuota?: number;
}

/** The defaults: a day, and a thousand sessions. */
export const usualDeletion = {grace: 24 * 60 * 60, cap: 1000} as const;

/** The name of a fact as it is typed: `delete-grace`. */
export const typedName = (fact: string): string =>
	fact.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
