/** Whether the terminal's locale can show more than ASCII; POSIX: LC_ALL before LC_CTYPE before LANG. */
const isUnicode = ((): boolean => {
	const {LC_ALL: all, LC_CTYPE: type, LANG: language, TERM: terminal} = process.env;
	const locale = [all, type, language].find(Boolean) ?? '';
	// The Linux console's font lacks most of them.
	return terminal !== 'linux' && /utf-?8/i.test(locale);
})();

const unicode = {
	cursor: '▸',
	mark: '✓',
	horizontal: '─',
	vertical: '│',
	full: '▓',
	empty: '░',
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	corners: ['┌', '┐', '└', '┘'],
} as const;

const ascii = {
	cursor: '>',
	mark: '*',
	horizontal: '-',
	vertical: '|',
	full: '#',
	empty: '.',
	levels: ['_', '.', ':', '-', '=', '+', '*', '#'],
	corners: ['+', '+', '+', '+'],
} as const;

/** What the screen draws besides text, each one cell wide. */
export const signs = isUnicode ? unicode : ascii;
