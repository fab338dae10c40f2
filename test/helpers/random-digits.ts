import {createHash} from 'node:crypto';

/** Gives other hexadecimal digits each time, and the same ones from the beginning. */
export const digitsFromTheBeginning = (): ((bytes: number) => string) => {
	let count = 0;
	return bytes =>
		createHash('sha256')
			.update(String(++count))
			.digest('hex')
			.slice(0, bytes * 2);
};

/** Other digits each time, whoever asks. */
export const randomDigits = digitsFromTheBeginning();
