const hour = 3600;
const day = 24 * hour;
const daysBack = 395;

/** How busy each hour of the day is (UTC), and each day of the week from Sunday on. */
const hours = [1, 1, 1, 1, 1, 2, 4, 8, 16, 22, 24, 22, 18, 20, 24, 24, 22, 18, 12, 8, 6, 4, 3, 2];
const weekdays = [3, 10, 11, 10, 10, 9, 5];

const busyness = (at: number, now: number): number => {
	const date = new Date(at * 1000);
	const recency = 1 + 5 * Math.exp((at - now) / (7 * day));
	return hours[date.getUTCHours()]! * weekdays[date.getUTCDay()]! * recency;
};

/**
When sessions begin: over the 13 months before `now`, denser of late, in office hours and on workdays. The result
takes a share from 0 to 1 of all sessions to the time (Unix seconds) at which that share had begun, so that growing
shares give growing times.
*/
export const creationTimes = (now: number): ((share: number) => number) => {
	const first = now - daysBack * day;
	const reached = [0];
	for (let at = first; at < now; at += hour) reached.push(reached.at(-1)! + busyness(at, now));
	const total = reached.at(-1)!;

	return share => {
		const wanted = share * total;
		let low = 0;
		let high = reached.length - 1;
		while (high - low > 1) {
			const middle = (low + high) >>> 1;
			if (reached[middle]! <= wanted) low = middle;
			else high = middle;
		}

		const within = (wanted - reached[low]!) / (reached[high]! - reached[low]!);
		return Math.min(now, first + Math.floor((low + within) * hour));
	};
};
