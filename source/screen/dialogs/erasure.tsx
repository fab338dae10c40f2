import {Text} from 'ink';
import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {countOf} from '../../domain/erase/erasing.js';
import {type ErasureDialog, type ErasureFound, type ErasureTextDialog} from '../../state/erasure-dialog.js';
import {type ErasureLine, erasureLayout} from '../../state/erasure-layout.js';
import {type Size} from '../../state/size.js';
import {counted, formatCount} from '../../text/count.js';
import {cutText, displayWidth} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {LabelledLine} from '../parts/note-line.js';
import {Panel, PanelLine, type PanelStyle} from '../parts/panel.js';
import {progressBar} from '../progress-bar.js';
import {signs} from '../signs.js';
import {theme} from '../theme.js';

const styles: Readonly<Record<ErasureLine['kind'], PanelStyle>> = {
	plain: theme.plain,
	heading: theme.heading,
	warning: theme.warning,
	quiet: theme.quiet,
	candidate: theme.plain,
};

const titleOf = ({erasing}: ErasureFound, {known}: ErasureDialog): string =>
	erasing.held.length > 0
		? known
			? 'A hold still keeps this person'
			: 'Put off the erasure of this person?'
		: `Erase this person from ${counted(countOf(erasing), 'session')} for good?`;

const labels = {note: 'Note     ', receipt: 'Receipt  '} as const;

/** The note or the receipt's name, or the line that it is typed into, and beside it which lines are shown. */
const TextLine = ({
	about,
	dialog,
	typing,
	range = '',
	width,
}: {
	readonly about: ErasureTextDialog['about'];
	readonly dialog: ErasureDialog;
	readonly typing: ErasureTextDialog | undefined;
	readonly range?: string;
	readonly width: number;
}): ReactElement => (
	<LabelledLine
		label={labels[about]}
		text={dialog[about]}
		field={typing?.about === about ? typing.field : undefined}
		range={range}
		width={width}
	/>
);

const answersOf = (
	{keymap: {keyOf}}: App,
	{found, progress, known, needsCount, typed}: ErasureDialog,
	isTyping: boolean,
): string => {
	if (isTyping)
		return `${keyOf('erasure-text.keep')} keeps it   ${keyOf('erasure-text.restore')} leaves it as it was`;
	const isHeld = found !== undefined && found.erasing.held.length > 0;
	const isReady = found !== undefined && progress === undefined && !(isHeld && known);
	const verb = isHeld ? 'put it off' : 'erase';
	const answer = needsCount
		? `Type ${countOf(found!.erasing)} and ${keyOf('erasure.enter')} to ${verb}:  ${typed}_`
		: `${keyOf('erasure.agree')} ${verb}`;
	return [
		...(isReady ? [answer] : []),
		`${keyOf('erasure.note')} note`,
		`${keyOf('erasure.receipt')} receipt`,
		`${keyOf('erasure.cancel')} cancel`,
	].join(' '.repeat(3));
};

/** Shows what would be erased of a person and where, as soon as it is found, and asks. */
export const Erasure = ({
	app,
	dialog: open,
	room,
}: {
	readonly app: App;
	/** The question, or a text that is typed for it. */
	readonly dialog: ErasureDialog | ErasureTextDialog;
	readonly room: Size;
}): ReactElement => {
	const typing = open.kind === 'erasure-text' ? open : undefined;
	const dialog = open.kind === 'erasure-text' ? open.back : open;
	const {found, progress, who, ticked, cursor} = dialog;
	const {columns, rows, lines, listHeight, top, lastTop} = erasureLayout(dialog, app.store, room, app.keymap);
	const looked = ` … ${progressBar(progress ?? 0)}`;
	const looking = cutText(`Looking for all of ${safeLine(who)}`, columns - displayWidth(looked)) + looked;
	const {candidates = []} = found ?? {};
	const range =
		lastTop === 0
			? ''
			: `lines ${formatCount(top + 1)} to ${formatCount(top + listHeight)} of ${formatCount(lines.length)}`;
	const lineText = ({text, candidate}: ErasureLine): string => {
		if (candidate === undefined) return text;
		const isTicked = ticked.has(candidates[candidate]!.session);
		return `${candidate === cursor ? signs.cursor : ' '} [${isTicked ? signs.chosen.trim() : ' '}] ${text}`;
	};

	return (
		<Panel
			title={found && progress === undefined ? titleOf(found, dialog) : 'Erase this person?'}
			site={app.site}
			room={room}
			width={columns}
			height={rows}
		>
			{found === undefined ? (
				<PanelLine text={looking} width={columns} />
			) : (
				lines
					.slice(top, top + listHeight)
					.map((line, index) => (
						<PanelLine
							key={top + index}
							text={lineText(line)}
							width={columns}
							style={line.candidate === cursor ? theme.cursor : styles[line.kind]}
						/>
					))
			)}
			<TextLine
				about="note"
				dialog={dialog}
				typing={typing}
				range={found && progress !== undefined ? `looking again ${progressBar(progress)}` : range}
				width={columns}
			/>
			<TextLine about="receipt" dialog={dialog} typing={typing} width={columns} />
			<Text wrap="truncate" {...theme.key} {...(typing ? {} : {italic: theme.cursor.italic})}>
				{cutText(answersOf(app, dialog, typing !== undefined), columns)}
			</Text>
		</Panel>
	);
};
