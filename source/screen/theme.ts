import {styleText} from 'node:util';
import {type LineRole} from '../state/pane-view.js';
import {isAccessible} from './accessible.js';

/** For Ink's `Text`, and for `styled`. */
interface Style {
	readonly color?: 'cyan' | 'green' | 'red' | 'yellow';
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
	readonly italic?: boolean;
	readonly strikethrough?: boolean;
}

/** What colours mean. A word or a sign always says the same, so that nothing is told by colour alone. */
const colours = {
	title: {bold: true},
	quiet: {dimColor: true},
	heading: {bold: true},
	/** Italic is not seen: it calls the terminal's own cursor, which screen readers and braille displays follow. */
	cursor: {inverse: true, italic: isAccessible},
	/** The cursor of the place that has not the focus. */
	shadow: {underline: true},
	marked: {color: 'yellow', bold: true},
	warning: {color: 'red', bold: true},
	done: {color: 'green'},
	spark: {color: 'cyan'},
	border: {dimColor: true},
	/** Crossed out is not seen either: the terminal's own cursor stands there instead, as input methods need it, too. */
	caret: {strikethrough: true},
	/** Where what is typed narrows a list, the cursor that is followed stays in that. */
	narrowCaret: {strikethrough: !isAccessible},
	paneHeading: {inverse: true, bold: true},
	found: {underline: true, bold: true},
	/** What of a text cannot be understood. */
	problem: {color: 'red', underline: true},
	/** The same of a term that is still being typed. */
	unfinished: {dimColor: true, underline: true},
	key: {bold: true},
	/** A piece of the filter: a block of its own also where there is no colour. */
	chip: {color: 'cyan', inverse: true},
} as const satisfies Record<string, Style>;

export type Role = keyof typeof colours;

const lines: Readonly<Record<LineRole, Style>> = {
	customer: {color: 'cyan', bold: true},
	company: {color: 'green', bold: true},
	pbx: {dimColor: true},
	text: {},
	failure: {color: 'red', bold: true},
	operation: {color: 'yellow'},
	'taken-back': {dimColor: true},
	remark: {dimColor: true},
};

/** https://no-color.org: set and not empty means no colour, whatever its value. */
const isPlain = Boolean(process.env.NO_COLOR);

const withoutColour = (style: Style): Style => ({...style, color: undefined, dimColor: false});

const shown = <Name extends string>(styles: Readonly<Record<Name, Style>>): Readonly<Record<Name, Style>> =>
	isPlain
		? (Object.fromEntries(
				Object.entries<Style>(styles).map(([name, style]) => [name, withoutColour(style)]),
			) as Record<Name, Style>)
		: styles;

/** Colours by role: of the terminal's own sixteen, so that they fit on light and dark. */
export const theme: Readonly<Record<Role, Style>> = shown<Role>(colours);

export const lineTheme: Readonly<Record<LineRole, Style>> = shown<LineRole>(lines);

/** The text in a style, for lines that are not Ink's. */
export const styled = (text: string, {color, bold, dimColor, inverse, underline, italic}: Style): string => {
	const formats = [
		...(color ? [color] : []),
		...(bold ? (['bold'] as const) : []),
		...(dimColor ? (['dim'] as const) : []),
		...(inverse ? (['inverse'] as const) : []),
		...(underline ? (['underline'] as const) : []),
		...(italic ? (['italic'] as const) : []),
	];
	return text === '' ? '' : styleText(formats, text, {validateStream: false});
};
