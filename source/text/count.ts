/**
A count as people read it: `12,482`. By hand, since loading a locale takes 10 ms of the time until the first frame.
*/
export const formatCount = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 session`, `12 sessions`, `2 entries`. */
export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
	`${formatCount(count)} ${count === 1 ? noun : nouns}`;

const units = ['KB', 'MB', 'GB', 'TB'];

/** A size as people read it, in steps of 1,000: `912 bytes`, `1.4 MB`. */
export const formatBytes = (bytes: number): string => {
	if (bytes < 1000) return counted(bytes, 'byte');
	let value = bytes / 1000;
	let unit = 0;
	// Never `1000 KB`.
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}

	return `${value.toFixed(value < 9.95 ? 1 : 0)} ${units[unit]!}`;
};

export const oneDecimal = (value: number): string => value.toLocaleString('en', {maximumFractionDigits: 1});

/** `8.2 %`; nothing where there is no whole. */
export const shareOf = (count: number, whole: number): string =>
	whole === 0 ? '' : `${oneDecimal((count / whole) * 100)} %`;
