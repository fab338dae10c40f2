import {type Actor, type Change, type Draft} from '../domain/change.js';
import {type Facts} from '../domain/facts.js';
import {type ListView, type Source} from '../state/list-view.js';
import {type PaneView} from '../state/pane-view.js';
import {type State} from '../state/state.js';
import {type Action} from './action.js';

/** The store as actions use it. */
export type AppStore = Source & {
	readonly readOnly: string | undefined;
	readonly newestChange: number;
	/** The part of the sessions that is in memory, from 0 to 1. */
	readonly progress: number;
	changesOf(id: number): readonly Change[];
	commit(actor: Actor, drafting: (facts: Facts) => Draft): Promise<Change>;
	refresh(): Promise<void>;
};

/** The program as actions know it: what there is, what is looked at, and how to alter both. */
export interface App {
	readonly store: AppStore;
	/** Who uses it. */
	readonly actor: Actor;
	/** The newest change when the program was started: what is older, undo asks about. */
	readonly firstChange: number;
	readonly state: State;
	readonly list: ListView;
	/** `undefined` without a pane. */
	readonly pane: PaneView | undefined;
	/** Everything the user can do. */
	readonly actions: readonly Action[];
	update(transition: (state: State) => State): void;
	/** Calls back after every alteration of the state; returns how to end that. */
	subscribe(listener: () => void): () => void;
	/** A clock for intervals, in milliseconds. */
	milliseconds(): number;
	/** Gives the terminal back to the shell for a while. */
	suspend(): Promise<void>;
	/** Puts safe text into the clipboard of the terminal, if that lets us. */
	copy(text: string): void;
	quit(): void;
}
