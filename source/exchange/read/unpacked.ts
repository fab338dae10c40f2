import {pipeline, Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {Refusal} from '../../domain/refusal.js';
import {withHead} from './with-head.js';

/**
Chat logs shrink to a tenth or a thirtieth. A file that grows more than this many times is made to fill memory or
disk.
*/
const mostGrowth = 200;

/** Bytes that any file may grow to, since a small file of equal records shrinks well. */
const harmless = 1024 * 1024;

/**
Counts how much unpacking gives.
@throws Refusal if it is far more than was taken
*/
export class Growth {
	#given = 0;

	/** @param taken all packed bytes so far */
	add(given: number, taken: number): void {
		this.#given += given;
		if (this.#given > Math.max(harmless, taken * mostGrowth))
			throw new Refusal(
				`its compressed data grows more than ${mostGrowth}-fold, as no chat log does; unpack it yourself if you trust it`,
			);
	}
}

const troubles: Readonly<Record<string, string>> = {
	Z_BUF_ERROR: 'its compressed data is cut off',
	Z_DATA_ERROR: 'its compressed data is damaged',
};

const troubleOf = (error: unknown): unknown => {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return code in troubles
		? new Refusal(`${troubles[code]}; what came before it was read`, {cause: error})
		: error;
};

/** By its first four bytes; an empty one begins otherwise. */
export const isZip = (head: Buffer): boolean =>
	/^PK(?:\u0003\u0004|\u0005\u0006)/.test(head.toString('latin1'));

async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let taken = 0;
	const growth = new Growth();
	async function* counted(): AsyncGenerator<Buffer> {
		for await (const chunk of packed) {
			taken += chunk.length;
			yield chunk;
		}
	}

	// The loop below throws the error.
	const unpacking = pipeline(
		Readable.from(counted()),
		createGunzip({chunkSize: 1024 * 1024}),
		() => undefined,
	);
	try {
		for await (const chunk of unpacking as AsyncIterable<Buffer>) {
			growth.add(chunk.length, taken);
			yield chunk;
		}
	} catch (error) {
		throw troubleOf(error);
	}
}

/**
The bytes, unpacked if they are gzip, whatever the name says.
@throws Refusal after the last byte that can be had, if there should be more
*/
export async function* unpacked(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	const {head, all} = await withHead(bytes, 4);
	if (isZip(head))
		throw new Refusal(
			'it is a zip archive that is no file of its own; save it as one, or unpack it, and import that',
		);
	yield* head[0] === 0x1f && head[1] === 0x8b ? gunzipped(all) : all;
}
