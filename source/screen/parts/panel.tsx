import {Box, Text} from 'ink';
import {type ReactElement, type ReactNode} from 'react';
import {cutText, displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {type Site, siteLabel} from '../../domain/site.js';
import {type Size} from '../../state/size.js';
import {signs} from '../signs.js';
import {siteStyle, theme} from '../theme.js';

interface PanelProps {
	readonly title: string;
	/** The site that it is about, where that matters. */
	readonly site?: Site | undefined;
	/** The room in whose middle the panel stands. */
	readonly room: Size;
	readonly width: number;
	/** Lines inside. */
	readonly height: number;
	readonly children: ReactNode;
}

/**
A box over the list that has the focus. It writes each of its cells, so that nothing beneath shows through.
*/
export const Panel = ({title, site, room, width, height, children}: PanelProps): ReactElement => {
	const top = Math.max(0, Math.floor((room.rows - height - 2) / 2));
	const left = Math.max(0, Math.floor((room.columns - width - 4) / 2));
	const label = site ? cutText(safeLine(siteLabel(site)), width - 4) : '';
	const labelWidth = site ? displayWidth(label) + 2 : 0;
	const heading = cutText(title, width - 1 - labelWidth);
	const [topLeft, topRight, bottomLeft, bottomRight] = signs.corners;
	const rule = (length: number): string => signs.horizontal.repeat(Math.max(0, length));
	const blank = `${signs.vertical} ${' '.repeat(width)} ${signs.vertical}`;
	return (
		<Box
			position="absolute"
			top={top}
			left={left}
			width={width + 4}
			height={height + 2}
			flexDirection="column"
		>
			<Text wrap="truncate">
				{topLeft}
				<Text {...theme.title}>{` ${heading} `}</Text>
				{site && <Text {...siteStyle(site.color)}>{` ${label} `}</Text>}
				{rule(width - labelWidth - displayWidth(heading)) + topRight}
			</Text>
			{Array.from({length: height}, (_, row) => (
				<Text key={row} wrap="truncate">
					{blank}
				</Text>
			))}
			<Text wrap="truncate">{bottomLeft + rule(width + 2) + bottomRight}</Text>
			<Box
				position="absolute"
				top={1}
				left={2}
				width={width}
				height={height}
				flexDirection="column"
				overflow="hidden"
			>
				{children}
			</Box>
		</Box>
	);
};

export type PanelStyle = Partial<(typeof theme)[keyof typeof theme]>;

interface PanelLineProps {
	readonly text: string;
	readonly width: number;
	readonly style?: PanelStyle;
}

/** One line of a panel, exactly as wide as the panel. Blanks that do not fit are nothing that was cut off. */
export const PanelLine = ({text, width, style}: PanelLineProps): ReactElement => (
	<Text wrap="truncate" {...style}>
		{fitCell(text.trimEnd(), width)}
	</Text>
);
