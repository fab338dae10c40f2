import SelectInput from 'ink-select-input';
import {Text} from 'ink';
import {type ReactElement} from 'react';
import {exportFormatNames, exportFormats} from '../../domain/export-format.js';
import {cutText, fitCell} from '../../text/fit.js';
import {type ExportDialog} from '../../state/dialog.js';
import {panelSize, type Size} from '../../state/size.js';
import {fieldWindow} from '../../state/text-field.js';
import {ChoiceIndicator, ChoiceItem} from '../parts/choice.js';
import {Panel, PanelLine} from '../parts/panel.js';
import {TypedText} from '../parts/typed-text.js';
import {theme} from '../theme.js';

const label = 'File  ';

const remarks = [
	'With all messages; only you may read the file.',
	'A name without a path is put where chatlogs was started.',
];

/** Asks for the format, chosen with the arrows, and for the file's name, which is typed. */
export const Export = ({
	dialog,
	room,
}: {
	readonly dialog: ExportDialog;
	readonly room: Size;
}): ReactElement => {
	const height = exportFormatNames.length + 2 + remarks.length;
	const {columns} = panelSize(room, {columns: 66, rows: height});
	const cursor = exportFormatNames.indexOf(dialog.format);
	const field = fieldWindow(dialog.field, columns - label.length);
	return (
		<Panel title={dialog.title} room={room} width={columns} height={height}>
			<SelectInput
				key={cursor}
				items={exportFormatNames.map(format => ({
					value: format,
					label: cutText(`${fitCell(format, 8)}${exportFormats[format]}`, columns - 2),
				}))}
				initialIndex={cursor}
				isFocused={false}
				itemComponent={ChoiceItem}
				indicatorComponent={ChoiceIndicator}
			/>
			<Text> </Text>
			<Text wrap="truncate">
				<Text {...theme.heading}>{label}</Text>
				<TypedText field={field} />
			</Text>
			{remarks.map(remark => (
				<PanelLine key={remark} width={columns} text={remark} style={theme.quiet} />
			))}
		</Panel>
	);
};
