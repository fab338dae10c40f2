import {lazily} from '../text/lazily.js';
import {pageSize, probeCount, startKernel} from './scan-kernel.js';

/** Bytes that can be looked through at once. */
const windowSize = 16 * pageSize;

/** What stands in histories most often, the rarest of it first; anything else is rarer still. */
const frequent = '-+k.wfgvc98b4l3}{hd7p6y2om0s5iu1nra,t:e"';

/** Sets the bit in which a small letter differs from the capital one. */
const smallBit = 0x20;

/** Where the rarest characters of the text stand in it, their bytes, and the bits to set before those are compared. */
const probesFor = (text: string): readonly number[] => {
	const rarest = Array.from(text, (character, distance) => ({character, distance})).toSorted(
		(a, b) => frequent.indexOf(a.character) - frequent.indexOf(b.character),
	);
	return Array.from({length: probeCount}, (_, index) => {
		const {character, distance} = rarest[Math.min(index, rarest.length - 1)]!;
		return [distance, character.charCodeAt(0), /[a-z]/.test(character) ? smallBit : 0];
	}).flat();
};

/** How to find where the text may stand next, from a position on. */
export type NextPlace = (from: number) => number | undefined;

/** Finds short texts in bytes many times faster than a pattern does. */
export interface ByteScan {
	/** What is read into its beginning need not be copied to be looked through. */
	readonly window: Buffer;
	/**
	Looks for a text by its rarest characters, in either case. What it gives for some bytes works until others are read
	into the window or looked through; `undefined` if these are too many.
	@param text of ASCII, without capital letters
	*/
	for(text: string): (bytes: Buffer) => NextPlace | undefined;
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
		for(text) {
			const probes = probesFor(text);
			return bytes => {
				const {length} = bytes;
				if (length > windowSize) return undefined;
				if (bytes.buffer !== memory || bytes.byteOffset !== 0) window.set(bytes);
				return from => {
					const at = find(from, length, ...probes);
					return at < length ? at : undefined;
				};
			};
		},
	};
};

/** The one of this process. */
export const byteScan = lazily(startScan);
