import {type ChannelType, type Party} from '../domain/session.js';
import {channels} from './directory-data.js';
import {cultures, type Language, ornaments} from './name-data.js';
import {Random} from './random.js';

/** Somebody who writes to the company, the same in every session. */
export interface Customer {
	readonly name: string;
	/** How agents address them; `undefined` if they don't know. */
	readonly callName: string | undefined;
	readonly language: Language;
	readonly usualChannel: (typeof channels)[number];
	/** Tells customers apart in everything that has a number: phone, page-scoped id, visitor id. */
	readonly index: number;
}

/** Each value as often as its weight says, for picking. */
const byWeight = <Value extends {readonly weight: number}>(values: readonly Value[]): readonly Value[] =>
	values.flatMap(value => Array.from({length: value.weight}, () => value));

const weightedCultures = byWeight(cultures);
const weightedChannels = byWeight(channels);

export const anyChannel = (random: Random): (typeof channels)[number] => random.pick(weightedChannels);

/** The customer with that index, always the same for a seed, so no list of them is needed. */
export const customerAt = (index: number, seed: number): Customer => {
	const random = new Random(seed, index + 1);
	const {given, family, familyFirst, language} = random.pick(weightedCultures);
	const first = random.pick(given);
	const last = random.pick(family);
	const plain = familyFirst === undefined ? `${first} ${last}` : `${last}${familyFirst}${first}`;
	const isKnown = !random.chance(0.06);
	const name = random.chance(0.03) ? `${plain} ${random.pick(ornaments)}` : plain;
	return {
		name: isKnown ? name : '',
		callName: isKnown ? (familyFirst === undefined ? first : plain) : undefined,
		language,
		usualChannel: anyChannel(random),
		index,
	};
};

/** One with an odd name, and a number that no other customer has. */
export const namedCustomer = (name: string, index: number): Customer => ({
	name,
	callName: undefined,
	language: 'en',
	usualChannel: channels[index % channels.length]!,
	index: -1 - index,
});

/** Area code 555 is assigned to nobody. The step has no common divisor with the range, so that numbers differ. */
const phone = (index: number): string => `+1555${2_000_100 + ((index * 7919) % 7_999_800)}`;

/** As the customer is seen on a channel of that type. */
export const partyOn = (type: ChannelType, {name, index}: Customer): Party => {
	if (type === 'facebook') return {name, number: String(7_000_000_000_000_000 + index * 104_729)};
	if (type === 'livechat')
		return {name, number: `visitor-${(Math.imul(index, 0x9e_37_79_b1) >>> 0).toString(36)}`};
	return {name, number: phone(index)};
};
