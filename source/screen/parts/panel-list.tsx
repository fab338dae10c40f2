import {type ReactElement} from 'react';
import {fitCell} from '../../text/fit.js';
import {scrollTo} from '../../state/scroll.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';
import {PanelLine, type PanelStyle} from './panel.js';

/** One line of a list. */
export interface ListedLine {
	readonly key: string | number;
	/** The safe text after the cursor's sign. */
	readonly text: string;
	readonly style?: PanelStyle;
}

/** A line of a list, as wide as its panel, with a sign at its end if the list goes on beyond it. */
export const edgedLine = (text: string, width: number, edge: string): string =>
	edge === '' ? text : `${fitCell(text.trimEnd(), width - edge.length - 1)} ${edge}`;

/** The sign for the line of that index, where lines from `top` on are shown, of so many. */
export const edgeAt = (index: number, top: number, height: number, total: number): string => {
	if (index === top + height - 1 && index < total - 1) return signs.below;
	return index === top && top > 0 ? signs.above : '';
};

/** The part of a list around its cursor that fits in a panel; if the list shrinks, the cursor goes to its last item. */
export const PanelList = <Item,>({
	items,
	cursor: wanted,
	height,
	width,
	line,
	empty = '',
}: {
	readonly items: readonly Item[];
	readonly cursor: number;
	readonly height: number;
	readonly width: number;
	readonly line: (item: Item) => ListedLine;
	/** The text in place of an empty list. */
	readonly empty?: string;
}): ReactElement => {
	if (items.length === 0) return <PanelLine width={width} text={empty} style={theme.quiet} />;
	const cursor = Math.min(wanted, items.length - 1);
	const top = scrollTo(0, height, cursor, cursor + 1, items.length);
	return (
		<>
			{items.slice(top, top + height).map((item, index) => {
				const {key, text, style} = line(item);
				const isUnderCursor = top + index === cursor;
				const edge = edgeAt(top + index, top, height, items.length);
				return (
					<PanelLine
						key={key}
						width={width}
						text={edgedLine(`${isUnderCursor ? signs.cursor : ' '}${text}`, width, edge)}
						style={{...style, ...(isUnderCursor ? theme.cursor : {})}}
					/>
				);
			})}
		</>
	);
};
