import {formatCount} from '../../text/count.js';
import {type Facts, type Skipped} from '../facts.js';
import {type Plan} from './plan.js';

/** Why so many are skipped. */
export interface SkippedFor {
	readonly reason: string;
	readonly count: number;
}

/** What is skipped by its reasons, the most frequent first. */
const byReason = (
	skipped: readonly Skipped[],
): readonly (readonly [reason: string, those: readonly Skipped[]])[] =>
	[...Map.groupBy(skipped, ({reason}) => reason)].toSorted(([, a], [, b]) => b.length - a.length);

/** The reasons to skip something, the most frequent first. */
export const reasonsOf = (skipped: readonly Skipped[]): readonly SkippedFor[] =>
	byReason(skipped).map(([reason, those]) => ({reason, count: those.length}));

/** `79 are moved on the PBX; 3003 is in the trash`: why all are skipped. */
export const allSkippedText = (skipped: readonly Skipped[]): string =>
	byReason(skipped)
		.map(([reason, those]) =>
			those.length === 1 ? `${those[0]!.id} is ${reason}` : `${formatCount(those.length)} are ${reason}`,
		)
		.join('; ');

/** How many reasons are named; all others are one sum. */
const mostReasons = 4;

/** `5 skipped: in the trash (3), already closed (2)`; `undefined` if nothing is skipped. */
export const skippedText = (reasons: readonly SkippedFor[]): string | undefined => {
	const [first, ...others] = reasons;
	if (first === undefined) return undefined;
	const countOf = (those: readonly SkippedFor[]): number => those.reduce((sum, {count}) => sum + count, 0);
	const left = countOf(reasons.slice(mostReasons));
	const named = [
		...reasons.slice(0, mostReasons).map(({reason, count}) => `${reason} (${formatCount(count)})`),
		...(left > 0 ? [`for other reasons (${formatCount(left)})`] : []),
	];
	return `${formatCount(countOf(reasons))} skipped: ${others.length === 0 ? first.reason : named.join(', ')}`;
};

/** One sentence; a single one is named: `Skipped: 12, in the trash.` `undefined` if nothing is skipped. */
export const skippedInShort = (skipped: readonly Skipped[]): string | undefined => {
	const [first, ...others] = skipped;
	if (first !== undefined && others.length === 0) return `Skipped: ${first.id}, ${first.reason}.`;
	const text = skippedText(reasonsOf(skipped));
	return text && `${text}.`;
};

/** The sessions that need nothing more: those hit, those already so, and those that are no more. */
export const dealtWith = ({hits, skipped}: Plan, facts: Pick<Facts, 'session'>): readonly number[] => [
	...hits,
	...skipped.filter(({id, isAlreadySo}) => isAlreadySo ?? !facts.session(id)).map(({id}) => id),
];
