import {Box, Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {type Destination as Choice, destinationsFor, ownerKinds} from '../../actions/destinations.js';
import {handlerKey, handlerKindLabel, handlerLabel, isSameHandler} from '../../domain/handler.js';
import {safeLine} from '../../text/safe-text.js';
import {counted, formatCount} from '../../text/count.js';
import {fewLines} from '../../text/few-lines.js';
import {fitCell} from '../../text/fit.js';
import {type DestinationDialog, underCursor} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {fieldWindow} from '../../state/text-field.js';
import {type ListedLine, PanelList} from '../parts/panel-list.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {TypedText} from '../parts/typed-text.js';
import {noSign, signs} from '../signs.js';
import {theme} from '../theme.js';

const label = 'Number or name: ';

const remarkRows = 2;
const kindWidth = handlerKindLabel.queue.length;
const loadWidth = 10;
const leastName = 18;
const remarkWidth = 16;

const remarkOf = ({blocker, held, handler}: Choice): string => {
	if (blocker !== undefined)
		return handler.kind === 'api' && held === 0 ? 'not available' : 'has them already';
	return held > 0 ? `has ${formatCount(held)} of them` : '';
};

/** The cells of one destination; where there is little room, the remark goes first. */
const rowText = (destination: Choice, isChosen: boolean, width: number): string => {
	const {handler, load} = destination;
	const sign = isChosen ? signs.chosen : noSign(signs.chosen);
	const name = Math.max(leastName, width - sign.length - kindWidth - loadWidth - remarkWidth - 6);
	return [
		fitCell(sign + safeLine(handlerLabel(handler)), name + sign.length),
		fitCell(handler.kind === 'api' ? '' : handlerKindLabel[handler.kind], kindWidth),
		fitCell(`${formatCount(load)} open`, loadWidth, 'right'),
		fitCell(remarkOf(destination), remarkWidth),
	].join('  ');
};

const headingOf = ({isRecent, handler}: Choice): string =>
	isRecent ? 'Last used' : handlerKindLabel[handler.kind];

/** What stands below the list: over whom the sessions are spread, or why the one under the cursor cannot be chosen. */
const remarksOf = (app: App, {chosen}: DestinationDialog, current: Choice | undefined): string => {
	if (chosen.length > 0) return `Spread over ${chosen.map(handler => handlerLabel(handler)).join(', ')}`;
	if (current?.blocker !== undefined) return current.blocker;
	const unknown = ownerKinds.filter(kind => app.store.directory.destinations(kind).length === 0);
	return unknown.length === 0
		? ''
		: `The PBX has listed no ${unknown.join(' and no ')} yet. Import its list.`;
};

/** The choice of a destination, each with its kind and load; typing a number or part of a name narrows it. */
export const Destination = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: DestinationDialog;
	readonly room: Size;
}): ReactElement => {
	const offered = destinationsFor(app, dialog);
	const {columns, rows} = panelSize(room, {columns: 84, rows: 30});
	const isNarrowed = dialog.field.text.trim() !== '';
	const current = underCursor(offered, dialog);
	const headings = (destination: Choice, index: number): readonly string[] => {
		const heading = headingOf(destination);
		const isFirst = index === 0 || headingOf(offered[index - 1]!) !== heading;
		// By rank, the kinds are mixed.
		return isFirst && !isNarrowed ? [heading] : [];
	};

	const items = offered.flatMap((destination, index) => [...headings(destination, index), destination]);
	const line = (item: string | Choice): ListedLine => {
		if (typeof item === 'string') return {key: item, text: item, style: theme.heading};
		const isChosen = dialog.chosen.some(each => isSameHandler(each, item.handler));
		return {
			key: handlerKey(item.handler),
			text: rowText(item, isChosen, columns - 1),
			...(item.blocker !== undefined && {style: theme.quiet}),
		};
	};

	const remarks = fewLines(remarksOf(app, dialog, current), columns, remarkRows);
	const height = Math.max(1, rows - 1 - remarkRows);
	const field = fieldWindow(dialog.field, columns - label.length);
	return (
		<Panel
			title={`Transfer ${counted(dialog.targets.length, 'session')} to`}
			room={room}
			width={columns}
			height={rows}
		>
			<Text wrap="truncate">
				{label}
				<TypedText field={field} />
			</Text>
			<Box flexDirection="column" height={height}>
				<PanelList
					items={items}
					cursor={current ? items.indexOf(current) : 0}
					height={height}
					width={columns}
					line={line}
					empty="None has that number or name."
				/>
			</Box>
			{remarks.map(remark => (
				<PanelLine
					key={remark}
					text={remark}
					width={columns}
					style={dialog.chosen.length > 0 ? theme.heading : theme.warning}
				/>
			))}
		</Panel>
	);
};
