import {readFileSync, writeFileSync} from 'node:fs';

/** Cells of a row: name, ours, name of the other and its figure, ratio, target, verdict. */
export type Cells = readonly string[];

/** The figures that README and manual show. */
interface KeptFigures {
	/** On what they were measured last. */
	readonly about: string;
	/** By the names of the groups. */
	readonly groups: Readonly<Record<string, readonly Cells[]>>;
}

const file = '.config/bench.json';

export const keptFigures = (): KeptFigures => JSON.parse(readFileSync(file, 'utf8')) as KeptFigures;

/**
Keeps the figures of the groups that were measured; the others stay as they are.
@param order the names of all groups
*/
export const keepFigures = (
	about: string,
	measured: ReadonlyMap<string, readonly Cells[]>,
	order: readonly string[],
): void => {
	const {groups: before} = keptFigures();
	const groups = order.flatMap(name => {
		const rows = measured.get(name) ?? before[name];
		return rows === undefined ? [] : [[name, rows] as const];
	});
	writeFileSync(file, `${JSON.stringify({about, groups: Object.fromEntries(groups)}, undefined, '\t')}\n`);
};
