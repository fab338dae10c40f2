import {counted} from '../../text/count.js';
import {day} from '../../text/time.js';
import {type NamedPolicy} from './policy.js';

/** A store in which nothing was done for longer may just as well be one whose machine has a wrong clock. */
const mostDays = 35;

/**
Why a clock cannot be trusted to count a policy's days; `undefined` if it can.
@param now what it says, in Unix seconds
@param newest the time of the store's newest change
*/
export const clockTrouble = (now: number, newest: number): string | undefined => {
	if (now < newest) return 'This machine’s clock is before the newest change of the store.';
	if (now > newest + mostDays * day)
		return `This machine’s clock is ${counted(Math.floor((now - newest) / day), 'day')} after the newest change of the store.`;
	return undefined;
};

/**
The time up to which a policy counts days: the earlier clock, so that nothing goes too soon.
@param here this machine's clock, in Unix seconds
@param there that of the connected PBX, if it is known
*/
export const earlierClock = (here: number, there: number | undefined): number =>
	Math.min(here, there ?? here);

/** A policy that ran less than so often has no rhythm. */
const fewestRuns = 3;

/** Whether a policy did not run for twice as long as it usually takes from one run to the next. */
export const isOverdue = (runs: readonly number[], now: number): boolean => {
	if (runs.length < fewestRuns) return false;
	const gaps = runs.slice(1).map((at, index) => at - runs[index]!);
	const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
	return now - runs.at(-1)! > 2 * Math.max(usual, day);
};

/** Sentences that name the policies that are overdue, one each. */
export const overdueTexts = (policies: readonly NamedPolicy[], now: number): readonly string[] =>
	policies
		.filter(({runs}) => isOverdue(runs, now))
		.map(({name}) => `Policy “${name}” did not run for more than twice as long as usual.`);
