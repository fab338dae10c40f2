import {columnFields, type ColumnKey} from './column-fields.js';

/** The columns of a list, in order, where nobody chose any: as many of them as there is room for. */
export const usualColumns: readonly ColumnKey[] = [
	'id',
	'created',
	'active',
	'customer',
	'channel',
	'number',
	'handler',
	'messages',
	'status',
];

/** Columns that come only where those that can use more room have half of it. */
const extras: ReadonlySet<ColumnKey> = new Set(['created', 'number']);

/** The columns of a list of several sites, where the number stands before all others, with its site. */
export const listedColumns = (chosen: readonly ColumnKey[] | undefined): readonly ColumnKey[] =>
	(chosen ?? usualColumns.filter(key => !extras.has(key))).filter(key => key !== 'id' && key !== 'ownId');

/** The order in which columns go if there is no room for all of them. */
export const leastNeeded: readonly ColumnKey[] = [
	'ownId',
	'number',
	'created',
	'messages',
	'channel',
	'recipient',
	'sender',
	'status',
	'active',
	'handler',
	'customer',
];

/** Blanks between two columns. */
export const columnGap = '  ';

export interface FittedColumn {
	readonly key: ColumnKey;
	/** In cells. */
	readonly width: number;
}

/** Cells that a column needs besides those of its field, for signs. */
export type ExtraWidth = (key: ColumnKey) => number;

const noExtraWidth: ExtraWidth = () => 0;

/** Cells that a field's column can use beyond those that it needs. */
const spareOf = (key: ColumnKey): number => {
	const {width, fits} = columnFields[key];
	return typeof fits === 'object' ? fits.upTo - width : 0;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The least cells for these columns, with the gaps between them. */
const needed = (keys: readonly ColumnKey[], extraWidth: ExtraWidth): number =>
	sum(keys.map(key => columnFields[key].width + extraWidth(key))) + columnGap.length * (keys.length - 1);

/** As many of the columns as fit. Extras among the usual ones also have to leave room for the others. */
const fitting = (
	width: number,
	chosen: readonly ColumnKey[] | undefined,
	extraWidth: ExtraWidth,
): readonly ColumnKey[] => {
	let keys = chosen ?? usualColumns;
	const wanted = (): number => {
		const isAmple = chosen === undefined && keys.some(key => extras.has(key));
		return needed(keys, extraWidth) + (isAmple ? Math.ceil(sum(keys.map(spareOf)) / 2) : 0);
	};

	for (const key of leastNeeded) {
		if (wanted() <= width || keys.length === 1) break;
		keys = keys.filter(other => other !== key);
	}

	return keys;
};

/** Shares out so many cells evenly, to each at most what it can use; what cannot be shared goes to the last ones. */
const shared = (cells: number, spares: readonly number[]): readonly number[] => {
	const shares = spares.map(() => 0);
	let left = Math.min(cells, sum(spares));
	while (left > 0) {
		const open = spares.flatMap((spare, index) => (shares[index]! < spare ? [index] : []));
		const each = Math.max(1, Math.floor(left / open.length));
		for (const index of open.toReversed()) {
			const more = Math.min(each, left, spares[index]! - shares[index]!);
			shares[index]! += more;
			left -= more;
		}
	}

	return shares;
};

/**
The columns for so many cells, with a gap between two; they take no more cells than that, unless a single one does.
@param chosen the user's columns in order; without them the width decides
*/
export const fitColumns = (
	width: number,
	chosen?: readonly ColumnKey[],
	extraWidth: ExtraWidth = noExtraWidth,
): readonly FittedColumn[] => {
	const keys = fitting(width, chosen, extraWidth);
	const shares = shared(Math.max(0, width - needed(keys, extraWidth)), keys.map(spareOf));
	return keys.map((key, index) => ({
		key,
		width: columnFields[key].width + extraWidth(key) + shares[index]!,
	}));
};
