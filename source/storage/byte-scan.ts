import {lazily} from '../text/lazily.js';
import {pageSize, probeCount, startKernel} from './scan-kernel.js';

/** Bytes that can be looked through at once. */
const windowSize = 16 * pageSize;

/** What stands in histories most often, the rarest of it first; anything else is rarer still. */
const frequent = '-+k.wfgvc98b4l3}{hd7p6y2om0s5iu1nra,t:e"';

/** Sets the bit in which a small letter differs from the capital one. */
const smallBit = 0x20;

/** What is looked for: see `Kernel`. */
type Probes = readonly number[];

/** Each byte that is not ASCII. */
export const beyondAscii: Probes = Array.from({length: probeCount}, () => [0, 0xff, 0x7f]).flat();

/**
The rarest characters of a text, in either case.
@param text of ASCII, without capital letters
*/
export const rarestOf = (text: string): Probes => {
	const rarest = Array.from(text, (character, distance) => ({character, distance})).toSorted(
		(a, b) => frequent.indexOf(a.character) - frequent.indexOf(b.character),
	);
	return Array.from({length: probeCount}, (_, index) => {
		const {character, distance} = rarest[Math.min(index, rarest.length - 1)]!;
		return [distance, character.charCodeAt(0), /[a-z]/.test(character) ? smallBit : 0];
	}).flat();
};

/** Gives the next position in some bytes at or after one; their length if there is none. */
export type NextPosition = (from: number) => number;

/** Finds bytes many times faster than a pattern does. */
interface ByteScan {
	/** What is read into its beginning need not be copied to be looked through. */
	readonly window: Buffer;
	/** What it gives works until other bytes are read into the window or looked through; `undefined` if these are too many. */
	in(bytes: Buffer): ((probes: Probes) => NextPosition) | undefined;
}

/** `undefined` where the processor, or how Node was started, does not allow it. */
export const startScan = (): ByteScan | undefined => {
	let kernel: ReturnType<typeof startKernel>;
	try {
		kernel = startKernel(windowSize / pageSize + 1);
	} catch {
		return undefined;
	}

	const {memory, find} = kernel;
	const window = Buffer.from(memory, 0, windowSize);
	return {
		window,
		in(bytes) {
			const {length} = bytes;
			if (length > windowSize) return undefined;
			if (bytes.buffer !== memory || bytes.byteOffset !== 0) window.set(bytes);
			return probes => from => Math.min(length, find(from, length, ...probes));
		},
	};
};

/** The one of this process. */
export const byteScan = lazily(startScan);
