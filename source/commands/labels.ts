/** `1 session`, `12,482 sessions`. */
export const countLabel = (count: number, noun: string): string =>
	`${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Unix seconds as `2026-11-22 09:12` in the process's zone; `—` for no time. */
export const minuteLabel = (seconds: number | undefined): string => {
	if (seconds === undefined) return '—';
	const date = new Date(seconds * 1000);
	const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
	return `${day} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
};

/** Unix seconds as ISO 8601 in UTC; `null` for no time. */
export const isoTime = (seconds: number | undefined): string | null =>
	seconds === undefined ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
