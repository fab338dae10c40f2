import {type IncomingChat, type RefusedRecord} from '../../domain/incoming.js';
import {type ImportInput} from '../read/import-input.js';
import {type Batch} from './batch.js';
import {type Dialect, type ReadOptions} from './dialect.js';
import {GatheredChats} from './gathered-chats.js';

export interface ChatBatch extends Batch {
	readonly chats: readonly IncomingChat[];
}

/** Bytes of a batch in memory, about: most imports are one. */
const largest = 256 * 1024 * 1024;

/** Reads the exports of one system, in batches, so that they may be larger than the memory. */
export async function* readChats(
	dialect: Dialect,
	inputs: readonly ImportInput[],
	options: Omit<ReadOptions, 'refuse'>,
	most = largest,
): AsyncGenerator<ChatBatch, undefined> {
	const gathered = new GatheredChats();
	let refused: RefusedRecord[] = [];
	let begun: ImportInput[] = [];
	const batch = (goesOn: boolean): ChatBatch => {
		const taken = {
			facts: {kind: 'archive'} as const,
			sessions: [],
			chats: gathered.take().map(chat => dialect.settle?.(chat) ?? chat),
			refused,
			inputs: begun,
			goesOn,
		};
		refused = [];
		begun = [];
		return taken;
	};

	for (const input of inputs) {
		begun.push(input);
		for await (const part of dialect.read(input, {...options, refuse: record => refused.push(record)})) {
			gathered.add(part, input.name, options.zone.name);
			if (gathered.weight < most) continue;
			yield batch(true);
			begun.push(input);
		}
	}

	yield batch(false);
}
