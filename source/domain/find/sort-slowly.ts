/** Values that are sorted in one go, and comparisons between two rests. */
const atOnce = 512;

/** Merges two sorted lists. Rests after every few values. */
export function* mergeSlowly<Value>(
	a: readonly Value[],
	b: readonly Value[],
	compare: (a: Value, b: Value) => number,
): Generator<void, readonly Value[]> {
	if (a.length === 0) return b;
	if (b.length === 0) return a;
	const merged: Value[] = [];
	for (let [inA, inB] = [0, 0]; inA < a.length || inB < b.length;) {
		const isFromA = inB === b.length || (inA < a.length && compare(a[inA]!, b[inB]!) <= 0);
		merged.push(isFromA ? a[inA++]! : b[inB++]!);
		if (merged.length % atOnce === 0) yield;
	}

	return merged;
}

/** Sorts values with a slow comparison. Rests after every few of them, and yields which part is done, from 0 to 1. */
export function* sortSlowly<Value>(
	values: readonly Value[],
	compare: (a: Value, b: Value) => number,
): Generator<number, readonly Value[]> {
	let stretches: (readonly Value[])[] = [];
	for (let from = 0; from < values.length; from += atOnce) {
		stretches.push(values.slice(from, from + atOnce).toSorted(compare));
		yield 0;
	}

	const rounds = Math.ceil(Math.log2(stretches.length));
	for (let round = 0; stretches.length > 1; round++) {
		const longer: (readonly Value[])[] = [];
		for (let index = 0; index < stretches.length; index += 2) {
			const merging = mergeSlowly(stretches[index]!, stretches[index + 1] ?? [], compare);
			let merged = merging.next();
			for (; !merged.done; merged = merging.next()) yield (round + index / stretches.length) / rounds;
			longer.push(merged.value);
		}

		stretches = longer;
	}

	return stretches[0] ?? [];
}
