import {nameOrder} from '../text/name-order.js';
import {type Directory} from './directory.js';
import {type Handler, handlerKey, handlerLabel} from './handler.js';
import {type Block, flag} from './table/block.js';
import {type SessionTable} from './table/session-table.js';

/** The sessions that a deleted extension or queue left behind, without those in the trash. */
export interface OrphanGroup {
	/** As the directory has it, else as it was when a session was given to it. */
	readonly owner: Handler;
	readonly sessions: number;
	readonly open: number;
	/** When its sessions were last active, in Unix seconds: the earliest and the latest. */
	readonly oldest: number | undefined;
	readonly newest: number | undefined;
}

type OrphanFacts = Readonly<{table: SessionTable; directory: Directory; locale?: string | undefined}>;

/** The deleted owner behind each number of the table's handlers; nothing where the handler is in use, or nobody. */
const deletedOwners = ({table, directory}: OrphanFacts): readonly (Handler | undefined)[] =>
	table.handlers.values.map(handler =>
		directory.isDeleted(handler) ? (directory.find(handler) ?? handler) : undefined,
	);

/** Calls back for every session whose owner was deleted. */
const eachOrphan = (
	facts: OrphanFacts,
	visit: (owner: Handler, block: Block, slot: number) => void,
): void => {
	const owners = deletedOwners(facts);
	for (const block of facts.table.loadedBlocks) {
		for (let slot = 0; slot < block.count; slot++) {
			const owner = owners[block.handler[slot]!];
			if (owner && (block.flags[slot]! & flag.deleted) === 0) visit(owner, block, slot);
		}
	}
};

/** Groups by deleted owner, the largest first. */
export const orphanGroups = (facts: OrphanFacts): readonly OrphanGroup[] => {
	const groups = new Map<string, {-readonly [Name in keyof OrphanGroup]: OrphanGroup[Name]}>();
	eachOrphan(facts, (owner, block, slot) => {
		const key = handlerKey(owner);
		let group = groups.get(key);
		if (group === undefined) {
			group = {owner, sessions: 0, open: 0, oldest: undefined, newest: undefined};
			groups.set(key, group);
		}

		group.sessions++;
		if ((block.flags[slot]! & flag.closed) === 0) group.open++;
		const active = block.active[slot]!;
		if (active === 0) return;
		group.oldest = Math.min(active, group.oldest ?? active);
		group.newest = Math.max(active, group.newest ?? active);
	});
	const order = nameOrder(facts.locale);
	return [...groups.values()].toSorted(
		(a, b) => b.sessions - a.sessions || order(handlerLabel(a.owner), handlerLabel(b.owner)),
	);
};

/** Ids of the sessions that a deleted owner left behind, in order. */
export const sessionsOfOwner = (facts: OrphanFacts, owner: Handler): readonly number[] => {
	const wanted = handlerKey(owner);
	const ids: number[] = [];
	eachOrphan(facts, (each, block, slot) => {
		if (handlerKey(each) === wanted) ids.push(block.id[slot]!);
	});
	return ids.toSorted((a, b) => a - b);
};
