import {type Change} from '../domain/change.js';
import {type Facts, type Skipped} from '../domain/facts.js';
import {type Plan} from '../domain/act/plan.js';
import {type Flags} from './command.js';

export const actFlags = {
	dryRun: {type: 'boolean', explanation: 'only show what would be done, and what not'},
	expect: {type: 'number', value: 'N', explanation: 'refuse if it would hit another number'},
	yes: {type: 'boolean', explanation: 'do not ask; needed without a terminal'},
} as const satisfies Flags;

export const noteFlag = {
	note: {type: 'string', value: 'T', explanation: 'why; kept with the change'},
} as const satisfies Flags;

/** Something a command does to many sessions or messages at once. */
export interface Act {
	readonly kind: string;
	/** `transfer 12 sessions to Support`. */
	order(plan: Plan): string;
	/** `transferred 12 sessions to Support`. */
	outcome(plan: Plan): string;
	/** What to type so as to take it back. */
	wayBack(change: Change): string;
	plan(facts: Facts): Plan;
	/** Whether what was skipped is already as was asked, which counts as done. */
	isAlreadySo(facts: Facts, id: number): boolean;
	/** Prints what would be hit. */
	printHits(plan: Plan): Promise<void> | void;
	/** What times in the filter mean. */
	readonly times: readonly string[];
}

/** A plan, and what it skips told apart. */
export interface Proposal {
	readonly plan: Plan;
	readonly alreadySo: readonly Skipped[];
	readonly refused: readonly Skipped[];
}

export const propose = (facts: Facts, act: Act): Proposal => {
	const plan = act.plan(facts);
	const {true: alreadySo = [], false: refused = []} = Object.groupBy(plan.skipped, ({id}) =>
		act.isAlreadySo(facts, id) ? 'true' : 'false',
	);
	return {plan, alreadySo, refused};
};
