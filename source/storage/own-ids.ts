import {setImmediate as nextTurn} from 'node:timers/promises';
import {isHistoryFile} from './file-names.js';
import {linesIn} from './history-lines.js';
import {type Store} from './store.js';

const lineId = /^\{"id":(\d+),/;
const newline = 0x0a;

/** Bytes looked through in one turn of the event loop. */
const turnSize = 8 * 1024 * 1024;

/** The sessions whose lines hold those bytes. */
function* sessionsIn(chunk: Buffer, needle: Buffer): Generator<number> {
	for (let at = chunk.indexOf(needle); at !== -1; at = chunk.indexOf(needle, at + 1)) {
		const start = chunk.lastIndexOf(newline, at) + 1;
		yield Number(lineId.exec(chunk.toString('latin1', start, start + 32))?.[1]);
	}
}

/**
The sessions of an archive that their own system calls so; there may be several, since each account counts for itself.
Looks through the bytes of all histories: an index would have to be kept by everybody for those few who ask.
*/
export const findOwnId = async (
	store: Store,
	ownId: string,
	signal?: AbortSignal,
): Promise<ReadonlySet<number>> => {
	await store.loaded;
	const found = new Set<number>();
	if (store.identity.kind !== 'archive') return found;
	const needle = Buffer.from(`"source_id":${JSON.stringify(ownId)}`);
	const names = new Set(store.table.loadedBlocks.flatMap(({historyFiles}) => historyFiles));
	let done = 0;
	for (const name of [...names].filter(each => isHistoryFile(each))) {
		for (const {chunk} of linesIn(store, name, 0)) {
			// A line may be one of the past, or say so elsewhere.
			for (const id of sessionsIn(chunk, needle))
				if (store.session(id) && store.ownId(id) === ownId) found.add(id);
			done += chunk.length;
			if (done < turnSize) continue;
			done = 0;
			await nextTurn();
			signal?.throwIfAborted();
		}
	}

	return found;
};
