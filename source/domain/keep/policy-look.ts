import {type Facts} from '../facts.js';
import {storeContext} from '../find/store-context.js';
import {touchedBy} from '../find/touched-by.js';
import {soughtInHistories} from '../language/query.js';
import {Refusal} from '../refusal.js';
import {type Steps} from '../steps.js';
import {type SessionTable} from '../table/session-table.js';
import {findCandidates} from './candidates.js';
import {type Seeking} from './due.js';
import {policyQuery} from './policy-filter.js';
import {type NamedPolicy} from './policy.js';
import {type TrashPast, trashPast} from './trash-past.js';

/** A store as policies look at it. */
export type PolicyFacts = Facts & {
	readonly table: SessionTable;
	readonly policies: readonly NamedPolicy[];
	readonly newestChange: number;
};

/** The sessions that have a word in a message, by the words: in the list or in the trash. */
type InMessages = ReadonlyMap<string, ReadonlySet<number>>;

/** The words that the filters of policies seek in messages: whoever looks for policies searches for them before. */
export const wordsOf = (policies: readonly NamedPolicy[]): readonly string[] => [
	...new Set(
		policies.flatMap(policy => {
			const query = policyQuery(policy);
			return query ? soughtInHistories(query.timeless) : [];
		}),
	),
];

/**
Finds what policies find in a store, as it is whenever that is asked. Only the messages stay as they were when they were
searched: a session that was changed since then is left to the next run of a policy that seeks words, since it may have
got one that the policy spares, or lost one that it seeks.
*/
export class PolicyLook {
	readonly facts: PolicyFacts;
	readonly #inMessages: InMessages;
	readonly #searchedAt: number;
	#past: {readonly at: number; readonly told: TrashPast} | undefined;

	/** @param searchedAt the newest change before the search began */
	constructor(facts: PolicyFacts, inMessages: InMessages, searchedAt: number) {
		this.facts = facts;
		this.#inMessages = inMessages;
		this.#searchedAt = searchedAt;
	}

	/** @throws Refusal if its filter cannot be used */
	*seek(policy: NamedPolicy): Steps<Seeking> {
		const query = policyQuery(policy);
		if (query === undefined)
			throw new Refusal(
				`The filter of the policy “${policy.name}” cannot be read any more. Set it anew: chatlogs policy set`,
			);
		const {table} = this.facts;
		const context = {inMessages: this.#inMessages, ...storeContext(this.facts, query.timeless)};
		const isLeftOut = soughtInHistories(query.timeless).length > 0 ? this.#changedSince() : undefined;
		return {policy, candidates: yield* findCandidates(query, table, context, isLeftOut)};
	}

	/** Whether a session was changed since the search. What policies do alters no words of what they leave. */
	#changedSince(): (session: number) => boolean {
		const {facts} = this;
		const since: number[] = [];
		for (const {n, kind, policy} of facts.changes()) {
			if (n <= this.#searchedAt) break;
			if (kind !== 'policy-run' && policy === undefined) since.push(n);
		}

		const tests = [...touchedBy(facts.changes(), since).values()];
		return session => tests.some(isTouched => isTouched(session));
	}

	/** Reads the whole journal, once for each newest change. */
	*past(): Steps<TrashPast> {
		const {newestChange: at} = this.facts;
		this.#past = this.#past?.at === at ? this.#past : {at, told: yield* trashPast(this.facts.changes())};
		return this.#past.told;
	}
}
