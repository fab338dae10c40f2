import {PerformanceObserver} from 'node:perf_hooks';
import v8 from 'node:v8';

/** Bytes of both halves of the heap for short-lived objects with which keys are as quick as with more. */
const enoughForKeys = 16 * 1024 * 1024;

/**
Ends the growth of the heap for short-lived objects when it is large enough. V8 would let it grow to what the busiest
moment takes; and since memory outside of the heap is freed with it, a process that runs all day would keep far more
than it needs. There is a flag for the largest size, but V8 looks at that only when the process starts.
*/
export const boundHeap = (): void => {
	const observer = new PerformanceObserver(() => {
		const space = v8.getHeapSpaceStatistics().find(each => each.space_name === 'new_space');
		if (space !== undefined && space.space_size < enoughForKeys) return;
		v8.setFlagsFromString('--semi-space-growth-factor=1');
		observer.disconnect();
	});
	observer.observe({entryTypes: ['gc']});
};
