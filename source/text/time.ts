const two = (value: number): string => String(value).padStart(2, '0');

/** A date as `2026-11-21` in the process's zone. */
const formatDay = (date: Date): string =>
	`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** Unix seconds as `2026-11-21 09:12` in the process's zone; `—` for none. */
export const formatTime = (seconds: number | undefined): string => {
	if (seconds === undefined) return '—';
	const date = new Date(seconds * 1000);
	return `${formatDay(date)} ${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** Unix seconds as `2026-11-21 09:12:33` in the process's zone. */
export const formatExactTime = (seconds: number): string =>
	`${formatTime(seconds)}:${two(new Date(seconds * 1000).getSeconds())}`;

/** In seconds. */
export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

const monthOf = (date: Date): string => months[date.getMonth()]!;

/** Unix seconds as `21:14` in the process's zone. */
export const formatClock = (seconds: number): string => {
	const date = new Date(seconds * 1000);
	return `${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** Unix seconds as `Mon 17 Nov 2025` in the process's zone. */
export const formatDate = (seconds: number): string => {
	const date = new Date(seconds * 1000);
	return `${weekdays[date.getDay()]!} ${date.getDate()} ${monthOf(date)} ${date.getFullYear()}`;
};

/** A time that is not close to now: `28 Jun 23:07`, or `28 Jun 2025` in another year. At most 12 cells. */
const formatDistant = (seconds: number, now: number): string => {
	const date = new Date(seconds * 1000);
	const year = date.getFullYear();
	const isThisYear = year === new Date(now * 1000).getFullYear();
	return `${date.getDate()} ${monthOf(date)} ${isThisYear ? formatClock(seconds) : year}`;
};

/** How long ago in words: `now`, `5 min ago`, `3 h ago`; the date if older than a day. At most 12 cells. */
export const formatAge = (seconds: number | undefined, now: number): string => {
	if (seconds === undefined) return '—';
	const age = now - seconds;
	if (age < 0 || age >= day) return formatDistant(seconds, now);
	if (age < minute) return 'now';
	return age < hour ? `${Math.floor(age / minute)} min ago` : `${Math.floor(age / hour)} h ago`;
};

/**
A period as short as it can be told: `17 Nov`, `3–17 Nov`, `Jun–Nov`, `Jun 2024–Nov 2025`. Its year is left out if it is
the one of now. All in Unix seconds.
*/
export const formatSpan = (from: number, to: number, now: number): string => {
	const [start, end] = [new Date(from * 1000), new Date(to * 1000)];
	const [startYear, endYear] = [start.getFullYear(), end.getFullYear()];
	if (startYear !== endYear) return `${monthOf(start)} ${startYear}–${monthOf(end)} ${endYear}`;
	const year = endYear === new Date(now * 1000).getFullYear() ? '' : ` ${endYear}`;
	if (start.getMonth() !== end.getMonth()) return `${monthOf(start)}–${monthOf(end)}${year}`;
	const days = start.getDate() === end.getDate() ? [end] : [start, end];
	return `${days.map(date => date.getDate()).join('–')} ${monthOf(end)}${year}`;
};
