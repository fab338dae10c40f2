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

/** How long ago in words: `now`, `5 min ago`, `3 h ago`; the date if older than a day. At most 10 cells. */
export const formatAge = (seconds: number | undefined, now: number): string => {
	if (seconds === undefined) return '—';
	const age = now - seconds;
	if (age < 0 || age >= day) return formatTime(seconds).slice(0, 10);
	if (age < minute) return 'now';
	return age < hour ? `${Math.floor(age / minute)} min ago` : `${Math.floor(age / hour)} h ago`;
};
