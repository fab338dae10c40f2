import {inTurn, median} from './figures.js';
import {type Bench, count} from './group.js';

interface Limits {
	readonly ratioToParsing: number;
	/** In MiB. */
	readonly plain: number;
	/** With what the filter searches, in MiB. */
	readonly withHaystacks: number;
}

/** Below 100,000 sessions the start of Node is most of it, and there is no target. */
const limitsAt = (sessions: number): Limits | undefined => {
	if (sessions > 100_000) return {ratioToParsing: 0.45, plain: 450, withHaystacks: 900};
	return sessions < 100_000 ? undefined : {ratioToParsing: 0.7, plain: 160, withHaystacks: 260};
};

/** Of having every session in memory: milliseconds and MiB, one value a round. */
interface Cost {
	readonly time: readonly number[];
	readonly memory: readonly number[];
}

/** Of what programs told, without the first run, which warmed up: their peaks in MiB. */
const peaks = (runs: readonly number[][]): number[] => runs.slice(1).map(([kibibytes]) => kibibytes! / 1024);

const measure = async ({stores, programs, report, rounds}: Bench, size: number): Promise<Cost> => {
	const folder = await stores.folder(size);
	const told: Record<'plain' | 'haystacks' | 'parsing', number[][]> = {
		plain: [],
		haystacks: [],
		parsing: [],
	};
	const run = async (program: string, argv: readonly string[], keep?: number[][]): Promise<number> => {
		const ended = await programs.run(program, argv);
		keep?.push(ended.told);
		return ended.milliseconds;
	};

	const array = await stores.array(size);
	const database = await stores.database(size, false);
	const {ours, parsing, selecting} = await inTurn(rounds(size > 100_000 ? 5 : 11), {
		ours: async () => run('whole-list', [folder], told.plain),
		parsing: async () => run('parse-rows', [array], told.parsing),
		selecting: async () => run('select-rows', [database]),
		haystacks: async () => run('whole-list', [folder, 'haystacks'], told.haystacks),
	});
	const limits = limitsAt(size);
	const time = {what: `whole list in memory, process, ${count(size)}`, unit: 'ms', values: ours} as const;
	const memory = {what: `peak memory, whole list, ${count(size)}`, unit: 'MiB'} as const;
	report.add({
		...time,
		peer: {name: 'node, JSON.parse', values: parsing},
		ratioAtMost: limits?.ratioToParsing,
	});
	report.add({
		...time,
		peer: {name: 'node:sqlite, select all', values: selecting},
		ratioAtMost: limits && 0.5,
	});
	report.add({
		...memory,
		values: peaks(told.plain),
		peer: {name: 'node, JSON.parse', values: peaks(told.parsing)},
		atMost: limits?.plain,
	});
	report.add({
		...memory,
		what: `${memory.what}, and filter`,
		values: peaks(told.haystacks),
		atMost: limits?.withHaystacks,
	});
	return {time: told.plain.slice(1).map(([, milliseconds]) => milliseconds!), memory: peaks(told.plain)};
};

/** What it costs to have every session at hand. */
export const wholeList = async (bench: Bench): Promise<void> => {
	const {sizes, report} = bench;
	let before: {readonly size: number; readonly cost: Cost} | undefined;
	for (const size of sizes) {
		const cost = await measure(bench, size);
		// In smaller stores what does not grow is most of it.
		if (before && before.size >= 10_000) {
			const {size: smaller, cost: smallerCost} = before;
			for (const key of ['time', 'memory'] as const) {
				report.add({
					what: `${key} for ${count(size)}, in process, against ${count(smaller)}`,
					unit: 'times',
					values: [median(cost[key]) / median(smallerCost[key])],
					atMost: 1.1 * (size / smaller),
				});
			}
		}

		before = {size, cost};
	}
};
