import {DatabasePeer} from './database.js';
import {inTurn} from './figures.js';
import {type Bench, count} from './group.js';
import {idsOf} from './stores.js';

const perRound = 500;

/** What opening one session costs. */
export const history = async ({stores, standard, report, rounds}: Bench): Promise<void> => {
	const database = new DatabasePeer(await stores.database(standard, true));
	await stores.using(standard, async store => {
		const ids = idsOf(store);
		let turn = 0;
		// Others in each round, spread over the whole store, and the same for both.
		const eachOf = (read: (id: number) => void): number => {
			const round = Math.floor(turn++ / 2);
			const start = performance.now();
			for (let index = 0; index < perRound; index++)
				read(ids[(index * 7919 + round * perRound * 31) % ids.length]!);
			return (performance.now() - start) / perRound;
		};

		const taken = await inTurn(rounds(15), {
			ours: () => eachOf(id => store.history(id)),
			sqlite: () => eachOf(id => database.history(id)),
		});
		report.add({
			what: `open one history, ${count(standard)}`,
			unit: 'ms',
			values: taken.ours,
			peer: {name: 'node:sqlite, query', values: taken.sqlite},
			ratioAtMost: 2,
		});
	});
	database.close();
};
