const otherDigit = /[^\P{Nd}0-9]/gu;

const isDigit = (codePoint: number): boolean => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint));

/** Digits stand in unbroken runs from 0 to 9 in every script. */
const asciiDigit = (digit: string): string => {
	const codePoint = digit.codePointAt(0)!;
	let before = 0;
	while (isDigit(codePoint - before - 1)) before++;
	return String(before % 10);
};

/** The text with the digits of every script as those of ASCII. */
export const plainDigits = (text: string): string => text.replaceAll(otherDigit, asciiDigit);
