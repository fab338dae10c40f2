import {UsageRefusal} from '../../domain/refusal.js';
import {type DateOrder, dateOrderOf, type WrittenDate, wallOf} from '../chats/date-order.js';
import {writtenTime, type WrittenTime} from '../chats/written-time.js';
import {type ReadOptions} from '../chats/dialect.js';

/** Text messages began in 1992. */
const began = Date.UTC(1992, 0, 1) / 1000;

const form =
	/^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[ ,T]+(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?:\.\d+)? ?([ap])?\.?(?:m\.?)?)?$/i;

/** A date of numbers that leave open which is which; `undefined` if it is written in another way. */
export const openDateOf = (text: string): WrittenDate | undefined => {
	const [, first, , middle, last, hour = '0', minute = '0', second = '0', half] =
		form.exec(text.trim()) ?? [];
	if (first === undefined || first.length === 4) return undefined;
	const hours =
		half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
	return {parts: [first, middle!, last!], seconds: hours * 3600 + Number(minute) * 60 + Number(second)};
};

/** Whether it alone tells the order of all. */
export const decides = ({parts}: WrittenDate): boolean => Number(parts[0]) > 12 || Number(parts[1]) > 12;

/** @throws UsageRefusal if they leave it open */
export const orderOf = (
	dates: readonly WrittenDate[],
	file: string,
	{dates: told, now}: ReadOptions,
): DateOrder => {
	const order = told ?? dateOrderOf(dates, {from: began, now});
	if (order !== undefined) return order;
	throw new UsageRefusal(
		`The dates in ${file}, such as ${dates[0]!.parts.join('/')}, can be read in two orders. Say which: --dates dmy, mdy or ymd`,
	);
};

/** The hour in two digits of a clock with 24 hours. */
const wholeHour = (_: string, blank: string, hour: string, rest: string, half?: string): string => {
	const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
	return `${blank}${String(hours).padStart(2, '0')}${rest}`;
};

/** @throws Refusal if it is no time */
export const timeOf = (text: string, order: DateOrder, {zone, now}: ReadOptions): WrittenTime | undefined => {
	const date = openDateOf(text);
	const stamp = date && wallOf(date, order, {from: began, now});
	const iso = text
		.trim()
		.replace(/^(\d{4})[/.](\d\d?)[/.](\d\d?)/, (_, year: string, month: string, day: string) =>
			[year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
		)
		.replace(/([ T])(\d\d?)(:\d\d(?::\d\d(?:\.\d+)?)?)(?: ?([ap])\.? ?m\.?)?/i, wholeHour);
	return stamp === undefined ? writtenTime(iso, 'time', zone) : {at: zone.at(stamp), stamp};
};
