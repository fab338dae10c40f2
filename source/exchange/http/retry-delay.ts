const first = 1000;
const longest = 5 * 60_000;

/**
Milliseconds to wait after so many failures in a row: doubling from one second up to five minutes, of which a random
half is left out, so that many senders do not come back all at once; never less than the receiver asked for.
@param random from 0 to less than 1
@param seconds that the receiver asked for
*/
export const retryDelay = (failures: number, random: number, seconds = 0): number =>
	Math.max(Math.min(first * 2 ** (failures - 1), longest) * (1 - random / 2), seconds * 1000);
