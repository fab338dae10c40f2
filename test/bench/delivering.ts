import {cpSync, rmSync} from 'node:fs';
import {type Store} from '../../source/storage/store.js';
import {apiHandler, deliverWaiting, machine, openStore, planPurge} from './built.js';
import {transfer} from './acts.js';
import {inTurn, timed} from './figures.js';
import {type Bench, count} from './group.js';
import {bench as actor, idsOf} from './stores.js';

const rounds = 5;
const batch = 1000;

/** A platform that takes everything at once, so that what is measured is ours. */
const sender: Parameters<typeof deliverWaiting>[0]['sender'] = {
	environment: {CHATLOGS_PLATFORM_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`},
	configFolder: '',
	network: {
		post: () => Promise.resolve({status: 200}),
		wait: () => Promise.resolve(),
		random: () => 0,
	},
};

const deliver = async (store: Store): Promise<void> => {
	const {signal} = new AbortController();
	await deliverWaiting({store, machine, actor, sender, signal});
};

/** What it costs to deliver to the platform, also while somebody else purges. */
export const delivering = async (bench: Bench): Promise<void> => {
	const {stores, standard, report} = bench;
	const folder = `${await stores.folder(standard)}-delivered`;
	cpSync(await stores.folder(standard), folder, {recursive: true});
	const store = await openStore(folder, machine);
	const other = await openStore(folder, machine);
	await Promise.all([store.loaded, other.loaded]);
	await store.commit(actor, () => ({kind: 'platform', platform: 'https://platform.example/'}));
	const ids = idsOf(store);
	const size = Math.min(batch, Math.floor(standard / (4 * (rounds + 1))));
	const waiting = async (): Promise<unknown> => transfer(store, ids.splice(0, size), apiHandler);
	const {alone, beside} = await inTurn(bench.rounds(rounds), {
		async alone() {
			await waiting();
			return timed(async () => deliver(store));
		},
		async beside() {
			await waiting();
			const sessions = ids.splice(-size);
			const purging = other.commit(actor, facts => planPurge(facts, {sessions, erase: true}).draft);
			const [time] = await Promise.all([timed(async () => deliver(store)), purging]);
			return time;
		},
	});
	await store.close();
	await other.close();
	rmSync(folder, {recursive: true});
	const what = `deliver ${count(size)}`;
	report.add({what: `${what}, ${count(standard)}`, unit: 'ms', values: alone});
	report.add({
		what: `${what} beside a purge of ${count(size)}, ${count(standard)}`,
		unit: 'ms',
		values: beside,
		peer: {name: 'without the purge', values: alone},
	});
};
