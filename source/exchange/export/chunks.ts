/** Characters that are gathered before they are written: few enough to be made between two keys. */
const chunkSize = 16_384;

/** The same text in pieces that are worth writing. */
export async function* chunks(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
	let chunk = '';
	for await (const text of texts) {
		chunk += text;
		if (chunk.length < chunkSize) continue;
		yield chunk;
		chunk = '';
	}

	if (chunk !== '') yield chunk;
}
