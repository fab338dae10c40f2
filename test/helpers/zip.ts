import {crc32, deflateRawSync} from 'node:zlib';

const numbers = (...fields: readonly (readonly [value: number, size: 2 | 4])[]): Buffer =>
	Buffer.concat(
		fields.map(([value, size]) => {
			const bytes = Buffer.alloc(size);
			bytes.writeUIntLE(value, 0, size);
			return bytes;
		}),
	);

/** A zip archive of these files; see PKWARE's APPNOTE.TXT, 4.3. */
export const zipOf = (files: Readonly<Record<string, string | Buffer>>): Buffer => {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [name, text] of Object.entries(files)) {
		const [file, bytes] = [Buffer.from(name), Buffer.from(text as string)];
		const packed = deflateRawSync(bytes);
		// Flags (UTF-8), method (deflate), time, date, sums and sizes, and the name's length.
		const common = numbers(
			[0x8_00, 2],
			[8, 2],
			[0, 2],
			[0x21, 2],
			[crc32(bytes), 4],
			[packed.length, 4],
			[bytes.length, 4],
			[file.length, 2],
			[0, 2],
		);
		const local = Buffer.concat([numbers([0x04_03_4b_50, 4], [20, 2]), common, file, packed]);
		directory.push(
			numbers([0x02_01_4b_50, 4], [20, 2], [20, 2]),
			common,
			numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
			file,
		);
		bodies.push(local);
		offset += local.length;
	}

	const list = Buffer.concat(directory);
	const count = Object.keys(files).length;
	const end = numbers(
		[0x06_05_4b_50, 4],
		[0, 2],
		[0, 2],
		[count, 2],
		[count, 2],
		[list.length, 4],
		[offset, 4],
		[0, 2],
	);
	return Buffer.concat([...bodies, list, end]);
};
