import {type HandlerKind} from '../handler.js';
import {Mistake} from './mistake.js';
import {type PartyPattern, readPartyPattern} from './party-pattern.js';

/** A handler by number or name, by kind, or both. */
export interface HandlerPattern {
	readonly kind?: HandlerKind;
	/** The id of a queue, which is meant if no queue has that name. */
	readonly id?: number;
	readonly party?: PartyPattern;
}

const kinds: readonly HandlerKind[] = ['extension', 'queue', 'api', 'none'];

const readOwner = (kind: 'extension' | 'queue', text: string): HandlerPattern | Mistake | undefined => {
	if (/^\*+$/.test(text)) return new Mistake(`expected handler:${kind} for any ${kind}`);
	const party = readPartyPattern(text);
	if (party === undefined || party instanceof Mistake) return party;
	return kind === 'queue' && /^\d+$/.test(text) ? {kind, id: Number(text), party} : {kind, party};
};

/**
Reads `1003`, a part of a name, `extension`, `queue`, `api`, `none`, `extension:1003`, `queue:Support` or `queue:1`;
`undefined` if there is nothing to search for.
*/
export const readHandlerPattern = (text: string, isQuoted: boolean): HandlerPattern | Mistake | undefined => {
	const [, word, rest] = /^([^:]*):?(.*)$/sv.exec(text.replace('：', ':'))!;
	const kind = kinds.find(each => each === word!.trim().toLowerCase());
	const hasRest = text.length > word!.length;
	if (kind === undefined) {
		if (hasRest && !isQuoted)
			return new Mistake('expected extension:1003 or queue:Support, or quotes around a name with a colon');
		const party = readPartyPattern(text);
		return party === undefined || party instanceof Mistake ? party : {party};
	}

	if (!hasRest) return {kind};
	if (kind === 'api' || kind === 'none')
		return new Mistake(`expected handler:${kind} alone: there is only one`);
	return readOwner(kind, rest!);
};
