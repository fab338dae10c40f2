import {Text} from 'ink';
import {type ReactElement} from 'react';
import {scrollTo} from '../../state/scroll.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';
import {edgeAt, edgedLine} from './panel-list.js';
import {PanelLine, type PanelStyle} from './panel.js';

/** One line of a section. */
interface SectionLine {
	/** The safe text behind the cursor's sign. */
	readonly text: string;
	readonly style?: PanelStyle;
	/** A bar behind the text. */
	readonly bar?: string;
}

/** Lines under a heading. */
export interface Section {
	readonly heading: string;
	readonly lines: readonly SectionLine[];
	/** The text in place of lines, if there are none. */
	readonly empty?: string;
}

interface Drawn extends SectionLine {
	/** The line's index among all that the cursor can stand on. */
	readonly index?: number;
}

const drawn = (sections: readonly Section[]): readonly Drawn[] => {
	let count = 0;
	return sections.flatMap(({heading, lines, empty}, section) => [
		...(section === 0 ? [] : [{text: ''}]),
		{text: heading, style: theme.heading},
		...lines.map(line => ({...line, index: count++})),
		...(lines.length === 0 && empty !== undefined ? [{text: empty, style: theme.quiet}] : []),
	]);
};

/** The lines that sections need, with a blank between two. */
export const sectionsHeight = (sections: readonly Section[]): number => drawn(sections).length;

/** Sections one below the other, the part around the cursor, which goes through the lines of all. */
export const Sections = ({
	sections,
	cursor: wanted,
	height,
	width,
}: {
	readonly sections: readonly Section[];
	readonly cursor: number;
	readonly height: number;
	readonly width: number;
}): ReactElement => {
	const all = drawn(sections);
	const cursor = Math.min(wanted, sections.reduce((sum, {lines}) => sum + lines.length, 0) - 1);
	const at = Math.max(
		0,
		all.findIndex(({index}) => index === cursor),
	);
	const top = scrollTo(0, height, at, at + 1, all.length);
	return (
		<>
			{all.slice(top, top + height).map(({text, style, bar = '', index}, row) => {
				const isUnderCursor = index !== undefined && index === cursor;
				const edge = edgeAt(top + row, top, height, all.length);
				const line = `${isUnderCursor ? signs.cursor : ' '}${text}`;
				const look = {...style, ...(isUnderCursor ? theme.cursor : {})};
				if (bar === '')
					return <PanelLine key={top + row} width={width} text={edgedLine(line, width, edge)} style={look} />;
				const room = width - displayWidth(line) - 2;
				return (
					<Text key={top + row} wrap="truncate">
						<Text {...look}>{line}</Text>
						{'  '}
						<Text {...theme.spark}>{fitCell(edgedLine(bar, room, edge), room)}</Text>
					</Text>
				);
			})}
		</>
	);
};
