import {type Change} from '../domain/change.js';
import {nearest} from '../domain/language/nearest.js';
import {type Pbx} from '../domain/pbx.js';
import {UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {loadCountry} from '../text/phone-country.js';
import {type Context} from './command.js';

const textOf = (value: string): string => {
	if (value === '') throw new UsageRefusal('A fact needs a value, such as firmware=37.23.0.31.');
	return value;
};

const switchOf = (value: string): boolean => {
	if (value !== 'on' && value !== 'off')
		throw new UsageRefusal(`“${value}” was not expected; omnichannel and api are on or off.`);
	return value === 'on';
};

const countryOf = async (value: string): Promise<string> => {
	const country = await loadCountry(value.toUpperCase());
	if (country === undefined)
		throw new UsageRefusal(`“${value}” is no country; expected its two letters, such as country=DE.`);
	return country.code;
};

const readers = {
	name: textOf,
	edition: textOf,
	firmware: textOf,
	omnichannel: switchOf,
	api: switchOf,
	country: countryOf,
} as const satisfies Record<keyof Pbx, unknown>;

export const factNames = Object.keys(readers) as (keyof Pbx)[];

/** `firmware=37.23.0.31`. */
const readFact = async (text: string): Promise<Pbx> => {
	const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
	const known = factNames.find(fact => fact === name);
	if (known === undefined || value === undefined) {
		const near = nearest(name ?? text, factNames);
		const meant = near === undefined ? `expected ${factNames.join('=…, ')}=…` : `did you mean ${near}=…?`;
		throw new UsageRefusal(`“${text}” is no fact about the PBX; ${meant}`);
	}

	return {[known]: await readers[known](value)};
};

export const readFacts = async (texts: readonly string[]): Promise<Pbx> =>
	Object.assign({}, ...(await Promise.all(texts.map(readFact)))) as Pbx;

/** Notes them as a change, unless everything was known. */
export const setFacts = async ({actor}: Context, store: Store, told: Pbx): Promise<Change | undefined> => {
	const isNews = (): boolean =>
		factNames.some(name => told[name] !== undefined && told[name] !== store.pbx[name]);
	return store.commit(actor, () => (isNews() ? {kind: 'pbx', pbx: told} : undefined));
};
