import {type MessageFile} from '../../domain/message.js';

const mark = /^[\u200E\u200F\u202A-\u202E]+/;

/** `IMG-20210312-WA0001.jpg (file attached)`, in any language. */
const attachedFile = /^([^\n/\\]{1,200}\.[a-z\d]{1,5}) \([^()\n]{3,40}\)(?=\n|$)/i;
const madeByWhatsApp = /^(?:IMG|VID|AUD|PTT|DOC|STK|GIF)-\d{8}-WA\d+\./i;
const attachedWord =
	/\((?:file attached|datei angehängt|archivo adjunto|fichier joint|arquivo anexado|file allegato|bestand bijgevoegd)\)/i;

/** `<attached: 00000012-PHOTO-2021-03-12-10-00-00.jpg>`, in any language. */
const attachedInBrackets = /<[^:<>\n]{2,40}: ?([^<>\n/\\]{1,200}\.[a-z\d]{1,5})>/i;

/** `<Media omitted>`, in any language; iOS marks `image omitted` instead. */
const omittedInBrackets = /^<[^<>\n:.]{5,40}>$/;
const omitted =
	/^\p{L}[^\n:]{0,30} (?:omitted|weggelassen|omitid[oa]|omise?|omess[oa]|weggelaten|ausgeschlossen)$/iu;

/** The file that a message brings, if it does. */
export const fileIn = (text: string): MessageFile | undefined => {
	const isMarked = mark.test(text);
	const plain = text.replace(mark, '');
	const attached = attachedFile.exec(plain)?.[1];
	if (attached !== undefined && (isMarked || madeByWhatsApp.test(attached) || attachedWord.test(plain)))
		return {name: attached};
	const inBrackets = attachedInBrackets.exec(text);
	if (inBrackets && text.includes('\u200E')) return {name: inBrackets[1]!};
	const isOmitted = omittedInBrackets.test(plain) || (isMarked && omitted.test(plain));
	return isOmitted ? {name: 'not in the export'} : undefined;
};

/** A message with its author; '' if the app itself says it. */
export interface Spoken {
	readonly author: string;
	readonly text: string;
}

/** A quoted name that holds a colon does not end at it: `You created group "Trip: Rome"`. */
const isOpenQuote = (text: string): boolean => text.split('"').length % 2 === 0 || /[“„«][^“”»]*$/.test(text);

/** Splits `author: text`. */
export const spokenOf = (text: string): Spoken => {
	const [found, author = ''] = /^([^\n]{1,100}?) ?:(?: |(?=\n|$))/.exec(text) ?? [];
	const name = author
		.replaceAll(/[\u200E\u200F\u202A-\u202E\u2066-\u2069~]/g, '')
		.replaceAll('\u00A0', ' ')
		.trim();
	return found === undefined || name === '' || isOpenQuote(name)
		? {author: '', text: text.replace(mark, '')}
		: {author: name, text: text.slice(found.length)};
};

/**
Whether the app itself says it in the name of the chat, as iOS does: `Group: X added you`.
@param isGroup whether several people write besides
*/
export const isOfChat = ({author, text}: Spoken, title: string, isGroup: boolean): boolean =>
	author === title && (isGroup || (mark.test(text) && fileIn(text) === undefined));

export const withoutMarks = (text: string): string => text.replaceAll('\u200E', '');
