import {isUtf8} from 'node:buffer';

/**
A text as it was written. “Download your information” writes each byte of UTF-8 as a character of its own; a text that
holds other characters, or bytes that are no UTF-8, is right as it is.
*/
export const repairedText = (text: string): string => {
	if (!/^[\0-\u00FF]*[\u0080-\u00FF][\0-\u00FF]*$/.test(text)) return text.toWellFormed();
	const bytes = Buffer.from(text, 'latin1');
	return isUtf8(bytes) ? bytes.toString() : text;
};
