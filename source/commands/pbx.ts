import {blockerOf} from '../domain/capabilities.js';
import {nearest} from '../domain/language/nearest.js';
import {type Pbx, usualDeletion} from '../domain/pbx.js';
import {UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {formatCount} from '../text/count.js';
import {durationText} from '../text/duration.js';
import {loadCountry} from '../text/phone-country.js';
import {type Context, defineCommand, exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {printPairs} from './print-pairs.js';
import {withStore} from './with-store.js';

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

const factNames = Object.keys(readers) as (keyof Pbx)[];

/** As it is typed: `delete-grace`. */
const typedName = (name: string): string => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

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

const switchLabel = (value: boolean | undefined): string =>
	value === undefined ? 'unknown' : value ? 'on' : 'off';

const allowed = (blocker: string | undefined): string => (blocker === undefined ? 'yes' : `no. ${blocker}`);

const print = ({flags, stdout}: Context, store: Store, change: number | null): void => {
	const {pbx, capabilities} = store;
	const manage = blockerOf(capabilities.manage);
	const blockers = {manage, api: manage ?? blockerOf(capabilities.api)};
	if (flags.json) {
		const facts = Object.fromEntries(factNames.map(name => [name, pbx[name] ?? null]));
		const allows = Object.fromEntries(
			Object.entries(blockers).map(([name, reason]) => [
				name,
				{allowed: reason === undefined, ...(reason && {reason})},
			]),
		);
		printJson(stdout, {pbx: facts, allows, change});
		return;
	}

	if (change !== null) printLine(stdout, `Change ${change}: noted what is known of the PBX.`);
	printPairs(stdout, [
		['Name', pbx.name ?? 'unknown'],
		['Edition', pbx.edition ?? 'unknown'],
		['Firmware', pbx.firmware ?? 'unknown'],
		['Country', pbx.country ?? 'unknown'],
		['Omnichannel Messaging', switchLabel(pbx.omnichannel)],
		['API', switchLabel(pbx.api)],
		...(store.connection
			? ([
					['Deletions wait', durationText(pbx.deleteGrace ?? usualDeletion.grace)],
					['Deletions at once', formatCount(pbx.deleteCap ?? usualDeletion.cap)],
					['Files of messages', pbx.keepFiles ? 'fetched by a sync' : 'not fetched'],
				] as const)
			: []),
		['Transfer, delete, undo', allowed(blockers.manage)],
		['Transfer to the analytics platform', allowed(blockers.api)],
	]);
};

/** The number of the change, or `null` if everything was known. */
const set = async ({actor}: Context, store: Store, told: Pbx): Promise<number | null> => {
	const isNews = (): boolean =>
		factNames.some(name => told[name] !== undefined && told[name] !== store.pbx[name]);
	const change = await store.commit(actor, () => (isNews() ? {kind: 'pbx', pbx: told} : undefined));
	return change?.n ?? null;
};

export const pbx = defineCommand({
	name: 'pbx',
	summary: 'the known facts about the PBX, and what they allow; set changes them',
	usage: [
		'pbx [--json]',
		'pbx set [name=…] [edition=…] [firmware=…] [omnichannel=on|off] [api=on|off] [country=DE]',
		'pbx set [delete-grace=24h] [delete-cap=1000]',
		'pbx set [keep-files=on|off] [files-quota=MB]',
	],
	flags: {},
	examples: [
		{line: 'pbx', explanation: 'the facts, and what they allow'},
		{line: 'pbx set firmware=37.23.0.31 omnichannel=on api=on', explanation: 'after an update of the PBX'},
		{
			line: 'pbx set delete-grace=24h',
			explanation: 'how long a deletion waits until a connected PBX carries it out',
		},
		{line: 'pbx set keep-files=on', explanation: 'a sync fetches the files of messages, too'},
		{line: 'pbx set country=DE', explanation: 'so that 030 1234567 and +49 30 1234567 are the same number'},
	],
	async run(context) {
		const [word, ...texts] = context.input;
		if (word !== undefined && (word !== 'set' || texts.length === 0))
			throw new UsageRefusal(
				'After pbx comes nothing, or set and facts: chatlogs pbx set firmware=37.23.0.31',
			);
		const told = Object.assign({}, ...(await Promise.all(texts.map(readFact)))) as Pbx;
		return withStore(context, async store => {
			const change = word === 'set' ? await set(context, store, told) : null;
			print(context, store, change);
			return exitCode.done;
		});
	},
});
