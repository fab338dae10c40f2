/** One taking of a measure: in milliseconds, or in whatever unit its row says. */
export type Measure = () => Promise<number> | number;

export const quantile = (values: readonly number[], share: number): number =>
	values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** In milliseconds. */
export const timed = async (work: () => unknown): Promise<number> => {
	const start = performance.now();
	await work();
	return performance.now() - start;
};

/**
Takes all measures in turn, round by round, so that what disturbs the machine disturbs each of them alike. A first
round warms up and is not counted.
*/
export const inTurn = async <Name extends string>(
	rounds: number,
	measures: Readonly<Record<Name, Measure>>,
): Promise<Record<Name, number[]>> => {
	const names = Object.keys(measures) as Name[];
	const taken = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>;
	for (let round = 0; round <= rounds; round++) {
		for (const name of names) {
			const value = await measures[name]();
			if (round > 0) taken[name].push(value);
		}
	}

	return taken;
};

/** The median of what the one took against the other, round by round. */
export const ratioOf = (values: readonly number[], peer: readonly number[]): number =>
	median(values.map((value, round) => value / peer[round]!));
