import {type Actor, type Change, type Draft} from '../domain/change.js';
import {type Outbox} from '../domain/outbox/outbox.js';
import {type PbxOutbox} from '../domain/outbox/pbx-outbox.js';
import {type PbxSurvey} from '../domain/outbox/pbx-survey.js';
import {type Facts} from '../domain/facts.js';
import {type ListView, type ShownStore} from '../state/list-view.js';
import {type PaneView} from '../state/pane-view.js';
import {type ExportOrder} from '../state/export-order.js';
import {type Job} from '../state/jobs.js';
import {type KeyedAction, type Keymap} from '../state/keymap.js';
import {type OutboxView} from '../state/outbox-view.js';
import {type State} from '../state/state.js';

/** The store as actions use it. */
export type AppStore = ShownStore & {
	readonly readOnly: string | undefined;
	readonly newestChange: number;
	/** The part of the sessions that is in memory, from 0 to 1. */
	readonly progress: number;
	/** Sessions of which the platform may have to be told something. */
	readonly outbox: Outbox;
	/** Acts on sessions that may have to be carried out on the PBX. */
	readonly pbxOutbox: PbxOutbox;
	changesOf(id: number): readonly Change[];
	commit(actor: Actor, drafting: (facts: Facts) => Draft | undefined): Promise<Change | undefined>;
	refresh(): Promise<void>;
};

/** Exports behind the screen; jobs tell how far they are. */
export interface Exporter {
	/**
	The whole path that a name means, and whether a file is there that would be replaced.
	@throws Refusal if nothing may be written there
	*/
	fileFor(name: string): {readonly file: string; readonly isThere: boolean};
	/** Begins a job. */
	start(order: ExportOrder): void;
}

/** Telling the platform behind the screen. */
export interface Sending {
	/** Tries at once what waits, and of these sessions also what was refused. */
	again(sessions: readonly number[]): void;
	/** Sends no more until it is told to, or the program is started again. */
	stop(): void;
}

/** Carrying acts out on the PBX behind the screen. */
export interface Acting {
	/** Goes on at once with deletions of these sessions that waited for a person to decide. */
	again(sessions: readonly number[]): void;
}

/** What keeps the person's preferences as the state has them. */
export interface Keeper {
	/** Resolves when that is done, with whether it could be. */
	kept(): Promise<boolean>;
}

/** The work behind the screen. */
export interface Background {
	readonly exporter: Exporter;
	readonly keeper: Keeper;
	/** `undefined` where nothing is sent from. */
	readonly sending: Sending | undefined;
	/** `undefined` where nothing reaches a PBX. */
	readonly acting: Acting | undefined;
	/** What there is always to be done, as it is by now. */
	jobs(): readonly Job[];
}

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
	/** What became of what was given to the platform. */
	readonly outbox: OutboxView;
	/** What became of acts for the PBX that is connected. */
	readonly acts: PbxSurvey;
	readonly background: Background;
	/** Everything that takes long: first what there is always, then what somebody asked for, the newest first. */
	readonly jobs: readonly Job[];
	/** Everything the user can do. */
	readonly actions: readonly Action[];
	/** By which keys. */
	readonly keymap: Keymap<Action>;
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

/** Something the user can do, as one record: keys, footer, help and the README's table are drawn from it. */
export interface Action extends KeyedAction {
	/** A word for the footer, where it is worth the room. */
	readonly hint?: string;
	/** Why it cannot be done now, if so. */
	readonly blocker?: (app: App) => string | undefined;
	/**
	Of a key that answers a question: it does not count too soon after other keys, and if it is to count `alone`, not
	beside others that came at once either.
	*/
	readonly answers?: 'alone' | 'together';
	readonly run: (app: App) => void | Promise<void>;
}
