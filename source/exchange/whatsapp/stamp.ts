import {plainDigits} from '../../text/digits.js';
import {type WrittenDate} from '../chats/date-order.js';
import {halfOfDay, hourOf} from './half-of-day.js';

/** How a line of an exported chat begins. */
export interface Stamp {
	readonly date: WrittenDate;
	/** What all stamps of one chat have in common, so that a message may quote another chat. */
	readonly style: string;
	/** The offset behind it in the line. */
	readonly end: number;
}

/** Characters of a line that hold its stamp. */
const longest = 64;

/** Marks of the direction of writing, which stand anywhere in a stamp. */
const isMark = (character: string): boolean =>
	/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/.test(character);

/** The beginning of the line in plain characters, with the offset of each of them in the line. */
const plainBeginning = (line: string): {readonly text: string; readonly offsets: readonly number[]} => {
	const characters = Array.from({length: Math.min(line.length, longest)}, (_, offset) => line[offset]!);
	const offsets = [...characters.keys()].filter(offset => !isMark(characters[offset]!));
	const text = offsets.map(offset => characters[offset]).join('');
	const plain = plainDigits(
		text
			.replaceAll(/[\u00A0\u202F\u2007\u2009]/g, ' ')
			.replaceAll('،', ',')
			.replaceAll('٫', ':'),
	);
	return {text: plain, offsets};
};

const year = String.raw`(?: ?г\.)?`;
const date = String.raw`(?<first>\d{1,4})(?<separator>[-/.]) ?(?<middle>\d{1,2})\k<separator> ?(?<last>\d{1,4})\.?${year}`;
const asianDate = String.raw`(?<first>\d{4})[年년] ?(?<middle>\d{1,2})[月월] ?(?<last>\d{1,2})[日일]`;
// Nobody else puts blanks between two digits each, and a point behind the last of them.
const koreanDate = String.raw`(?<shortYear>\d\d)\. (?<middle>\d{1,2})\. (?<last>\d{1,2})\.`;
const dates = `(?:${koreanDate}|${date}|${asianDate})`;
const between = String.raw`(?:,| um| at| à| às| alle| a las| klo?\.?| u)? `;
const unit = String.raw`(?: ?(?:ч|น|uhr)\.?)?`;
const time = String.raw`(?<before>${halfOfDay} ?)?(?<hour>\d{1,2})(?:[:.h]| h )(?<minute>\d\d)(?<second>[:.]\d\d| min \d\d s)?${unit}(?<after> ?${halfOfDay})?`;
const form = new RegExp(
	String.raw`^(?<bracket>\[?)(?:${dates}${between}${time}|(?<early>)${time},? ${dates})(?<close>\] ?| [-–—] )`,
	'iu',
);

/** Thai calendars count from the death of the Buddha: 2564 is 2021, and 64 is 21. */
const gregorian = (part: string): string => {
	if (/^2[56]\d\d$/.test(part)) return String(Number(part) - 543);
	return /^(?:5[2-9]|[6-9]\d)$/.test(part) ? String(Number(part) - 43) : part;
};

/** The stamp with which a line begins, in any of the forms that WhatsApp has; `undefined` if it has none. */
export const stampOf = (line: string): Stamp | undefined => {
	const {text, offsets} = plainBeginning(line);
	const found = form.exec(text);
	if (!found) return undefined;
	const {first, shortYear, middle, last, separator = '', bracket, close} = found.groups!;
	const {hour, minute, second = '', before = '', after = '', early} = found.groups!;
	const word = before || after;
	// Some clocks count from 1 to 24.
	const hours = word === '' ? (hour === '24' ? 0 : Number(hour)) : hourOf(Number(hour), word);
	const seconds = hours * 3600 + Number(minute) * 60 + Number(second.replaceAll(/\D/g, ''));
	if (hours > 23 || Number(minute) > 59 || (bracket === '[') !== close!.startsWith(']')) return undefined;
	return {
		date: {parts: [gregorian(first ?? `20${shortYear}`), middle!, gregorian(last!)], seconds},
		style: [bracket, separator, second && ':', word && '12', early ?? 'late'].join(' '),
		end: offsets[found[0].length] ?? line.length,
	};
};
