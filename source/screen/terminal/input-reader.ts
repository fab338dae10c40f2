import {StringDecoder} from 'node:string_decoder';
import {type Input, type Key} from '../../state/key.js';
import {keysOfSequence, typedKeys} from './keys.js';

const escape = '\u001B';
const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** Milliseconds in which the rest of a sequence arrives even over a slow line; after that, ESC is the Escape key. */
const sequencePause = 100;
/** Milliseconds without more of a paste or an answer, after which its end counts as lost. */
const textPause = 1000;

/** Keys and reports; one letter follows `[[` (Linux console), and rxvt ends some with `$`. */
const control = String.raw`\[(?:\[[A-Z]|\d\$|[0-?]*[ -/]*[@-~])`;
/** A mouse report (X10): three bytes of any kind after what looks like a whole sequence. */
const mouse = String.raw`\[M[^]{3}`;
const single = String.raw`O[\d;]*[A-Za-z]`;
/** The start of a terminal's answer to a query; with less than this, `ESC ]` and `ESC P` are Alt and a key. */
const answer = String.raw`(?:\][\dlL]|P[\d$+!>|])[^\u0007\u001B]*`;
const character = String.raw`[\xC0-\xFF][\x80-\xBF]*|[^\u001B[O]`;

const whole = new RegExp(
	String.raw`\u001B(?:${answer}(?:\u0007|\u001B\\|(?=\u001B[^\\]))|\u001B?(?:${mouse}|(?!\[M)${control}|${single})|${character})`,
	'y',
);

/** The start of a sequence that more bytes may complete. */
const begun = new RegExp(
	String.raw`^\u001B(?:\u001B?(?:\[(?:M[^]{0,2}|\[|[0-?]*[ -/]*)|O[\d;]*)?|\]|P|${answer}\u001B?)$`,
);
const begunAnswer = new RegExp(`^${escape}${answer}`);

const decoded = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** How many bytes at the end may begin the mark that ends a paste. */
const begunEnd = (bytes: string): number => {
	for (let length = pasteEnd.length - 1; length > 0; length--)
		if (bytes.endsWith(pasteEnd.slice(0, length))) return length;
	return 0;
};

/** Turns bytes, given as characters up to U+00FF, into keys and pasted text. */
interface InputReader {
	/** The input in these bytes, read at once, together with those that wait. */
	read(bytes: string): readonly Input[];
	/** Milliseconds after which to flush if nothing more comes; `undefined` if nothing waits. */
	readonly patience: number | undefined;
	/** The input in the bytes that wait, on the assumption that no more will come. */
	flush(): readonly Input[];
}

interface Taken {
	readonly input: Input | undefined;
	/** The number of bytes taken. */
	readonly length: number;
}

export const createInputReader = (): InputReader => {
	const decoder = new StringDecoder('utf8');
	let waiting = '';
	let isPasting = false;

	const textOf = (bytes: string): string => decoder.write(Buffer.from(bytes, 'latin1'));

	/** Takes keys up to a paste or an unfinished sequence. */
	const takeKeys = (bytes: string): Taken => {
		const keys: Key[] = [];
		let at = 0;
		while (at < bytes.length && !isPasting) {
			const next = bytes.indexOf(escape, at);
			const end = next === -1 ? bytes.length : next;
			keys.push(...typedKeys(textOf(bytes.slice(at, end))));
			at = end;
			if (begun.test(bytes.slice(at))) break;
			whole.lastIndex = at;
			const sequence = whole.exec(bytes)?.[0] ?? bytes.slice(at, at + 1);
			at += sequence.length;
			isPasting = sequence === pasteStart;
			if (!begunAnswer.test(sequence)) keys.push(...keysOfSequence(decoded(sequence)));
		}

		return {input: keys.length > 0 ? {keys} : undefined, length: at};
	};

	/** Takes a paste up to the last end mark, since the pasted text may itself contain such a mark. */
	const takePaste = (bytes: string): Taken => {
		const end = bytes.lastIndexOf(pasteEnd);
		isPasting = end === -1;
		const text = textOf(bytes.slice(0, isPasting ? bytes.length - begunEnd(bytes) : end));
		return {
			input: text === '' ? undefined : {pasted: text},
			length: isPasting ? bytes.length - begunEnd(bytes) : end + pasteEnd.length,
		};
	};

	const flush = (): readonly Input[] => {
		const keys = begunAnswer.test(waiting) ? [] : keysOfSequence(waiting);
		waiting = '';
		isPasting = false;
		return keys.length > 0 ? [{keys}] : [];
	};

	return {
		flush,
		get patience() {
			if (isPasting || begunAnswer.test(waiting)) return textPause;
			return waiting === '' ? undefined : sequencePause;
		},
		read(bytes) {
			const inputs: Input[] = [];
			// Alt and a key arrive together, so bytes after a waiting Escape that continue no sequence are a separate key.
			if (waiting === escape && !/^[[O\]P\u001B]/.test(bytes)) inputs.push(...flush());
			let rest = waiting + bytes;
			for (let length = -1; length !== 0;) {
				const taken = isPasting ? takePaste(rest) : takeKeys(rest);
				if (taken.input) inputs.push(taken.input);
				length = taken.length;
				rest = rest.slice(length);
			}

			waiting = rest;
			return inputs;
		},
	};
};
