import {isUtf8} from 'node:buffer';
import {withHead} from './with-head.js';

/**
Stands before a byte that cannot be decoded. No JSON text may hold this control character, so a text that holds it is
refused there. The byte follows as Python's “surrogateescape” has it: half a surrogate pair, which no decoded text
holds.
*/
const badByte = '\u001A';

/** The undecodable byte at this position of a decoded text, if there is one. */
export const badByteAt = (text: string, offset: number): number | undefined => {
	if (text[offset] !== badByte) return undefined;
	const byte = text.charCodeAt(offset + 1) - 0xdc_00;
	return byte >= 0x80 && byte <= 0xff ? byte : undefined;
};

/** UTF-8 as bytes of Latin-1: a well-formed sequence (Unicode, table 3-7), else one byte that is not. */
const sequences =
	/(?:[\0-\u007F]|[\u00C2-\u00DF][\u0080-\u00BF]|\u00E0[\u00A0-\u00BF][\u0080-\u00BF]|[\u00E1-\u00EC\u00EE\u00EF][\u0080-\u00BF]{2}|\u00ED[\u0080-\u009F][\u0080-\u00BF]|\u00F0[\u0090-\u00BF][\u0080-\u00BF]{2}|[\u00F1-\u00F3][\u0080-\u00BF]{3}|\u00F4[\u0080-\u008F][\u0080-\u00BF]{2}){1,4096}|[\u0080-\u00FF]/g;

const fromUtf8 = (bytes: Buffer): string => {
	if (isUtf8(bytes)) return bytes.toString();
	return bytes.toString('latin1').replaceAll(sequences, found => {
		const sequence = Buffer.from(found, 'latin1');
		return isUtf8(sequence)
			? sequence.toString()
			: `${badByte}${String.fromCharCode(0xdc_00 + sequence[0]!)}`;
	});
};

/** How many bytes precede a character that the end cuts. */
const wholeCharacters = (bytes: Buffer): number => {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back]!;
		if (byte < 0x80) break;
		if (byte < 0xc0) continue;
		const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
		return needed > back ? bytes.length - back : bytes.length;
	}

	return bytes.length;
};

async function* piecesOfUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
	let begun: Buffer = Buffer.alloc(0);
	for await (const chunk of bytes) {
		const all = begun.length === 0 ? chunk : Buffer.concat([begun, chunk]);
		const whole = wholeCharacters(all);
		begun = all.subarray(whole);
		yield fromUtf8(all.subarray(0, whole));
	}

	if (begun.length > 0) yield fromUtf8(begun);
}

async function* piecesOfUtf16(
	bytes: AsyncIterable<Buffer>,
	encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding, {ignoreBOM: true});
	for await (const chunk of bytes) yield decoder.decode(chunk, {stream: true});
	yield decoder.decode();
}

/** Some consoles and spreadsheets write UTF-16; without a byte order mark it shows by the zero beside an ASCII letter. */
const utf16Of = ([first, second]: Buffer): 'utf-16le' | 'utf-16be' | undefined => {
	if ((first === 0xff && second === 0xfe) || (first! > 0 && second === 0)) return 'utf-16le';
	if ((first === 0xfe && second === 0xff) || (first === 0 && second! > 0)) return 'utf-16be';
	return undefined;
};

/**
The text of UTF-8 or UTF-16, piece by piece, without a byte order mark. Undecodable bytes are marked, see `badByteAt`.
*/
export async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
	const {head, all} = await withHead(bytes, 2);
	const utf16 = utf16Of(head);
	let isFirst = true;
	for await (const piece of utf16 ? piecesOfUtf16(all, utf16) : piecesOfUtf8(all)) {
		if (piece === '') continue;
		yield isFirst ? piece.replace(/^\uFEFF/, '') : piece;
		isFirst = false;
	}
}
