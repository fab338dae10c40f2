import {comparable} from '../../text/comparable.js';
import {type Directory} from '../directory.js';
import {type Channel} from '../session.js';
import {type Person} from './person.js';

/** Why that number is nobody's to be erased: it is one of ours; `undefined` if it is not. */
export const oursBlocker = (
	written: string,
	readings: readonly Person[],
	{channels, directory}: {readonly channels: readonly Channel[]; readonly directory: Directory},
): string | undefined => {
	const channel = channels.find(({number, type}) =>
		readings.some(reading => number !== '' && reading.isNumber(number, type)),
	);
	if (channel)
		return `“${written}” is the number of the channel ${channel.name || channel.type}, not of a customer.`;
	const wanted = comparable(written).trim();
	const owner = directory.owners.find(({number}) => number !== '' && comparable(number).trim() === wanted);
	return owner && `“${written}” is the number of the ${owner.kind} ${owner.name}, not of a customer.`;
};
