/** A word as a shell reads it. */
export interface ShellWord {
	/** The text that the program would get. */
	readonly text: string;
	/** The quote that is still open behind it. */
	readonly openQuote: '' | '"' | "'";
}

const blank = /[ \t\n]/;

/** Splits a typed command line as shells do; the last word is the one being typed, empty after a blank. */
export const readShellWords = (line: string): readonly ShellWord[] => {
	const words: ShellWord[] = [];
	let text = '';
	let openQuote: ShellWord['openQuote'] = '';
	let isWord = false;
	for (let index = 0; index < line.length; index++) {
		const character = line[index]!;
		if (openQuote === '' && blank.test(character)) {
			if (isWord) words.push({text, openQuote});
			text = '';
			isWord = false;
			continue;
		}

		isWord = true;
		if (character === openQuote) openQuote = '';
		else if (openQuote === '' && (character === '"' || character === "'")) openQuote = character;
		else if (
			character === '\\' &&
			openQuote !== "'" &&
			(openQuote === '' || /["$\\`]/.test(line[index + 1] ?? ''))
		)
			text += line[++index] ?? '';
		else text += character;
	}

	return [...words, {text, openQuote}];
};

/** The text escaped so that the shell takes it as it is where that quote is open. */
export const shellEscaped = (text: string, openQuote: ShellWord['openQuote']): string => {
	if (openQuote === "'") return text.replaceAll("'", String.raw`'\''`);
	// Between double quotes an interactive shell reads ! as an earlier line, and the backslash stays.
	if (openQuote === '"') return text.replaceAll(/["$\\`]/g, String.raw`\$&`).replaceAll(/!+/g, `"'$&'"`);
	const special = /[^\w%+,./:=@\u{80}-\u{10FFFF}-]/gu;
	return text.replaceAll(special, String.raw`\$&`);
};
