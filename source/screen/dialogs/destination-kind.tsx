import SelectInput, {type ItemProps} from 'ink-select-input';
import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {destinationKinds, kindBlocker, kindLabel} from '../../actions/destinations.js';
import {safeLine} from '../../text/safe-text.js';
import {wrapText} from '../../text/fit.js';
import {counted} from '../../text/count.js';
import {type DestinationKindDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {ChoiceIndicator} from '../parts/choice.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {theme} from '../theme.js';

/** A kind that cannot be chosen is dimmed; the reason stands below. */
const Item = ({isSelected, label}: ItemProps): ReactElement => (
	<Text wrap="truncate" {...(label.startsWith('-') ? theme.quiet : {})} {...(isSelected ? theme.cursor : {})}>
		{label.slice(1)}
	</Text>
);

/**
The choice of extension, queue or analytics platform. Drawn by ink-select-input but moved by our own keys, since
ink-select-input loses keys that arrive together and takes a digit as a choice.
*/
export const DestinationKind = ({
	app,
	dialog,
	room,
}: {
	readonly app: App;
	readonly dialog: DestinationKindDialog;
	readonly room: Size;
}): ReactElement => {
	const blockers = destinationKinds.map(kind => kindBlocker(app, kind, dialog.targets));
	const items = destinationKinds.map((kind, index) => ({
		value: kind,
		label: `${blockers[index] === undefined ? '+' : '-'}${kindLabel(kind)}${blockers[index] === undefined ? '' : ' (not available)'}`,
	}));
	const {columns} = panelSize(room, {columns: 62, rows: 8});
	const reason = blockers[dialog.cursor];
	const lines = reason === undefined ? [] : wrapText(safeLine(reason), columns);
	return (
		<Panel
			title={`Transfer ${counted(dialog.targets.length, 'session')} to`}
			room={room}
			width={columns}
			height={Math.max(4, 4 + lines.length)}
		>
			<SelectInput
				key={dialog.cursor}
				items={items}
				initialIndex={dialog.cursor}
				isFocused={false}
				itemComponent={Item}
				indicatorComponent={ChoiceIndicator}
			/>
			<Text> </Text>
			{lines.map(line => (
				<PanelLine key={line} text={line} width={columns} style={theme.warning} />
			))}
		</Panel>
	);
};
