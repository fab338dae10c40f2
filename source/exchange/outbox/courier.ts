import {type Effects} from '../../domain/change.js';
import {type Facts} from '../../domain/facts.js';
import {type Due, type Dues} from '../../domain/outbox/survey.js';
import {type Verdict} from '../http/verdict.js';

/** Makes one request to the target; resolves with `undefined` if what is told has changed, so that it begins anew. */
export type Call = () => Promise<Verdict | undefined>;

/** The calls that tell the target of one thing, each made when the one before was accepted. */
export type Send<Told extends Due> = (told: Told) => Iterable<Call>;

/** Tells one target, in its own language, what is due to it. */
export interface Courier<Told extends Due = Due> extends Dues<Told> {
	/** The target's name in the journal. */
	readonly target: string;
	/** Where the target is; `undefined` if nobody knows. What is under way ends when that changes. */
	readonly address: string | undefined;
	/**
	Makes ready for one run, which the signal ends.
	@throws Refusal if nothing can be sent at all, such as without a secret
	*/
	setOut(signal: AbortSignal): Send<Told>;
	/** The effects here of what the target refused; none if missing. `facts` are those of the moment. */
	readonly compensation?: (facts: Facts, refused: readonly Told[]) => Effects;
	/** The effects here of what it carried out; none if missing. */
	readonly confirmation?: (done: readonly Told[]) => Effects;
}
