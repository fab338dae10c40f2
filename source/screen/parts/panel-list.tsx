import {type ReactElement} from 'react';
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
				return (
					<PanelLine
						key={key}
						width={width}
						text={`${isUnderCursor ? signs.cursor : ' '}${text}`}
						style={{...style, ...(isUnderCursor ? theme.cursor : {})}}
					/>
				);
			})}
		</>
	);
};
