import {PerformanceObserver} from 'node:perf_hooks';
import v8 from 'node:v8';

/** Bytes of both halves of the heap for short-lived objects with which keys, and pulls, are as quick as with more. */
const enough = 16 * 1024 * 1024;

/** How much the heap may grow beyond what was in use after the last full collection, in per cent. */
const enoughGrowth = 50;

/**
Ends the growth of the heap for short-lived objects when it is large enough, and bounds that of the whole. V8 would let
both grow to what the busiest moment takes, up to four times what is in use, and keeps much of it; and since memory
outside of the heap is freed with it, a process that runs all day would keep far more than it needs. There is a flag for
the largest size of the first, but V8 looks at that only when the process starts.
*/
export const boundHeap = (): void => {
	const observer = new PerformanceObserver(() => {
		const space = v8.getHeapSpaceStatistics().find(each => each.space_name === 'new_space');
		if (space !== undefined && space.space_size < enough) return;
		v8.setFlagsFromString('--semi-space-growth-factor=1');
		v8.setFlagsFromString(`--heap-growing-percent=${enoughGrowth}`);
		observer.disconnect();
	});
	observer.observe({entryTypes: ['gc']});
};
