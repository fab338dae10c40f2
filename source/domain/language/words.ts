import {channelTypes} from '../session.js';

/** The words of each field that takes only certain ones. */
export const stateWords = {
	status: ['open', 'closed'],
	is: ['orphaned', 'archived', 'picked-up', 'deleted', 'pending', 'gone', 'held'],
	has: ['failed', 'file'],
} as const;

export type StateField = keyof typeof stateWords;
export type StateWord = (typeof stateWords)[StateField][number];

/** Times that have a name. */
export const timeNames = ['today', 'yesterday', 'last-7-days', 'last-30-days', 'this-month'] as const;

export type TimeName = (typeof timeNames)[number];

/** `open, closed or archived`. */
export const anyOf = (words: readonly string[]): string => words.join(', ').replace(/, ([^,]+)$/, ' or $1');

/** The values that the fields of a filter take; continues “expected”. */
export const takes = {
	party: 'a number (+15550100), the beginning (+1555*) or end (*0100) of one, or a part of a name',
	count: 'a number (20), a comparison (>20, <=5) or a range (5..10, 5.., ..10)',
	time: `days (2026-11-01..2026-11-22, 2026-11-01.., 2026-11), the last days or hours (7d, 12h), what is older (..180d), ${anyOf(timeNames)}`,
	change: 'the number of a change (24)',
	channel: `${channelTypes.join(', ')} or another channel type`,
	handler: 'a number, a part of a name, extension, queue, api, none, extension:1003 or queue:Support',
} as const;
