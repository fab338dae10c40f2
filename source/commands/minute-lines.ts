import {counted} from '../text/count.js';
import {type Output} from './streams.js';
import {printLine} from './output.js';

/** Sites that one line tells of by their names, and the sentences about each. */
const mostNamed = 8;
const mostTexts = 3;

interface Told {
	/** The newest last. */
	readonly texts: readonly string[];
	readonly isTrouble: boolean;
}

/** What is told of several sites over hours: the newest of each, all of them in one line at a time. */
export class MinuteLines {
	readonly #outputs: {readonly stdout: Output; readonly stderr: Output; readonly isQuiet: boolean};
	/** By the names of the sites; troubles stay until they are printed. */
	readonly #news = new Map<string, Told>();
	/** The troubles that each site is in, so that each of them is told once. */
	readonly #troubles = new Map<string, Set<string>>();

	/** @param outputs a line with a trouble goes to the second; if quiet, nothing goes to the first */
	constructor(outputs: {readonly stdout: Output; readonly stderr: Output; readonly isQuiet: boolean}) {
		this.#outputs = outputs;
	}

	/** Where a site tells something. */
	of(name: string): {readonly stdout: Output; readonly stderr: Output} {
		const outputTo = (isTrouble: boolean): Output => ({
			write: (text, onTaken) => {
				for (const line of text.split('\n')) this.#take(name, line.replace(/^chatlogs: /, ''), isTrouble);
				onTaken?.();
			},
		});
		return {stdout: outputTo(false), stderr: outputTo(true)};
	}

	/** Prints the line, if there is anything to tell. */
	flush(): void {
		const told = [...this.#news].toSorted(([, a], [, b]) => Number(b.isTrouble) - Number(a.isTrouble));
		this.#news.clear();
		if (told.length === 0) return;
		const {stdout, stderr} = this.#outputs;
		const named = told.slice(0, mostNamed).map(([name, {texts}]) => `${name}: ${texts.join(' ')}`);
		const more = told.length - named.length;
		const line = [...named, ...(more > 0 ? [`and ${counted(more, 'more site')}`] : [])].join(' | ');
		if (told[0]![1].isTrouble) printLine(stderr, `chatlogs: ${line}`);
		else printLine(stdout, line);
	}

	#take(name: string, text: string, isTrouble: boolean): void {
		if (text === '') return;
		const known = this.#troubles.get(name) ?? new Set();
		if (isTrouble && known.has(text)) return;
		// What comes in shows that the trouble is over.
		if (isTrouble) this.#troubles.set(name, known.add(text));
		else this.#troubles.delete(name);
		if (!isTrouble && this.#outputs.isQuiet) return;
		const before = this.#news.get(name);
		this.#news.set(name, {
			texts: [...(before?.texts ?? []), text].slice(-mostTexts),
			isTrouble: isTrouble || before?.isTrouble === true,
		});
	}
}
