/** Lower case in which what differs only by case is the same, also for Turkish i and Greek final sigma. */
export const foldCase = (text: string): string =>
	text.toLowerCase().normalize('NFC').replaceAll('i\u{307}', 'i').replaceAll('ı', 'i').replaceAll('ς', 'σ');

/** Tabs and line breaks become spaces, so that they can separate fields and rows of joined text. */
export const singleLine = (text: string): string => text.replaceAll(/[\t\n\r]/g, ' ');

/** A text as it is compared: case ignored, on one line. May be longer or shorter than the text. */
export const fold = (text: string): string => foldCase(singleLine(text));
