import {type Capture, type Run, type Style} from './capture.js';

interface Palette {
	readonly background: string;
	readonly text: string;
	/** Of what is below the screen. */
	readonly caption: string;
	/** The terminal's sixteen colours. */
	readonly colours: readonly string[];
}

export interface Shot {
	readonly screen: Capture;
	/** Which keys led there. */
	readonly caption: string;
	/** How long it is shown, in seconds. */
	readonly seconds: number;
}

/** In pixels: of a cell, and around all. */
const cellWidth = 8;
const cellHeight = 17;
const margin = 12;
const captionHeight = 26;
const fonts = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

const inXml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Blanks that no browser drops or runs together: newer ones heed neither `xml:space` nor the style of the picture. */
const withBlanks = (text: string): string => text.replaceAll(' ', '\u00A0');

const attributesOf = ({colour, bold, dim, underline, inverse}: Style, palette: Palette): string =>
	[
		`fill="${inverse ? palette.background : colour === undefined ? palette.text : palette.colours[colour]!}"`,
		...(bold ? ['font-weight="bold"'] : []),
		...(dim ? ['opacity="0.6"'] : []),
		...(underline ? ['text-decoration="underline"'] : []),
	].join(' ');

const drawRun = ({column, width, text, style}: Run, palette: Palette): string => {
	const x = column * cellWidth;
	const box = `width="${width * cellWidth}" height="${cellHeight}"`;
	const behind = style.inverse
		? `<rect x="${x}" y="0" ${box} fill="${style.colour === undefined ? palette.text : palette.colours[style.colour]!}"/>`
		: '';
	// The length keeps every column at its place, whatever font there is.
	const fit = `textLength="${width * cellWidth}" lengthAdjust="spacingAndGlyphs"`;
	return `${behind}<text x="${x}" y="13" ${fit} ${attributesOf(style, palette)}>${withBlanks(inXml(text))}</text>`;
};

/** The rows that are drawn, each once: most of a screen stays as it was from one shot to the next. */
class Rows {
	readonly #numbers = new Map<string, number>();
	readonly #palette: Palette;

	constructor(palette: Palette) {
		this.#palette = palette;
	}

	/** Where on the screen the row is used. */
	use(runs: readonly Run[], row: number): string {
		if (runs.length === 0) return '';
		const drawn = runs.map(run => drawRun(run, this.#palette)).join('');
		const number = this.#numbers.get(drawn) ?? this.#numbers.size;
		this.#numbers.set(drawn, number);
		return `<use href="#r${number}" y="${margin + row * cellHeight}" x="${margin}"/>`;
	}

	get definitions(): string {
		const rows = Array.from(this.#numbers, ([drawn, number]) => `<g id="r${number}">${drawn}</g>`);
		return `<defs>\n${rows.join('\n')}\n</defs>`;
	}
}

const percent = (part: number): string => `${Math.round(part * 10_000) / 100}%`;

/** Shows each shot in its time, all over again. Where nothing moves, or nobody wants it to, the first one stays. */
const motion = (shots: readonly Shot[]): string => {
	const total = shots.reduce((sum, {seconds}) => sum + seconds, 0);
	let from = 0;
	const rules = shots.map(({seconds}, number) => {
		const [begin, end] = [percent(from / total), percent((from + seconds) / total)];
		from += seconds;
		const isLast = number === shots.length - 1;
		const shown = `${begin}{visibility:visible}${isLast ? '' : `${end}{visibility:hidden}`}`;
		const before = number === 0 ? '' : '0%{visibility:hidden}';
		return `#s${number}{animation:k${number} ${total}s step-end infinite}@keyframes k${number}{${before}${shown}}`;
	});
	const calm = '@media (prefers-reduced-motion:reduce){g[id^=s]{animation:none!important}}';
	return `<style>${rules.join('\n')}\n${calm}</style>`;
};

/** Shots of one size as a picture of a terminal; several as a moving one. */
export const svgOf = (title: string, shots: readonly Shot[], palette: Palette): string => {
	const {columns, rows: first} = shots[0]!.screen;
	const hasCaptions = shots.some(({caption}) => caption !== '');
	const width = columns * cellWidth + 2 * margin;
	const screenHeight = first.length * cellHeight + 2 * margin;
	const height = screenHeight + (hasCaptions ? captionHeight : 0);
	const rows = new Rows(palette);
	const groups = shots.map(({screen, caption}, number) => {
		const used = screen.rows.map((runs, row) => rows.use(runs, row)).join('');
		const below = `<text x="${width / 2}" y="${screenHeight + 14}" text-anchor="middle" fill="${palette.caption}">${inXml(caption)}</text>`;
		// An attribute, not a style: a renderer that knows no styles at all must not draw the shots over each other.
		const hidden = number === 0 ? '' : ' visibility="hidden"';
		return `<g id="s${number}"${hidden}>${used}${caption === '' ? '' : below}</g>`;
	});
	return `${[
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${fonts}" font-size="13.3">`,
		`<title>${inXml(title)}</title>`,
		...(shots.length > 1 ? [motion(shots)] : []),
		rows.definitions,
		`<rect width="${width}" height="${screenHeight}" rx="8" fill="${palette.background}"/>`,
		...groups,
		'</svg>',
	].join('\n')}\n`;
};

/** The dim eight and the bright eight: black, red, green, yellow, blue, magenta, cyan, white. */
const inOrder = (...lists: readonly string[]): readonly string[] => lists.flatMap(list => list.split(' '));

/** Colours that are legible on their background, of the kind that terminals come with. */
export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
	dark: {
		background: '#16181d',
		text: '#d8dae0',
		caption: '#8b909c',
		colours: inOrder(
			'#16181d #ff7b72 #7ec699 #e5c07b #79b8ff #d2a8ff #6fd3e0 #d8dae0',
			'#6e7681 #ffa198 #9fdfb4 #f2d69b #a5d0ff #e2c5ff #9be7f0 #ffffff',
		),
	},
	light: {
		background: '#fafafa',
		text: '#24292f',
		caption: '#6e7781',
		colours: inOrder(
			'#24292f #b3261e #116329 #8a5a00 #0550ae #7a3fb0 #0b6b78 #6e7781',
			'#57606a #a40e26 #1a7f37 #7a4f00 #0969da #8250df #1b7c83 #24292f',
		),
	},
};
