import {stepped} from '../change.js';
import {type Effect} from '../effects.js';
import {type Handler} from '../handler.js';
import {type MessageCounts} from '../message.js';
import {type Block, flag} from './block.js';
import {type Dictionary} from './dictionary.js';

/** Alters one row. */
export type Alteration = (block: Block, place: number) => void;

const stepCounts = (block: Block, place: number, counts: MessageCounts, sign: -1 | 1): void => {
	for (const name of ['messages', 'failed', 'files'] as const)
		block[name][place] = stepped(block[name][place]!, sign * counts[name]);
};

/** Leaves nothing of a session but its id, its times, and its last holder. */
const blank = (block: Block, place: number): void => {
	block.flags[place]! |= flag.deleted | flag.purged;
	block.customerName[place] = '';
	block.customerNumber[place] = '';
	block.messages[place] = 0;
	block.failed[place] = 0;
	block.files[place] = 0;
	block.deletedMessages.delete(place);
	block.highestPurged.set(place, Math.max(block.highestMessage[place]!, block.highestTold.get(place) ?? 0));
};

/** Alters a state by a local act: what the last import said of it stays, so that the two agree if they did not, or differ. */
const toggled =
	(bit: number, differs: number, isSet: boolean): Alteration =>
	(block, place) => {
		const flags = block.flags[place]!;
		if (((flags & bit) !== 0) !== isSet) block.flags[place] = flags ^ bit ^ differs;
	};

/** Notes what the PBX says of a state, and whether what is shown differs from that. */
const compared = (block: Block, place: number, bit: number, differs: number, isSaid: boolean): void => {
	const flags = block.flags[place]!;
	block.flags[place] = ((flags & bit) !== 0) === isSaid ? flags & ~differs : flags | differs;
};

/** What an effect does to each of its sessions; `step` is how their number of transfers alters with a move. */
export const alterationBy = (effect: Effect, step: number, handlers: Dictionary<Handler>): Alteration => {
	switch (effect.kind) {
		case 'moved': {
			const to = handlers.numberOf(effect.to);
			return (block, place) => {
				block.handler[place] = to;
				block.transfers[place] = stepped(block.transfers[place]!, step);
			};
		}

		case 'deleted': {
			return (block, place) => {
				block.flags[place]! |= flag.deleted;
			};
		}

		case 'restored': {
			return (block, place) => {
				block.flags[place]! &= ~flag.deleted;
			};
		}

		case 'closed':
		case 'reopened': {
			return toggled(flag.closed, flag.statusDiffers, effect.kind === 'closed');
		}

		case 'archived':
		case 'unarchived': {
			return toggled(flag.archived, flag.archivedDiffers, effect.kind === 'archived');
		}

		case 'messages-deleted': {
			return (block, place) => {
				const deleted = new Set(block.deletedMessages.get(place)).union(new Set(effect.ids));
				block.deletedMessages.set(place, deleted);
				stepCounts(block, place, effect.counts, -1);
			};
		}

		case 'messages-restored': {
			return (block, place) => {
				const left = new Set(block.deletedMessages.get(place)).difference(new Set(effect.ids));
				if (left.size === 0) block.deletedMessages.delete(place);
				else block.deletedMessages.set(place, left);
				stepCounts(block, place, effect.counts, 1);
			};
		}

		case 'purged': {
			return blank;
		}

		case 'confirmed': {
			const to = effect.to && handlers.numberOf(effect.to);
			const {status, archived} = effect;
			return (block, place) => {
				if (to !== undefined) block.importedHandler[place] = to;
				if (status !== undefined)
					compared(block, place, flag.closed, flag.statusDiffers, status === 'closed');
				if (archived !== undefined) compared(block, place, flag.archived, flag.archivedDiffers, archived);
			};
		}

		case 'messages-purged':
		case 'told':
		case 'partly-told': {
			return () => undefined;
		}
	}
};
