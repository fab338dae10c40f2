import {type Change} from '../../domain/change.js';
import {effectsOn} from '../../domain/effects.js';
import {type Store} from '../../storage/store.js';
import {writtenBy} from '../../storage/written-by.js';
import {idsOf} from './load-store.js';

/** What may differ between a store as it is and as it was after an earlier change. */
export interface Differences {
	/** Sessions whose own row may differ, those that are gone included. */
	readonly sessions: ReadonlySet<number>;
	/** Those of them whose messages may differ as well. */
	readonly histories: ReadonlySet<number>;
	/** Whether what earlier changes tell differs, because words in them were erased. */
	readonly words: boolean;
	/** Whether anything may differ, because a repair altered what no change tells. */
	readonly anything: boolean;
}

const rewrites: ReadonlySet<Change['kind']> = new Set(['repair', 'lost']);

const inMessages: ReadonlySet<string> = new Set([
	'messages-deleted',
	'messages-restored',
	'messages-purged',
	'purged',
]);

/** Every session with a history that a change after that one wrote. Reads all histories. */
function* writtenSince(store: Store, n: number): Generator<number> {
	for (const id of idsOf(store)) if ((store.history(id).row?.change ?? 0) > n) yield id;
}

/**
What changes after that one, and up to the newest that is known, may have altered.
@param changes the newest first
@param n the number of the last change that is known elsewhere
*/
export const differencesSince = (store: Store, changes: Iterable<Change>, n: number): Differences => {
	const sessions = new Set<number>();
	const histories = new Set<number>();
	let words = false;
	let areMany = false;
	for (const change of changes) {
		if (rewrites.has(change.kind)) return {sessions, histories, words: true, anything: true};
		words ||= change.wordsGone !== undefined;
		for (const {kind, sessions: touched} of effectsOn(change)) {
			for (const id of touched) sessions.add(id);
			if (inMessages.has(kind)) for (const id of touched) histories.add(id);
		}

		const written = writtenBy(change);
		areMany ||= written === undefined;
		for (const id of written ?? []) histories.add(id);
	}

	if (areMany) for (const id of writtenSince(store, n)) histories.add(id);
	return {sessions: sessions.union(histories), histories, words, anything: false};
};
