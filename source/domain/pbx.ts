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
}

/** The first firmware that can transfer and delete external chats, by its first number, the edition. */
const firstFirmware: Readonly<Record<string, string>> = {
	37: '37.23.0.23',
	83: '83.23.0.23',
	84: '84.23.0.23',
};

const parts = (firmware: string): number[] | undefined =>
	/^\d+(?:\.\d+)*$/.test(firmware) ? firmware.split('.').map(Number) : undefined;

const isOlder = (firmware: readonly number[], than: readonly number[]): boolean => {
	for (let index = 0; index < Math.max(firmware.length, than.length); index++) {
		const difference = (firmware[index] ?? 0) - (than[index] ?? 0);
		if (difference !== 0) return difference < 0;
	}

	return false;
};

/** Why sessions cannot be transferred or deleted (nor that undone) on this PBX, if so. */
export const managementBlocker = (pbx: Pbx): string | undefined => {
	const firmware = pbx.firmware === undefined ? undefined : parts(pbx.firmware);
	const first = firmware === undefined ? undefined : firstFirmware[String(firmware[0])];
	if (firmware === undefined || first === undefined) {
		const said = pbx.firmware ? `“${pbx.firmware}” is not one that is known` : 'it is unknown';
		return `Managing chats needs PBX firmware 37.23.0.23 or later; ${said}. Set it: chatlogs pbx set firmware=37.23.0.31`;
	}

	if (isOlder(firmware, parts(first)!)) {
		return `Managing chats needs PBX firmware ${first} or later; this PBX has ${pbx.firmware!}. Update the PBX, then: chatlogs pbx set firmware=${first}`;
	}

	return undefined;
};

/** Why the third-party message analytics platform cannot be given sessions, if so. */
export const apiBlocker = (pbx: Pbx): string | undefined => {
	if (pbx.omnichannel !== true) {
		const said = pbx.omnichannel === false ? 'is not available' : 'is not known to be available';
		return `Omnichannel Messaging ${said} on this PBX. If it is: chatlogs pbx set omnichannel=on`;
	}

	if (pbx.api !== true) {
		const said = pbx.api === false ? 'is not enabled' : 'is not known to be enabled';
		return `The API ${said} on this PBX. If it is: chatlogs pbx set api=on`;
	}

	return undefined;
};
