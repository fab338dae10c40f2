/** In UTF-8 bytes: file systems take 255, and something stands before it. */
const longest = 180;

const cutToBytes = (text: string, most: number): string => {
	let cut = '';
	let bytes = 0;
	for (const {segment} of new Intl.Segmenter().segment(text)) {
		bytes += Buffer.byteLength(segment);
		if (bytes > most) break;
		cut += segment;
	}

	return cut;
};

/**
A stranger's name for a file, as a part of a name that is a plain file's on every system: no folder, nothing hidden,
nothing that a terminal or a shell would act on. What kind of file it is, by its ending, stays.
*/
export const fileName = (name: string): string => {
	const plain = name
		.normalize('NFC')
		.replaceAll(/[^\p{L}\p{M}\p{N} ._\(\)+\-]/gv, '_')
		.replaceAll(/\s+/g, ' ')
		.replace(/^[ .-]+/, '')
		.replace(/[ .]+$/, '');
	const [, ending = ''] = /(\.[A-Za-z\d]{1,10})$/.exec(plain) ?? [];
	return cutToBytes(plain.slice(0, plain.length - ending.length), longest) + ending || 'file';
};
