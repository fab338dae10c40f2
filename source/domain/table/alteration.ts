import {stepped} from '../transfer-step.js';
import {type Effect} from '../effects.js';
import {type Handler} from '../handler.js';
import {type MessageCounts} from '../message.js';
import {type Block, flag} from './block.js';
import {type Dictionary} from './dictionary.js';

/** Alters one row. */
export type Alteration = (block: Block, slot: number) => void;

const stepCounts = (block: Block, slot: number, counts: MessageCounts, sign: -1 | 1): void => {
	for (const name of ['messages', 'failed', 'files'] as const)
		block[name][slot] = stepped(block[name][slot]!, sign * counts[name]);
};

/** Blanks a session except for its id, times, channel and last handler. */
const blank = (block: Block, slot: number): void => {
	block.flags[slot]! |= flag.deleted | flag.purged;
	block.customerName[slot] = '';
	block.customerNumber[slot] = '';
	block.messages[slot] = 0;
	block.failed[slot] = 0;
	block.files[slot] = 0;
	block.deletedMessages.delete(slot);
	block.highestPurged.set(slot, Math.max(block.highestMessage[slot]!, block.highestTold.get(slot) ?? 0));
};

/** Alters a state by a local act: what the last import said of it stays, so that the two agree if they did not, or differ. */
const toggled =
	(bit: number, differs: number, isSet: boolean): Alteration =>
	(block, slot) => {
		const flags = block.flags[slot]!;
		if (((flags & bit) !== 0) !== isSet) block.flags[slot] = flags ^ bit ^ differs;
	};

/** Notes what the PBX says of a state, and whether what is shown differs from that. */
const compared = (block: Block, slot: number, bit: number, differs: number, isSaid: boolean): void => {
	const flags = block.flags[slot]!;
	block.flags[slot] = ((flags & bit) !== 0) === isSaid ? flags & ~differs : flags | differs;
};

/** The alteration that an effect makes to each of its sessions; a move adds `step` to the number of transfers. */
export const alterationBy = (effect: Effect, step: number, handlers: Dictionary<Handler>): Alteration => {
	switch (effect.kind) {
		case 'moved': {
			const to = handlers.numberOf(effect.to);
			return (block, slot) => {
				block.handler[slot] = to;
				block.transfers[slot] = stepped(block.transfers[slot]!, step);
			};
		}

		case 'deleted': {
			return (block, slot) => {
				block.flags[slot]! |= flag.deleted;
			};
		}

		case 'restored': {
			return (block, slot) => {
				block.flags[slot]! &= ~flag.deleted;
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
			return (block, slot) => {
				const deleted = new Set(block.deletedMessages.get(slot)).union(new Set(effect.ids));
				block.deletedMessages.set(slot, deleted);
				stepCounts(block, slot, effect.counts, -1);
			};
		}

		case 'messages-restored': {
			return (block, slot) => {
				const left = new Set(block.deletedMessages.get(slot)).difference(new Set(effect.ids));
				if (left.size === 0) block.deletedMessages.delete(slot);
				else block.deletedMessages.set(slot, left);
				stepCounts(block, slot, effect.counts, 1);
			};
		}

		case 'purged': {
			return blank;
		}

		case 'confirmed': {
			const to = effect.to && handlers.numberOf(effect.to);
			const {status, archived} = effect;
			return (block, slot) => {
				if (to !== undefined) block.importedHandler[slot] = to;
				if (status !== undefined) compared(block, slot, flag.closed, flag.statusDiffers, status === 'closed');
				if (archived !== undefined) compared(block, slot, flag.archived, flag.archivedDiffers, archived);
			};
		}

		case 'messages-purged':
		case 'told':
		case 'partly-told':
		case 'held':
		case 'released': {
			return () => undefined;
		}
	}
};
