import {able, type Capabilities, type Capability, unable} from '../../domain/capabilities.js';
import {type Pbx} from '../../domain/pbx.js';

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

const managing = (pbx: Pbx): Capability => {
	const firmware = pbx.firmware === undefined ? undefined : parts(pbx.firmware);
	const first = firmware === undefined ? undefined : firstFirmware[String(firmware[0])];
	if (firmware === undefined || first === undefined) {
		const said = pbx.firmware ? `“${pbx.firmware}” is not one that is known` : 'it is unknown';
		return unable(
			`Managing chats needs PBX firmware 37.23.0.23 or later; ${said}. Set it: chatlogs pbx set firmware=37.23.0.31`,
		);
	}

	return isOlder(firmware, parts(first)!)
		? unable(
				`Managing chats needs PBX firmware ${first} or later; this PBX has ${pbx.firmware!}. Update the PBX, then: chatlogs pbx set firmware=${first}`,
			)
		: able;
};

const givingToApi = (pbx: Pbx): Capability => {
	if (pbx.omnichannel !== true) {
		const said = pbx.omnichannel === false ? 'is not available' : 'is not known to be available';
		return unable(`Omnichannel Messaging ${said} on this PBX. If it is: chatlogs pbx set omnichannel=on`);
	}

	if (pbx.api !== true) {
		const said = pbx.api === false ? 'is not enabled' : 'is not known to be enabled';
		return unable(`The API ${said} on this PBX. If it is: chatlogs pbx set api=on`);
	}

	return able;
};

/** The abilities of a Yeastar P-Series PBX, by its firmware, plan and API. */
export const capabilitiesOf = (pbx: Pbx): Capabilities => {
	const manage = managing(pbx);
	return {manage, remove: manage, api: givingToApi(pbx)};
};
