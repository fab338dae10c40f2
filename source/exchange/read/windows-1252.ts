/** The characters of the bytes 0x80 to 0x9F in Windows-1252; those that it does not use are control characters. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Takes each byte that is no UTF-8 for one of Windows-1252, as spreadsheets and old phones write; see `badByteAt`. */
export async function* withWindows1252(pieces: AsyncIterable<string>): AsyncGenerator<string> {
	for await (const piece of pieces) {
		yield piece.replaceAll(/\u001A([\uDC80-\uDCFF])/g, (_, surrogate: string) => {
			const byte = surrogate.charCodeAt(0) - 0xdc_00;
			return high[byte - 0x80] ?? String.fromCharCode(byte);
		});
	}
}
