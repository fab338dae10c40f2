import path from 'node:path';
import {type ReceiptEntry} from '../../domain/proof/receipt.js';
import {factsAfter, noFacts, type StoreFacts} from '../../domain/store-facts.js';
import {journalName} from '../file-names.js';
import {type FileSystem, type OpenFile} from '../file-system.js';
import {head, holdsPoint, journalParts, journalStart} from '../journal.js';
import {lineChunks} from '../line-chunks.js';

/** What the journal of a store says about a receipt. Sentences say what is wrong. */
export interface ChainReport {
	readonly facts: StoreFacts;
	/** Changes that could be followed from the first line on. */
	readonly n: number;
	readonly digest: string;
	/** Missing if every line follows on the one before. */
	readonly damage?: string;
	/** Whether the journal goes on from the point that the receipt tells; `undefined` if it tells none of this store. */
	readonly isSameJournal: boolean | undefined;
	/** Whether a line has the digest that was kept elsewhere; `undefined` if none was given. */
	readonly hasHead: boolean | undefined;
}

/** Whether a line has that digest, in the part that could be followed. */
const hasDigest = (journal: OpenFile, end: number, digest: string): boolean => {
	const beginning = `${head}${digest}"`;
	for (const {chunk, offset} of lineChunks(journal)) {
		if (offset >= end) return false;
		const text = chunk.toString('latin1');
		// Quotes inside of texts are escaped, so a line's beginning stands nowhere else.
		if (text.includes(beginning)) return true;
	}

	return false;
};

/**
Follows the journal of a store from its first line, reading only.
@param proofs what the receipt tells of stores, of which this should be one
@param olderHead the digest of an older last change
*/
export const checkChain = (
	files: FileSystem,
	folder: string,
	proofs: readonly Pick<ReceiptEntry, 'store' | 'journal'>[],
	olderHead: string | undefined,
): ChainReport => {
	const journal = files.open(path.join(folder, journalName), 'read');
	try {
		let facts = noFacts;
		let end = journalStart;
		let damage: string | undefined;
		for (const part of journalParts(journal)) {
			for (const {change} of part.entries) facts = factsAfter(facts, change);
			({end} = part);
			damage = part.damage;
		}

		const point = proofs.find(({store}) => store === facts.store.id)?.journal;
		return {
			facts,
			n: end.n,
			digest: end.digest,
			...(damage !== undefined && {damage}),
			isSameJournal: point && point.position <= end.position && holdsPoint(journal, point),
			hasHead:
				olderHead === undefined
					? undefined
					: facts.store.rewritten?.digest === olderHead || hasDigest(journal, end.position, olderHead),
		};
	} finally {
		journal.close();
	}
};
