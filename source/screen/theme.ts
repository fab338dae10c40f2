import {styleText} from 'node:util';
import {type SiteColor} from '../domain/site.js';
import {type PartRole} from '../state/pane-lines.js';
import {isAccessible} from './accessible.js';

type Color = SiteColor | 'magenta' | 'blue';

/** A style for Ink's `Text` and for `styled`. */
interface Style {
	readonly color?: Color;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
	readonly italic?: boolean;
	readonly strikethrough?: boolean;
}

/** The meanings of colours. A word or sign always says the same, so that nothing depends on colour alone. */
const colours = {
	plain: {},
	title: {bold: true},
	quiet: {dimColor: true},
	heading: {bold: true},
	/** Italics never show: they call the terminal's own cursor, which screen readers and braille displays follow. */
	cursor: {inverse: true, italic: isAccessible},
	/** The signs and the first column of the list's row under the cursor. */
	rowHead: {color: 'cyan', bold: true, italic: isAccessible},
	marked: {color: 'yellow', bold: true},
	open: {color: 'green'},
	closed: {dimColor: true},
	orphaned: {color: 'yellow'},
	overdue: {color: 'yellow'},
	failed: {color: 'red'},
	warning: {color: 'red', bold: true},
	done: {color: 'green'},
	spark: {color: 'cyan'},
	border: {dimColor: true},
	/** All that lies behind a dialog. */
	behind: {dimColor: true},
	/** Crossing out never shows either: the terminal's own cursor stands there, which input methods need, too. */
	caret: {strikethrough: true},
	/** While typing narrows a list, the terminal's cursor stays in the list. */
	narrowCaret: {strikethrough: !isAccessible},
	paneHeading: {inverse: true, bold: true},
	found: {inverse: true},
	/** The part of a text that is not understood. */
	problem: {color: 'red', underline: true},
	/** The same for a term that is still being typed. */
	unfinished: {dimColor: true, underline: true},
	key: {bold: true},
	/** A term of the filter; a block of its own even without colour. */
	chip: {color: 'cyan', inverse: true},
} as const satisfies Record<string, Style>;

export type Role = keyof typeof colours;

const parts: Readonly<Record<PartRole, Style>> = {
	time: {dimColor: true},
	customer: {color: 'cyan', bold: true},
	company: {color: 'green', bold: true},
	text: {},
	pbx: {dimColor: true},
	failure: {color: 'red', bold: true},
	operation: {},
	'taken-back': {dimColor: true},
	day: {dimColor: true},
	remark: {dimColor: true},
};

/** https://no-color.org: any value but the empty one means no colour. */
const isPlain = Boolean(process.env.NO_COLOR);

const withoutColour = (style: Style): Style => ({...style, color: undefined, dimColor: false});

/**
Whether the terminal says that its background is light. rxvt, Konsole and iTerm2 set `COLORFGBG`, which ends with the
number of the background's colour; the numbers of light ones are those that Vim takes for light.
*/
const isOnLight = /;(?:7|9|1[0-5])$/.test(process.env.COLORFGBG ?? '');

/** Colours that most terminals make too pale for white, and those in their place on a light background. */
const paleColours: Partial<Readonly<Record<Color, Color>>> = {yellow: 'magenta', cyan: 'blue'};

const onLight = (style: Style): Style =>
	style.color === undefined ? style : {...style, color: paleColours[style.color] ?? style.color};

const shownStyle = isPlain ? withoutColour : isOnLight ? onLight : (style: Style): Style => style;

const shown = <Name extends string>(styles: Readonly<Record<Name, Style>>): Readonly<Record<Name, Style>> =>
	Object.fromEntries(
		Object.entries<Style>(styles).map(([name, style]) => [name, shownStyle(style)]),
	) as Record<Name, Style>;

/** Colours by role, from the terminal's own sixteen, so that they suit light and dark backgrounds. */
export const theme: Readonly<Record<Role, Style>> = shown<Role>(colours);

export const partTheme: Readonly<Record<PartRole, Style>> = shown<PartRole>(parts);

/** The label of a site beside other text. */
export const siteStyle = (color: SiteColor | undefined): Style => shown({site: {bold: true, color}}).site;

/** Styles a text, for lines that Ink does not style. */
export const styled = (text: string, {color, bold, dimColor, inverse, underline, italic}: Style): string => {
	const formats = [
		...(color ? [color] : []),
		...(bold ? (['bold'] as const) : []),
		...(dimColor ? (['dim'] as const) : []),
		...(inverse ? (['inverse'] as const) : []),
		...(underline ? (['underline'] as const) : []),
		...(italic ? (['italic'] as const) : []),
	];
	return text === '' || formats.length === 0 ? text : styleText(formats, text, {validateStream: false});
};
