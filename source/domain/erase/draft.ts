import {purgedGroups} from '../act/purge.js';
import {type Draft, type MessageSet} from '../change.js';
import {type Facts} from '../facts.js';
import {countMessages} from '../message.js';
import {type ErasureNews} from './erasure.js';
import {type FoundPerson, sessionsOf} from './found.js';

/** The sessions of the person that a hold keeps. */
export const heldOf = (
	facts: Pick<Facts, 'holdOn'>,
	found: Pick<FoundPerson, 'sessions' | 'messages'>,
): readonly number[] => sessionsOf(found).filter(id => facts.holdOn?.(id) !== undefined);

/** The person's messages in sessions of others, which are not in the trash yet. */
const deletedNow = (facts: Facts, {messages}: Pick<FoundPerson, 'messages'>): readonly MessageSet[] =>
	[...messages].flatMap(([session, ids]) => {
		const already = facts.deletedMessages(session);
		const wanted = new Set(ids.filter(id => !already.has(id)));
		const hit = facts.history(session).messages.filter(({id}) => wanted.has(id));
		return hit.length === 0 ? [] : [{session, ids: hit.map(({id}) => id), ...countMessages(hit)}];
	});

/**
The change that erases a person; if a hold keeps anything of theirs, one that only remembers that it is to be done.
@param words digests of the words that tell of the person
*/
export const erasureDraft = (
	facts: Facts,
	found: Pick<FoundPerson, 'sessions' | 'messages'>,
	erasure: ErasureNews,
	words: readonly string[],
): Draft => {
	if (heldOf(facts, found).length > 0) return {kind: 'deferred', erasure};
	const purged = purgedGroups(facts, found.sessions);
	const messagesDeleted = deletedNow(facts, found);
	const messagesPurged = Array.from(found.messages, ([session, ids]) => ({session, ids}));
	return {
		kind: 'erasing',
		erasure,
		...(purged.length > 0 && {purged}),
		...(messagesDeleted.length > 0 && {messagesDeleted}),
		...(messagesPurged.length > 0 && {messagesPurged}),
		...(words.length > 0 && {wordsGone: words}),
	};
};
