import {type Change} from '../domain/change.js';
import {nearest} from '../domain/language/nearest.js';
import {type Pbx, typedName} from '../domain/pbx.js';
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
		throw new UsageRefusal(`“${value}” was not expected; omnichannel, api and keep-files are on or off.`);
	return value === 'on';
};

const countryOf = async (value: string): Promise<string> => {
	const country = await loadCountry(value.toUpperCase());
	if (country === undefined)
		throw new UsageRefusal(`“${value}” is no country; expected its two letters, such as country=DE.`);
	return country.code;
};

const secondsIn = {s: 1, m: 60, h: 3600, d: 86_400} as const;

const graceOf = (value: string): number => {
	const [, count, unit = 's'] = /^(\d{1,9})([dhms])?$/.exec(value) ?? [];
	if (count === undefined || (count !== '0' && !value.endsWith(unit)))
		throw new UsageRefusal(`“${value}” is no time to wait; expected such as delete-grace=24h, or 0.`);
	return Number(count) * secondsIn[unit as keyof typeof secondsIn];
};

const countOf = (value: string): number => {
	if (!/^\d{1,9}$/.test(value))
		throw new UsageRefusal(`“${value}” is no number of sessions; expected such as delete-cap=1000.`);
	return Number(value);
};

const megabytesOf = (value: string): number => {
	if (!/^\d{1,9}$/.test(value))
		throw new UsageRefusal(`“${value}” is no number of megabytes; expected such as files-quota=5000.`);
	return Number(value);
};

const readers = {
	name: textOf,
	edition: textOf,
	firmware: textOf,
	omnichannel: switchOf,
	api: switchOf,
	country: countryOf,
	deleteGrace: graceOf,
	deleteCap: countOf,
	keepFiles: switchOf,
	filesQuota: megabytesOf,
} as const satisfies Record<keyof Pbx, unknown>;

export const factNames = Object.keys(readers) as (keyof Pbx)[];

/** `firmware=37.23.0.31`. */
const readFact = async (text: string): Promise<Pbx> => {
	const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
	const known = factNames.find(fact => typedName(fact) === name);
	if (known === undefined || value === undefined) {
		const names = factNames.map(typedName);
		const near = nearest(name ?? text, names);
		const meant = near === undefined ? `expected ${names.join('=…, ')}=…` : `did you mean ${near}=…?`;
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
