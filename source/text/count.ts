/**
A count as people read it: `12,482`. By hand, since loading a locale takes 10 ms of the time until the first frame.
*/
export const formatCount = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 session`, `12 sessions`, `2 entries`. */
export const counted = (count: number, noun: string, nouns = `${noun}s`): string =>
	`${formatCount(count)} ${count === 1 ? noun : nouns}`;
