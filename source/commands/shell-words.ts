/** A word as a shell reads it. */
export interface ShellWord {
	/** The text that the program would get. */
	readonly text: string;
	/** The quote still open at its end. */
	readonly openQuote: '' | '"' | "'";
}

const blank = /[ \t\n]/;

/** Splits a command line as shells do; the last word is the one being typed, empty after a blank. */
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

/** Escapes the text so that the shell takes it literally inside that open quote. */
export const shellEscaped = (text: string, openQuote: ShellWord['openQuote']): string => {
	if (openQuote === "'") return text.replaceAll("'", String.raw`'\''`);
	// Between double quotes, an interactive shell expands ! from its history, and keeps a backslash before it.
	if (openQuote === '"') return text.replaceAll(/["$\\`]/g, String.raw`\$&`).replaceAll(/!+/g, `"'$&'"`);
	const special = /[^\w%+,./:=@\u{80}-\u{10FFFF}-]/gu;
	return text.replaceAll(special, String.raw`\$&`);
};
