import {plainDigits} from './digits.js';
import {lazily} from './lazily.js';

/** A country whose national numbers can be read; see `loadCountry`. */
export interface Country {
	/** ISO 3166-1 alpha-2. */
	readonly code: string;
	/** All digits of a national number with the country's code before them; `undefined` if it is none. */
	international(digits: string): string | undefined;
	/** How international numbers may begin if a national one begins so. */
	internationalStarts(digits: string): readonly string[];
}

/** Channels whose users have ids instead of phone numbers. */
const idChannels: ReadonlySet<string> = new Set(['facebook', 'livechat']);

const plain = /^\+?[1-9]\d*$/;
const invisible = lazily(() => /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu);
const scheme = /^(?:tel|sms|whatsapp):(?:\/\/)?/i;
const extensionMark = /(?:[,;]?\s*ext(?:ension|n)?[.:=]?|[,;]?\s*[x#])\s*(\d{1,9})$/i;
/** Blanks, dots, slashes, brackets, and hyphens of any kind: some that look like hyphens lack the property. */
const punctuation = lazily(() => /[\s.·•∙⋅。/~\p{Ps}\p{Pe}\p{Dash}\u02D7\u2043\u30FC]/gu);
/** Longer texts are never numbers. */
const longest = 100;
/** `00` is the way abroad only before this many digits: 0012 is somebody's extension. */
const fewestAbroad = 7;

/** Most texts are such, and nothing is to be cleaned of them. */
const clean = /^[!-~]*$/;

const cleaned = (text: string): string =>
	clean.test(text) ? text : text.normalize('NFKC').replaceAll(invisible(), '').trim();

const withoutPunctuation = (text: string): string => plainDigits(text.replaceAll(punctuation(), ''));

interface WrittenNumber {
	readonly isInternational: boolean;
	readonly digits: string;
	readonly extension?: string;
}

/** The parts of a text that is a phone number, or a part of one. */
const readNumber = (text: string): WrittenNumber | undefined => {
	const written = cleaned(text);
	if (written.length > longest) return undefined;
	const number = written.replace(scheme, '');
	const ascii = plainDigits(number);
	const mark = extensionMark.exec(ascii);
	const [, plus, digits] =
		/^(\+?)(\d+)$/.exec(withoutPunctuation(mark ? ascii.slice(0, mark.index) : ascii)) ?? [];
	if (digits === undefined) return undefined;
	return {isInternational: plus === '+', digits, ...(mark && {extension: mark[1]!})};
};

/** Marks a key that is compared as it is, so that it never equals the digits of a number. */
const idMark = '=';
const extensionSign = ';ext=';

/** Ids of users of Facebook and live chat, words, and everything else that is no phone number. */
const idKey = (text: string): string => {
	const id = cleaned(text);
	return id && idMark + id;
};

const digitsOf = (
	{isInternational, digits}: WrittenNumber,
	channelType: string,
	country?: Country,
): string => {
	if (isInternational) return digits;
	if (digits.startsWith('00') && digits.length - 2 >= fewestAbroad) return digits.slice(2);
	return channelType === 'whatsapp' ? digits : (country?.international(digits) ?? digits);
};

/**
The key that a number is compared by, however it is written: two numbers are the same if their keys are equal. A key
begins with `=` for an id or a word; otherwise it has the digits, of an international number from the country's code
on, and the extension. It is empty without a number. Costs up to 25 µs where a country is given, so remember keys.
@param channelType `whatsapp` has all numbers in international form, `facebook` and `livechat` have ids
@param country the PBX's, so that its national numbers are the same as international ones
*/
export const numberKey = (text: string, channelType: string, country?: Country): string => {
	if (text === '') return '';
	const type = channelType.toLowerCase();
	if (idChannels.has(type)) return idKey(text);
	// Most numbers look like this, and need no more reading.
	if (plain.test(text) && (text.startsWith('+') || country === undefined)) return text.replace('+', '');
	const number = readNumber(text);
	if (number === undefined) return idKey(cleaned(text).replace(scheme, ''));
	const extension = number.extension === undefined ? '' : extensionSign + number.extension;
	return digitsOf(number, type, country) + extension;
};

/** Whether a text, such as the name of somebody whom nobody gave one, is a phone number and nothing else. */
export const isPhoneNumber = (text: string): boolean =>
	(readNumber(text)?.digits.length ?? 0) >= fewestAbroad;

/** The digits of a number that is not written for callers from abroad, however it is written; `undefined` for all others. */
export const nationalDigits = (text: string, channelType: string): string | undefined => {
	const type = channelType.toLowerCase();
	if (idChannels.has(type) || type === 'whatsapp') return undefined;
	const number = readNumber(text);
	if (number === undefined || number.isInternational) return undefined;
	return digitsOf(number, type) === number.digits ? number.digits : undefined;
};

/**
The kinds of channel on which a number or id means something different where nobody says which it is on; the likeliest
first. It means the same on all if it is an international number or a word.
*/
export const channelReadings = (text: string, country?: Country): readonly string[] => {
	if (readNumber(text)?.isInternational) return ['sms'];
	const types = ['sms', 'whatsapp', 'facebook'];
	const keys = types.map(type => numberKey(text, type, country));
	return types.filter((_, index) => keys[index] !== '' && keys.indexOf(keys[index]!) === index);
};

/** Which numbers are asked for: the same one, or those that begin or end so. */
export interface NumberPattern {
	readonly written: string;
	readonly part: 'whole' | 'start' | 'end';
}

/** A pattern as keys are compared with it. */
export interface NumberTest {
	readonly part: NumberPattern['part'];
	/** The whole, beginning or end of a key; any of them. */
	readonly texts: readonly string[];
}

/** The beginnings of the keys of all numbers that are written with this beginning. */
const starts = (written: string, country?: Country): readonly string[] => {
	const number = readNumber(written);
	if (number === undefined) return [];
	const {isInternational, digits} = number;
	if (isInternational) return [digits];
	const abroad = digits.startsWith('00') ? digits.slice(2) : '';
	return [digits, abroad, ...(country?.internationalStarts(digits) ?? [])];
};

const textsOf = ({written, part}: NumberPattern, country?: Country): readonly string[] => {
	if (part === 'start') return starts(written, country);
	if (part === 'end') return [readNumber(written)?.digits ?? ''];
	return ['sms', 'whatsapp'].map(type => numberKey(written, type, country));
};

/** Prepares a pattern for the keys of numbers of any channel. */
export const numberTest = (pattern: NumberPattern, country?: Country): NumberTest => {
	const texts = [...textsOf(pattern, country), idKey(pattern.written)];
	return {part: pattern.part, texts: [...new Set(texts)].filter(Boolean)};
};

/**
How a word that may be a number, or a part of one, appears in keys: as digits anywhere, or with `+` behind the tab
that begins a key in a longer text.
*/
export const numberTexts = (word: string, country?: Country): readonly string[] => {
	const number = readNumber(word);
	if (number === undefined) return [];
	const key = numberKey(word, 'sms', country);
	if (number.isInternational) return [`\t${key}`];
	return number.extension === undefined ? [number.digits, key] : [key];
};

const isId = (key: string): boolean => key.startsWith(idMark);

/** Whether a number matches, by its key. A pattern without an extension also matches numbers with one. */
export const isMeant = ({part, texts}: NumberTest, key: string): boolean => {
	if (part === 'start') return texts.some(text => key.startsWith(text));
	if (part === 'whole') return texts.some(text => key === text || key.startsWith(text + extensionSign));
	const number = isId(key) ? key : key.split(extensionSign, 1)[0]!;
	return texts.some(text => isId(text) === isId(key) && number.endsWith(isId(text) ? text.slice(1) : text));
};

/**
Numbers that were written in two ways over the years: Brazil's ninth digit, the 1 of Mexican and 9 of Argentine
mobiles.
*/
const renumbered: readonly RegExp[] = [/^(55\d\d)9(\d{8})$/, /^(52)1(\d{10})$/, /^(54)9(\d{10})$/];

/** The key without the optional parts: the extension, a trunk prefix in brackets, digits of a renumbering. */
const looseKey = (text: string, channelType: string, country?: Country): string => {
	const key = numberKey(text.replace('(0)', ''), channelType, country);
	if (isId(key)) return key;
	return renumbered.reduce(
		(digits, pattern) => digits.replace(pattern, '$1$2'),
		key.split(extensionSign, 1)[0]!,
	);
};

/** Whether two numbers of a channel that differ may still belong to one customer. */
export const mayBeSameNumber = (a: string, b: string, channelType: string, country?: Country): boolean =>
	looseKey(a, channelType, country) === looseKey(b, channelType, country);
