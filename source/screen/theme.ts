import {type TextProps} from 'ink';
import {type LineRole} from '../state/pane-view.js';

type Style = Pick<TextProps, 'color' | 'bold' | 'dimColor' | 'inverse' | 'underline'>;

/** What colours mean. A word or a sign always says the same, so that nothing is told by colour alone. */
const colours = {
	title: {bold: true},
	quiet: {dimColor: true},
	heading: {bold: true},
	cursor: {inverse: true},
	/** The cursor of the place that has not the focus. */
	shadow: {underline: true},
	marked: {color: 'yellow', bold: true},
	warning: {color: 'red', bold: true},
	done: {color: 'green'},
	open: {color: 'green'},
	spark: {color: 'cyan'},
	border: {dimColor: true},
	caret: {inverse: true},
	found: {underline: true, bold: true},
	key: {bold: true},
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
};

/** https://no-color.org: set and not empty means no colour, whatever its value. */
const isPlain = Boolean(process.env.NO_COLOR);

const withoutColour = ({bold, inverse, underline}: Style): Style => ({bold, inverse, underline});

const shown = <Name extends string>(styles: Readonly<Record<Name, Style>>): Readonly<Record<Name, Style>> =>
	isPlain
		? (Object.fromEntries(
				Object.entries<Style>(styles).map(([name, style]) => [name, withoutColour(style)]),
			) as Record<Name, Style>)
		: styles;

/** Colours by role: of the terminal's own sixteen, so that they fit on light and dark. */
export const theme: Readonly<Record<Role, Style>> = shown<Role>(colours);

export const lineTheme: Readonly<Record<LineRole, Style>> = shown<LineRole>(lines);
