/** The widths of a column's cells, and how far it may be cut. */
export interface Widths {
	/** How many cells are so wide, by their width. */
	readonly counts: readonly number[];
	/** The least width; missing if the column is never cut. */
	readonly least?: number | undefined;
}

/** The width that the widest cell needs. */
export const naturalWidth = ({counts}: Widths): number => counts.length - 1;

/** The width that the column has to have, so that it still tells something. */
export const neededWidth = (widths: Widths): number =>
	Math.min(naturalWidth(widths), widths.least ?? Infinity);

/** A column that is being cut. */
interface Cut {
	width: number;
	readonly least: number;
	/** The weight of the cells that the next step cuts, and by how much that step makes the loss grow. */
	weight: number;
	cost: number;
}

/** All cells of that width, each weighed by the square of the share that one blank is of it. */
const weightOf = ({counts}: Widths, width: number): number => (counts[width] ?? 0) / width ** 2;

const cutOf = (widths: Widths): Cut => {
	const width = naturalWidth(widths);
	const weight = weightOf(widths, width);
	return {width, least: widths.least === undefined ? width : neededWidth(widths), weight, cost: weight};
};

const narrow = (cut: Cut, widths: Widths): void => {
	cut.width--;
	const more = weightOf(widths, cut.width);
	// The squares of 1, 2, 3 … lie 1, 3, 5 … apart.
	cut.cost += 2 * cut.weight + more;
	cut.weight += more;
};

/**
Divides a room among columns so that the least is lost: the sum of the squares of the share that each cell is cut by. One
odd cell gives way before many usual ones do, and none is cut to nothing for the sake of a long one. Where even the least
widths have no room, they are more than there is.
@param room in cells, without the gaps between columns
*/
export const fairWidths = (columns: readonly Widths[], room: number): readonly number[] => {
	const cuts = columns.map(column => cutOf(column));
	let excess = cuts.reduce((sum, {width}) => sum + width, -room);
	const canGive = (index: number): boolean => cuts[index]!.width > cuts[index]!.least;
	while (excess > 0) {
		const cheapest = cuts.reduce(
			(best, {cost}, index) => (canGive(index) && (best === -1 || cost < cuts[best]!.cost) ? index : best),
			-1,
		);
		if (cheapest === -1) break;
		narrow(cuts[cheapest]!, columns[cheapest]!);
		excess--;
	}

	return cuts.map(({width}) => width);
};
