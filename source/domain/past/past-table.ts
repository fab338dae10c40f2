import {type Brought} from '../brought.js';
import {type Change, type Effects, invert, stateEffects} from '../change.js';
import {transferStep} from '../transfer-step.js';
import {type Effect, effectsOn, touchedSessions} from '../effects.js';
import {idsIn} from '../id-ranges.js';
import {alterationBy, type Alteration} from '../table/alteration.js';
import {type Block, blockSize, flag} from '../table/block.js';
import {withCopies} from '../table/rows.js';
import {SessionTable} from '../table/session-table.js';
import {type Doubt, DoubtColumn} from './doubts.js';

/** The columns that changes alter; the others stay those of the present. */
const altered: readonly (keyof Block)[] = [
	'handler',
	'flags',
	'messages',
	'failed',
	'files',
	'transfers',
	'customerName',
	'customerNumber',
	'deletedMessages',
];

/** How a row looks that is in no list and in no trash. */
const gone = flag.deleted | flag.purged;

/** The effects that can be taken back, with those that an import only brought. */
const effectsOf = (change: Change): Effects => {
	const {moves = [], brought = {}, repeats} = change;
	// What was so already stays so; its transfers were counted all the same.
	if (repeats) return {moves: moves.map(({to, sessions}) => ({from: to, to, sessions}))};
	const lists = stateEffects.flatMap(name =>
		name in brought ? [[name, [...idsIn(brought[name as keyof Brought]!)]] as const] : [],
	);
	return {...change, ...Object.fromEntries(lists)};
};

/** What the effect tells of a session, beside that it was there. */
const told: Partial<Record<Effect['kind'], Doubt>> = {
	closed: 'status',
	reopened: 'status',
	archived: 'archived',
	unarchived: 'archived',
};

/**
The sessions of a store as they were: first as they are, then, change by change taken back, as they were before it. Names,
numbers, times, and messages that came since stay as they are, because the journal does not tell them. Every session
must be in memory.
*/
export class PastTable extends SessionTable {
	/** Changes taken back about which nothing is known, because their lines are lost; newest first. */
	readonly lost: number[] = [];
	readonly doubts: DoubtColumn;
	/** Sessions that were there and have been purged since. */
	readonly #purgedSince = new Set<number>();
	/** Those of them where only an earlier change can tell whether they were in the trash. */
	readonly #unsettled = new Set<number>();
	/** Sessions that came later, or came again after a purge. */
	readonly #notYet = new Set<number>();

	constructor(present: SessionTable) {
		super(present);
		for (const [number, block] of present.blocks.entries())
			if (block) this.putBlock(number, withCopies(block, altered));
		this.doubts = new DoubtColumn(this);
	}

	/** Sessions whose earlier changes must be given to `settle`, newest first. */
	get unsettled(): ReadonlySet<number> {
		return this.#unsettled;
	}

	/** Whether nothing is left of a session that was there. */
	isPurgedSince(id: number): boolean {
		return this.#purgedSince.has(id);
	}

	/** Takes back the newest change that is not taken back yet. */
	takeBack(change: Change): void {
		if (change.kind === 'lost') this.lost.push(change.n);
		if (change.import && change.brought === undefined) this.doubts.noteOldImport(change.import);
		if (this.doubts.isNeeded) for (const id of touchedSessions(change)) this.doubts.clear(id, 'presence');
		const step = -transferStep(change);
		for (const effect of effectsOn(invert(effectsOf(change)))) this.#alter(effect, step);
		for (const {from, sessions} of change.purged ?? []) {
			const handler = this.handlers.numberOf(from);
			for (const id of sessions) this.#bringBack(id, handler);
		}

		for (const id of idsIn(change.brought?.added ?? [])) this.#takeAway(id);
	}

	/** Takes note of a change that stays: where it was the last to say so, sessions purged since were in the trash. */
	settle(change: Change): void {
		for (const {kind, sessions} of effectsOn(change)) {
			// A session that came again after a purge came as a new one.
			if (kind !== 'deleted' && kind !== 'restored' && kind !== 'purged') continue;
			for (const id of sessions) {
				if (!this.#unsettled.delete(id) || kind !== 'deleted') continue;
				this.#at(id, (block, slot) => {
					block.flags[slot]! |= flag.deleted;
				});
			}
		}
	}

	#alter(effect: Effect, step: number): void {
		const {kind} = effect;
		const alter = alterationBy(effect, step, this.handlers);
		const doubt = told[kind];
		for (const id of effect.sessions) {
			if (kind === 'deleted' || kind === 'restored') this.#unsettled.delete(id);
			if (doubt && this.doubts.isNeeded) this.doubts.clear(id, doubt);
			// How many messages a session had is purged with it.
			const isBlank = 'counts' in effect && this.#purgedSince.has(id);
			if (!isBlank) this.#at(id, alter);
		}
	}

	#bringBack(id: number, handler: number): void {
		this.#purgedSince.add(id);
		this.#unsettled.add(id);
		this.#at(id, (block, slot) => {
			// The row of one that came again tells nothing of its state before.
			if (this.#notYet.delete(id) || (block.flags[slot]! & flag.purged) === 0)
				this.doubts.add(id, 'status', 'archived');
			block.flags[slot]! &= ~gone;
			block.handler[slot] = handler;
			block.customerName[slot] = '';
			block.customerNumber[slot] = '';
			for (const name of ['messages', 'failed', 'files'] as const) block[name][slot] = 0;
			block.deletedMessages.delete(slot);
		});
	}

	#takeAway(id: number): void {
		this.#purgedSince.delete(id);
		this.#unsettled.delete(id);
		this.#notYet.add(id);
		this.doubts.clear(id, 'presence');
		this.#at(id, (block, slot) => {
			block.flags[slot]! |= gone;
		});
	}

	#at(id: number, alter: Alteration): void {
		const row = this.rowOf(id);
		if (row !== undefined) alter(this.blockOf(row), row & (blockSize - 1));
	}
}
