/** Whether something can be done, and why not. The reason is for the user, and says what to do. */
export type Capability = {readonly can: true} | {readonly can: false; readonly reason: string};

/** The abilities of the system behind the store, decided by the code that knows its dialect; see `exchange/yeastar`. */
export interface Capabilities {
	/** Transfer, close and archive sessions. */
	readonly manage: Capability;
	/** Delete sessions and messages, and take acts back. */
	readonly remove: Capability;
	/** Give sessions to the third-party message analytics platform. */
	readonly api: Capability;
}

export const able: Capability = {can: true};

export const unable = (reason: string): Capability => ({can: false, reason});

export const blockerOf = (capability: Capability): string | undefined =>
	capability.can ? undefined : capability.reason;

const noPbx = unable('There is no PBX behind this store');

/** The abilities in a store of chats of other systems: what is done there is done nowhere else. */
export const ofArchive: Capabilities = {manage: noPbx, remove: able, api: noPbx};
