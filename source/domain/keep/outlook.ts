import {type Skipped} from '../facts.js';
import {calendarOf} from '../language/calendar.js';
import {type Steps} from '../steps.js';
import {day} from '../../text/time.js';
import {foresee, type Foreseen} from './due.js';
import {type PolicyFacts, type PolicyLook} from './policy-look.js';
import {runBlocker} from './policy-run.js';
import {type NamedPolicy} from './policy.js';

/** All that a policy would take and leave. */
export interface Outlook {
	readonly policy: NamedPolicy;
	/** In Unix seconds: the first run, and the time that the last one is not after. */
	readonly now: number;
	readonly until: number;
	/** The runs that would take something, each with its time in Unix seconds. */
	readonly runs: Foreseen['runs'];
	/** The sessions that would go now. */
	readonly today: readonly number[];
	/** The sessions that would go in each month of the policy's zone, such as `2026-11`. */
	readonly months: readonly {readonly label: string; readonly ids: readonly number[]}[];
	/** The sessions that would be left alone although they are due, by the reasons. */
	readonly skipped: Foreseen['skipped'];
	/** Why a run would do nothing now. */
	readonly blocker: string | undefined;
	/** Whether it may run now if a person says how many it takes. */
	readonly mayInsist: boolean;
}

/** The times of an outlook in Unix seconds. */
type Span = Pick<Outlook, 'now' | 'until'>;

/** A run a day, from now on. */
const daily = ({now, until}: Span): readonly number[] =>
	Array.from({length: Math.floor((until - now) / day) + 1}, (_, index) => now + index * day);

const outlookOf = ({table}: PolicyFacts, {policy, runs, skipped}: Foreseen, span: Span): Outlook => {
	const calendar = calendarOf(policy.zone);
	const labelAt = (at: number): string => {
		const [year, month] = calendar.dayAt(at);
		return `${year}-${String(month + 1).padStart(2, '0')}`;
	};

	const today = runs[0]!.ids;
	return {
		policy,
		...span,
		runs: runs.filter(({ids}) => ids.length > 0),
		today,
		months: Array.from(
			Map.groupBy(runs, ({at}) => labelAt(at)),
			([label, those]) => ({label, ids: those.flatMap(({ids}) => ids)}),
		),
		skipped,
		blocker: runBlocker(table, {...policy, isSimulated: true}, today.length, undefined),
		mayInsist: runBlocker(table, policy, today.length, today.length) === undefined,
	};
};

/**
What a run of these policies a day would take, in the order in which they run, if nothing else happened.
@throws Refusal if a filter cannot be used
*/
export function* simulate(
	look: PolicyLook,
	policies: readonly NamedPolicy[],
	span: Span,
): Steps<readonly Outlook[]> {
	const seeking = [];
	for (const policy of policies) seeking.push(yield* look.seek(policy));
	const foreseen = yield* foresee(look.facts, yield* look.past(), seeking, daily(span));
	return foreseen.map(each => outlookOf(look.facts, each, span));
}

/** All that is left alone, each session with the reason. */
export const leftAlone = ({skipped}: Pick<Outlook, 'skipped'>): readonly Skipped[] =>
	Array.from(skipped, ([reason, ids]) => Array.from(ids, id => ({id, reason}))).flat();
