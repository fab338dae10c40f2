import {type ChangeKind, type Draft, takesBack} from './change.js';

const givers: ReadonlySet<ChangeKind> = new Set(['transfer', 'redo', 'delivery']);

/** The change in the number of transfers of each session that it moves. */
export const transferStep = (change: Pick<Draft, 'kind' | 'redoes'>): -1 | 0 | 1 =>
	takesBack(change) ? -1 : givers.has(change.kind) ? 1 : 0;

/** A count after such a step; never below zero, even if the change that the step takes back was lost. */
export const stepped = (count: number, step: number): number => Math.max(0, count + step);
