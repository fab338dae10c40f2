/** Does something with each item, so many at the same time at most, and ends when all that were begun have ended. */
export const inLanes = async <Item>(
	items: Iterable<Item>,
	lanes: number,
	work: (item: Item) => Promise<void>,
): Promise<void> => {
	const rest = items[Symbol.iterator]();
	let isFailed = false;
	const lane = async (): Promise<void> => {
		for (let next = rest.next(); !next.done && !isFailed; next = rest.next()) {
			try {
				await work(next.value);
			} catch (error) {
				isFailed = true;
				throw error;
			}
		}
	};

	const all = Array.from({length: lanes}, lane);
	const ends = await Promise.allSettled(all);
	for (const end of ends) if (end.status === 'rejected') throw end.reason;
};
