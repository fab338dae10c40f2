import {closeSync, fdatasyncSync, openSync, rmSync, writeSync} from 'node:fs';
import path from 'node:path';
import {type Change} from '../../source/domain/change.js';
import {type Handler} from '../../source/domain/handler.js';
import {type Store} from '../../source/storage/store.js';
import {batches, discard, elsewhere, transfer, undo} from './acts.js';
import {fold} from './built.js';
import {type Counts, countingMachine} from './counting.js';
import {DatabasePeer} from './database.js';
import {inTurn, timed} from './figures.js';
import {type Bench, count, whenLarge} from './group.js';
import {idsOf} from './stores.js';

/** One session at a time, against the least that a durable line can cost. */
const single = async (bench: Bench, store: Store, counts: Counts): Promise<void> => {
	const {folder, standard, report, rounds} = bench;
	const file = path.join(folder, 'bare');
	const descriptor = openSync(file, 'w');
	const ids = idsOf(store);
	let line = Buffer.alloc(0);
	let index = 0;
	const calls: number[] = [];
	const taken = await inTurn(rounds(150), {
		async ours() {
			const {syncs, written} = counts;
			const id = ids[index++ % ids.length]!;
			const to = elsewhere(store, id);
			const milliseconds = await timed(async () => transfer(store, [id], to));
			calls.push(counts.syncs - syncs);
			line = Buffer.alloc(counts.written - written, 'x');
			return milliseconds;
		},
		bare: async () =>
			timed(() => {
				writeSync(descriptor, line);
				fdatasyncSync(descriptor);
			}),
	});
	closeSync(descriptor);
	rmSync(file);
	report.add({
		what: `transfer 1, durable, ${count(standard)}`,
		unit: 'ms',
		values: taken.ours,
		peer: {name: 'bare append, fdatasync', values: taken.bare},
		ratioAtMost: 3,
	});
	report.add({what: 'times made durable, per transfer of 1', unit: 'times', values: calls, exactly: 1});
};

const bulk = async (bench: Bench, store: Store, counts: Counts): Promise<void> => {
	const {stores, standard, report, rounds} = bench;
	const file = stores.copy(await stores.database(standard, true));
	const database = new DatabasePeer(file);
	const {size, next} = batches(store);
	const calls: number[] = [];
	let batch: number[] = [];
	let to: Handler;
	const counting = async (work: () => Promise<Change>): Promise<number> => {
		const {syncs} = counts;
		const milliseconds = await timed(work);
		calls.push(counts.syncs - syncs);
		return milliseconds;
	};

	const transfers = await inTurn(rounds(7), {
		async ours() {
			batch = next();
			to = elsewhere(store, batch[0]!);
			return counting(async () => transfer(store, batch, to));
		},
		sqlite: async () => timed(() => database.transfer(batch, to)),
	});
	const deletions = await inTurn(rounds(7), {
		async ours() {
			batch = next();
			const milliseconds = await counting(async () => discard(store, batch));
			await undo(store, store.newestChange);
			return milliseconds;
		},
		marking: async () => timed(() => database.discard(batch)),
		deleting: async () => timed(() => database.delete(batch)),
	});
	database.close();
	rmSync(file);
	report.add({
		what: `transfer ${count(size)}, durable, ${count(standard)}`,
		unit: 'ms',
		values: transfers.ours,
		peer: {name: 'SQLite, WAL, FULL', values: transfers.sqlite},
		ratioAtMost: whenLarge(standard, 0.15),
	});
	report.add({
		what: `delete ${count(size)} (to the trash), durable, ${count(standard)}`,
		unit: 'ms',
		values: deletions.ours,
		peer: {name: 'SQLite, secure delete', values: deletions.deleting},
		ratioAtMost: whenLarge(standard, 0.1),
	});
	report.add({
		what: `delete ${count(size)} (to the trash), durable, ${count(standard)}`,
		unit: 'ms',
		values: deletions.ours,
		peer: {name: 'SQLite, marking them deleted', values: deletions.marking},
	});
	report.add({what: 'times made durable, per bulk change', unit: 'times', values: calls, exactly: 1});
};

/** The same number of sessions, spread over a store ten times as large. */
const growth = async (bench: Bench, larger: number): Promise<void> => {
	const {stores, standard, report, rounds} = bench;
	await stores.using(standard, async small =>
		stores.using(larger, async large => {
			const each = [small, large].map(store => ({store, ...batches(store)}));
			const {size} = each[0]!;
			const [onSmall, onLarge] = each.map(({store, next}) => async () => {
				const batch = next().slice(0, size);
				const to = elsewhere(store, batch[0]!);
				return timed(async () => transfer(store, batch, to));
			});
			const taken = await inTurn(rounds(9), {small: onSmall!, large: onLarge!});
			report.add({
				what: `transfer ${count(size)}, durable, ${count(larger)}`,
				unit: 'ms',
				values: taken.large,
				peer: {name: count(standard), values: taken.small},
				ratioAtMost: 2.5,
			});
			await fold(small);
			await fold(large);
		}),
	);
};

/** What it costs to change something. */
export const changes = async (bench: Bench): Promise<void> => {
	const {stores, sizes, standard} = bench;
	const {around, counts} = countingMachine();
	await stores.using(
		standard,
		async store => {
			await single(bench, store, counts);
			await bulk(bench, store, counts);
			await fold(store);
		},
		around,
	);
	for (const size of sizes.filter(each => each > standard)) await growth(bench, size);
};
