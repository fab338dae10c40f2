import {batches, elsewhere, transfer} from './acts.js';
import {fold} from './built.js';
import {countingMachine} from './counting.js';
import {timed} from './figures.js';
import {type Bench, count} from './group.js';

/** What it costs to bring changes from the journal into the segments, all of which hold some. */
export const folding = async ({stores, sizes, standard, report, rounds}: Bench): Promise<void> => {
	for (const size of sizes.filter(each => each >= standard)) {
		const {around, counts} = countingMachine();
		const totals: number[] = [];
		const longest: number[] = [];
		await stores.using(
			size,
			async store => {
				const {next} = batches(store);
				for (let round = 0; round < rounds(size > standard ? 3 : 5); round++) {
					const batch = next();
					await transfer(store, batch, elsewhere(store, batch[0]!));
					counts.holds.length = 0;
					totals.push(await timed(async () => fold(store)));
					longest.push(Math.max(...counts.holds));
				}
			},
			around,
		);
		report.add({
			what: `fold, longest hold of the lock in a round, ${count(size)}`,
			unit: 'ms',
			values: longest,
			atMost: 100,
		});
		report.add({
			what: `fold, all blocks, ${count(size)}`,
			unit: 'ms',
			values: totals,
			atMost: size <= 100_000 ? 1500 : undefined,
		});
	}
};
