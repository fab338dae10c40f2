async function* chained(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
	try {
		if (head.length > 0) yield head;
		for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
	} finally {
		await rest.return?.();
	}
}

/** Looks at the first bytes, at least this many if there are: gives them, and all bytes with them. */
export const withHead = async (
	bytes: AsyncIterable<Buffer>,
	count: number,
): Promise<{readonly head: Buffer; readonly all: AsyncIterable<Buffer>}> => {
	const rest = bytes[Symbol.asyncIterator]();
	let head = Buffer.alloc(0);
	while (head.length < count) {
		const next = await rest.next();
		if (next.done === true) break;
		head = Buffer.concat([head, next.value]);
	}

	return {head, all: chained(head, rest)};
};
