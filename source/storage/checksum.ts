import {crc32} from 'node:zlib';

const marker = ',"crc":';
const ending = /,"crc":\d+\}$/;

/** The JSON of an object, with the CRC-32 of the bytes before it as one more field at its end. */
export const withChecksum = (json: string): string => {
	const text = json.slice(0, -1);
	return `${text}${marker}${crc32(text)}}`;
};

/** Bytes that the checksum adds at most. */
const longestChecksum = marker.length + String(0xff_ff_ff_ff).length;

/** Bytes of the object's JSON with its checksum, at most. */
export const checkedSize = (json: string): number => Buffer.byteLength(json) + longestChecksum;

/**
Writes the same as bytes, where many are written: without making any in between.
@param from offset in the bytes, behind which there must be room
@returns how many bytes that were
*/
export const writeChecked = (json: string, bytes: Buffer, from: number): number => {
	// In place of the brace, which comes behind the checksum.
	const end = from + bytes.write(json, from) - 1;
	return end - from + bytes.write(`${marker}${crc32(bytes.subarray(from, end))}}`, end);
};

/** Whether it ends in a field with a checksum, right or wrong. */
export const hasChecksum = (json: string): boolean => ending.test(json);

/** The bytes before that field; `undefined` if it is missing or wrong. */
export const checkedBytes = (json: Buffer): Buffer | undefined => {
	const length = json.lastIndexOf(marker);
	if (length === -1) return undefined;
	const text = json.subarray(0, length);
	return json.toString('latin1', length) === `${marker}${crc32(text)}}` ? text : undefined;
};
