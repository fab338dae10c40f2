import process from 'node:process';
import fc from 'fast-check';

/** Whether random tests try at length: `npm run test:long`. */
const isLong = process.env.CHATLOGS_LONG === '1';

/** How often a random test tries, from how often it does in `npm test`. */
export const trials = (count: number): number => (isLong ? count * 10 : count);

/** The same code always gives the same result; `CHATLOGS_SEED=2 npm run test:long` looks elsewhere. */
export const seed = Number(process.env.CHATLOGS_SEED ?? 1);

fc.configureGlobal({seed, numRuns: trials(100)});

export {default as fc} from 'fast-check';
