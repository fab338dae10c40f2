import {type Act} from './act.js';
import {manyHits, type Plan} from './plan.js';

/** The sessions that would go to the analytics platform. */
const toPlatform = ({draft: {moves = []}}: Plan): number =>
	moves.reduce((sum, {to, sessions}) => sum + (to.kind === 'api' ? sessions.length : 0), 0);

const destroying: ReadonlySet<Act['kind']> = new Set(['delete', 'delete-messages', 'purge', 'policy']);

/** Whether so many are destroyed that their number has to be typed. */
export const destroysMany = (kind: Act['kind'], hits: number): boolean =>
	destroying.has(kind) && hits >= manyHits;

/** Whether the number of what is hit has to be typed, so that nobody agrees by habit. */
export const needsCount = (act: Act, plan: Plan): boolean =>
	destroysMany(act.kind, plan.hits.length) || toPlatform(plan) > manyHits;
