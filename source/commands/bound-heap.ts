import {PerformanceObserver} from 'node:perf_hooks';
import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** Bytes of V8's new space, both halves, beyond which neither keys nor pulls get quicker. */
const enough = 16 * 1024 * 1024;

/** How far the heap may grow beyond its use after the last full collection, in per cent. */
const enoughGrowth = 50;

/**
Stops the new space, which holds short-lived objects, from growing once it is large enough, and bounds the growth of the
whole heap. V8 would let both grow to the need of the busiest moment, up to four times the memory in use, and keep much
of it. Memory outside the heap is freed only with the heap, so a process that runs all day would keep far more than it
needs. V8 has a flag for the largest size of the new space, but reads it only when the process starts.
*/
export const boundHeap = (): void => {
	const observer = new PerformanceObserver(() => {
		const space = getHeapSpaceStatistics().find(each => each.space_name === 'new_space');
		if (space !== undefined && space.space_size < enough) return;
		setFlagsFromString('--semi-space-growth-factor=1');
		setFlagsFromString(`--heap-growing-percent=${enoughGrowth}`);
		observer.disconnect();
	});
	observer.observe({entryTypes: ['gc']});
};
