/** The order in which year, month and day are written. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

export const dateOrders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

/** The three numbers of a date as they were written, and the seconds since midnight. */
export interface WrittenDate {
	readonly parts: readonly [string, string, string];
	readonly seconds: number;
}

/** Before it no message of this kind was sent: WhatsApp began in 2009, and text messages in 1992. */
interface Bounds {
	readonly from: number;
	/** Unix seconds. */
	readonly now: number;
}

const day = 86_400;

/** The seconds of the clock on the wall, as if in UTC; `undefined` if there is no such date, or if it is out of bounds. */
export const wallOf = (
	{parts, seconds}: WrittenDate,
	order: DateOrder,
	{from, now}: Bounds,
): number | undefined => {
	const part = (unit: string): string => parts[order.indexOf(unit)]!;
	const [year, month, date] = [part('y'), part('m'), part('d')];
	// A year has four digits or two, all else at most two.
	if (month.length > 2 || date.length > 2 || (year.length !== 4 && year.length !== 2)) return undefined;
	const time = Date.UTC(Number(year) + (year.length === 2 ? 2000 : 0), Number(month) - 1, Number(date));
	if (new Date(time).getUTCMonth() !== Number(month) - 1 || Number(date) === 0) return undefined;
	const wall = time / 1000 + seconds;
	return wall >= from && wall <= now + day ? wall : undefined;
};

const likely = ({parts: [first]}: WrittenDate): readonly DateOrder[] =>
	// Where years have two digits, hardly anybody writes them first.
	first.length === 4 ? ['ymd'] : ['dmy', 'mdy'];

interface Score {
	readonly order: DateOrder;
	/** How many of the dates it makes impossible. */
	readonly impossible: number;
	/** How often it lets more than a day pass backwards. */
	readonly backward: number;
}

const scoreOf = (dates: readonly WrittenDate[], order: DateOrder, bounds: Bounds): Score => {
	let [impossible, backward, last] = [0, 0, 0];
	for (const date of dates) {
		const wall = wallOf(date, order, bounds);
		if (wall === undefined) {
			impossible++;
			continue;
		}

		if (wall < last - day) backward++;
		last = wall;
	}

	return {order, impossible, backward};
};

/**
The order of all these dates, which follow each other in time: the one that makes fewest of them impossible, since a
message may quote a date of another order; else the one in which time never goes backwards. `undefined` if both fail to
decide. Where every order makes all of them impossible, it is any.
*/
export const dateOrderOf = (dates: readonly WrittenDate[], bounds: Bounds): DateOrder | undefined => {
	const candidates = new Set(dates.flatMap(likely));
	const scores = [...candidates].map(order => scoreOf(dates, order, bounds));
	const fewest = Math.min(...scores.map(({impossible}) => impossible));
	const best = scores.filter(({impossible}) => impossible === fewest);
	if (best.length === 1 || fewest === dates.length) return best[0]!.order;
	const steady = best.filter(({backward}) => backward === 0);
	return steady.length === 1 ? steady[0]!.order : undefined;
};

/** Whether no other order makes fewer of these dates impossible. */
export const fits = (order: DateOrder, dates: readonly WrittenDate[], bounds: Bounds): boolean => {
	const [own, ...others] = [order, ...dateOrders].map(each => scoreOf(dates, each, bounds).impossible);
	return others.every(other => own! <= other);
};
