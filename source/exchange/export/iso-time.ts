/** Unix seconds as ISO 8601 in UTC; `null` for no time. */
export const isoTime = (seconds: number | undefined): string | null =>
	seconds === undefined ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
