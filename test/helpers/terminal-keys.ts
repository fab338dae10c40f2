/** What terminals send for keys that are no characters (xterm, normal cursor mode). */
const bytes: Readonly<Record<string, string>> = {
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	'shift-tab': '\u001B[Z',
	space: ' ',
	backspace: '\u007F',
	delete: '\u001B[3~',
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	'shift-up': '\u001B[1;2A',
	'shift-down': '\u001B[1;2B',
	home: '\u001B[H',
	end: '\u001B[F',
	'page-up': '\u001B[5~',
	'page-down': '\u001B[6~',
	'ctrl-space': '\u0000',
	f5: '\u001B[15~',
};

/** The bytes of a key by its name, the same names as in bindings. */
export const keyBytes = (name: string): string => {
	const known = bytes[name];
	if (known !== undefined) return known;
	const held = /^(ctrl|alt)-(.+)$/u.exec(name);
	if (held?.[1] === 'ctrl') return String.fromCodePoint(held[2]!.codePointAt(0)! & 0x1f);
	if (held?.[1] === 'alt') return `\u001B${keyBytes(held[2]!)}`;
	if ([...new Intl.Segmenter().segment(name)].length !== 1) throw new Error(`No key is named “${name}”`);
	return name;
};
