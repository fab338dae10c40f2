import {plainDigits} from '../../text/digits.js';
import {type WrittenDate} from '../chats/date-order.js';

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

const am = 'a ?m|π ?μ|ق ?ظ|ص|上午|午前|凌晨|早上|오전|vorm|पूर्वाह्न';
const pm = 'p ?m|μ ?μ|ب ?ظ|م|下午|午後|中午|晚上|오후|nachm|अपराह्न';

const half = String.raw`(?:(?:${am})|(?:${pm}))\.?`.replaceAll(' ?', String.raw`\.? ?`);
const date = String.raw`(?<first>\d{1,4})(?<separator>[-/.]) ?(?<middle>\d{1,2})\k<separator> ?(?<last>\d{1,4})\.?`;
const asianDate = String.raw`(?<first>\d{4})[年년] ?(?<middle>\d{1,2})[月월] ?(?<last>\d{1,2})[日일]`;
const between = String.raw`(?:,| um| at| à| às| alle| a las| klo?\.?)? `;
const time = String.raw`(?<before>${half} ?)?(?<hour>\d{1,2})[:.h](?<minute>\d\d)(?<second>[:.]\d\d)?(?<after> ?${half})?`;
const form = new RegExp(
	String.raw`^(?<bracket>\[?)(?:${date}|${asianDate})${between}${time}(?<close>\] ?| [-–] )`,
	'iu',
);

const isAfternoon = (written: string): boolean =>
	new RegExp(`^(?:${pm})$`, 'iu').test(written.replaceAll('.', ' ').replaceAll(/ +/g, ' ').trim());

/** The stamp with which a line begins, in any of the forms that WhatsApp has; `undefined` if it has none. */
export const stampOf = (line: string): Stamp | undefined => {
	const {text, offsets} = plainBeginning(line);
	const found = form.exec(text);
	if (!found) return undefined;
	const {first, middle, last, separator = '', bracket, close, hour, minute, second = ''} = found.groups!;
	const {before = '', after = ''} = found.groups!;
	const daytime = before || after;
	const hours = daytime === '' ? Number(hour) : (Number(hour) % 12) + (isAfternoon(daytime) ? 12 : 0);
	const seconds = hours * 3600 + Number(minute) * 60 + Number(second.slice(1));
	if (hours > 23 || Number(minute) > 59 || (bracket === '[') !== close!.startsWith(']')) return undefined;
	return {
		date: {parts: [first!, middle!, last!], seconds},
		style: [bracket, separator, second && ':', daytime && '12'].join(' '),
		end: offsets[found[0].length] ?? line.length,
	};
};
