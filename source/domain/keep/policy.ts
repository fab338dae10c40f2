/** What a policy does with the sessions that it finds: into the trash, or out of it for good. */
export const policyActs = ['delete', 'purge'] as const;

type PolicyAct = (typeof policyActs)[number];

/** Seconds in the trash after which a purge takes a session, if the policy says nothing else: 30 days. */
export const usualAfter = 30 * 86_400;

/** What a policy says, as people write it. */
export interface PolicyText {
	readonly name: string;
	readonly filter: string;
	readonly act: PolicyAct;
	/** Seconds that a session must have been in the trash; for a purge only. */
	readonly after?: number;
	/** A run takes no more sessions than that. */
	readonly atMost?: number;
	/** The time zone that its days are counted in, by its IANA name. */
	readonly zone: string;
}

/**
The part of a change that sets a policy (with its text), tells that this text was simulated, that a run took these
sessions or found none, or that the policy is removed.
*/
export interface PolicyNews extends Partial<PolicyText> {
	/** The number of the change that first set it; missing in that one. */
	readonly of?: number;
}

/** `policy-run` tells of a run that found nothing: one that did is a deletion or a purge. */
export type PolicyKind = 'policy' | 'policy-simulated' | 'policy-run' | 'policy-removed';

/** The part of a change that is about policies. */
export interface PolicyPart {
	readonly policy?: PolicyNews;
	/** All policies, told by a repair that lost lines. */
	readonly policies?: readonly Policy[];
}

/** The digests of a policy's words. */
export interface PolicyWords {
	readonly policyName?: string;
	readonly policyFilter?: string;
}

/** A policy as the store knows it, without its words. */
export interface Policy extends Omit<PolicyText, 'name' | 'filter'> {
	/** The number of the change that first set it: it stays the same policy, however it is edited. */
	readonly id: number;
	/** The number of the change that set its present text. */
	readonly n: number;
	/** Unix seconds. */
	readonly at: number;
	/** The actor. */
	readonly by: string;
	readonly as?: string;
	readonly words: PolicyWords;
	/** Whether its present text was simulated. */
	readonly isSimulated: boolean;
	/** The times of its last runs in Unix seconds, oldest first. */
	readonly runs: readonly number[];
	/** The number of the last change that was about it. */
	readonly last: number;
	/** How many sessions the last run of its present text took; 0 if it did not run. */
	readonly took: number;
}

/** A policy with its words, for people. */
export interface NamedPolicy extends Policy {
	readonly name: string;
	/** `undefined` if its words are damaged or were erased: then it finds nothing. */
	readonly filter: string | undefined;
}

/** The reason that is kept with a run. */
export const policyReason = (name: string): string => `policy “${name}”`;
