import {Table} from 'ink-table';
import {Text} from 'ink';
import {createContext, type PropsWithChildren, type ReactElement, useContext} from 'react';
import {fitCell} from '../../text/fit.js';
import {theme} from '../theme.js';

interface SmallColumn {
	readonly heading: string;
	/** In cells. */
	readonly width: number;
	readonly align?: 'left' | 'right';
}

interface Cells {
	readonly columns: readonly SmallColumn[];
	/** Safe texts. */
	readonly rows: readonly (readonly string[])[];
}

const TableCells = createContext<Cells>({columns: [], rows: []});

/**
ink-table measures the length of a string, not its display width. It therefore gets row numbers, padded to the width of
their column; each cell then looks up its text and fits it by display width.
*/
const Cell = ({column, children}: PropsWithChildren<{column: number}>): ReactElement => {
	const {columns, rows} = useContext(TableCells);
	const {width, align} = columns[column]!;
	return <Text>{fitCell(rows[Number(children)]?.[column] ?? '', width, align)} </Text>;
};

/** ink-table passes the column to headings, too, though its types do not say so. */
const Heading = (props: PropsWithChildren): ReactElement => {
	const {columns} = useContext(TableCells);
	const {heading, width, align} = columns[(props as {column: number}).column]!;
	return <Text {...theme.heading}>{fitCell(heading, width, align)} </Text>;
};

/** Replaces the rules with nothing, since a small table reads well without them. */
const Skeleton = (): ReactElement => <Text />;

/** A small table of texts, drawn by ink-table. */
export const SmallTable = ({columns, rows}: Cells): ReactElement => {
	const data = rows.map((_, row) =>
		Object.fromEntries(columns.map(({heading, width}) => [heading, String(row).padEnd(width)])),
	);
	return (
		<TableCells.Provider value={{columns, rows}}>
			<Table
				data={data}
				columns={columns.map(({heading}) => heading)}
				padding={0}
				cell={Cell}
				header={Heading}
				skeleton={Skeleton}
			/>
		</TableCells.Provider>
	);
};
