import {lazily} from '../text/lazily.js';
import {nameOrder} from '../text/name-order.js';
import {type Handler, handlerKey} from './handler.js';

export type OwnerKind = 'extension' | 'queue';

/** `id` is the agent's in the queue, `extension` the extension's. */
export interface QueueAgent {
	readonly id: number;
	readonly extension: number;
}

/** An extension or message queue of the PBX. `deletedAt` is in Unix seconds. */
export interface Owner extends Handler {
	readonly kind: OwnerKind;
	readonly assignmentMode?: string;
	/** A queue's agents: a session may name its holder by the agent's id in the queue. */
	readonly agents?: readonly QueueAgent[];
	readonly deletedAt?: number;
}

/** The PBX's extensions and queues in the form of JSON. */
export interface DirectoryRecord {
	readonly owners: readonly Owner[];
	/** The kinds whose last list was imported as complete: an owner missing from it was deleted. */
	readonly complete: readonly OwnerKind[];
}

export const emptyDirectory: DirectoryRecord = {owners: [], complete: []};

/** The extensions and queues that the PBX listed: which can be given a session, and which were deleted. */
export class Directory {
	readonly owners: readonly Owner[];
	readonly complete: ReadonlySet<OwnerKind>;
	readonly #byKey: ReadonlyMap<string, Owner>;
	/** Extensions by their numbers, which each session that is pulled asks for. */
	readonly #byNumber: () => ReadonlyMap<string, readonly Owner[]>;

	constructor({owners, complete}: DirectoryRecord) {
		this.owners = owners;
		this.complete = new Set(complete);
		this.#byKey = new Map(owners.map(owner => [handlerKey(owner), owner]));
		this.#byNumber = lazily(() =>
			Map.groupBy(
				owners.filter(({kind}) => kind === 'extension'),
				({number: own}) => own,
			),
		);
	}

	find(handler: Handler): Owner | undefined {
		const known = this.#byKey.get(handlerKey(handler));
		const isByNumber = handler.kind === 'extension' && handler.id === 0 && handler.number !== '';
		return known ?? (isByNumber ? this.findByNumber(handler.number) : undefined);
	}

	byId(kind: OwnerKind, id: number): Owner | undefined {
		return this.#byKey.get(handlerKey({kind, id, number: '', name: ''}));
	}

	/** The id of the extension that is this agent of the queue; `undefined` if that was not told. */
	agentOf(queue: number, agent: number): number | undefined {
		const agents = this.byId('queue', queue)?.agents;
		return agents?.find(({id}) => id === agent)?.extension;
	}

	/** The extension with that number: the one in use before a deleted one that had it earlier. */
	findByNumber(number: string): Owner | undefined {
		const having = this.#byNumber().get(number) ?? [];
		return having.find(owner => owner.deletedAt === undefined) ?? having.at(-1);
	}

	/** Whether the holder was deleted on the PBX, so that its sessions are orphaned. */
	isDeleted(handler: Handler): boolean {
		if (handler.kind !== 'extension' && handler.kind !== 'queue') return false;
		const owner = this.find(handler);
		return owner === undefined ? this.complete.has(handler.kind) : owner.deletedAt !== undefined;
	}

	/** The owners that can be given a session, by number and then by name; see `nameOrder`. */
	destinations(kind: OwnerKind, locale?: string): readonly Owner[] {
		const order = nameOrder(locale);
		return this.owners
			.filter(owner => owner.kind === kind && owner.deletedAt === undefined)
			.toSorted((a, b) => a.number.localeCompare(b.number, 'en', {numeric: true}) || order(a.name, b.name));
	}

	toRecord(): DirectoryRecord {
		return {owners: this.owners, complete: [...this.complete]};
	}
}
