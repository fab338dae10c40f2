import {type Actor, type Change, type Draft} from '../domain/change.js';
import {type CopyOutcomes} from '../domain/act/copies.js';
import {type ErasureFact} from '../domain/erase/erasure.js';
import {type ErasurePlace} from '../domain/erase/erasure-place.js';
import {type Erasing} from '../domain/erase/erasing.js';
import {type Person} from '../domain/erase/person.js';
import {type NamedHold} from '../domain/keep/hold.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {type Outbox} from '../domain/outbox/outbox.js';
import {type PbxDue} from '../domain/outbox/pbx-due.js';
import {type PbxOutbox} from '../domain/outbox/pbx-outbox.js';
import {type PbxSurvey} from '../domain/outbox/pbx-survey.js';
import {type Facts} from '../domain/facts.js';
import {type Site} from '../domain/site.js';
import {type StoreIdentity} from '../domain/store-identity.js';
import {type ListView, type ShownStore} from '../state/list-view.js';
import {type PaneView} from '../state/pane-view.js';
import {type ExportOrder} from '../state/export-order.js';
import {type Job} from '../state/jobs.js';
import {type KeyedAction, type Keymap} from '../state/keymap.js';
import {type OutboxView} from '../state/outbox-view.js';
import {type SiteLook} from '../state/sites-dialog.js';
import {type State} from '../state/state.js';

/** The store as actions use it. */
export type AppStore = ShownStore & {
	readonly identity: StoreIdentity;
	readonly readOnly: string | undefined;
	readonly newestChange: number;
	/** The legal holds in force, oldest first. */
	readonly holds: readonly NamedHold[];
	/** The erasures of persons, as they stand. */
	readonly erasures: readonly ErasureFact[];
	/** The retention policies, oldest first. */
	readonly policies: readonly NamedPolicy[];
	/** How much of the sessions is in memory, from 0 to 1. */
	readonly progress: number;
	/** Sessions that the analytics platform may still have to be told about. */
	readonly outbox: Outbox;
	/** Acts on sessions that may have to be carried out on the PBX. */
	readonly pbxOutbox: PbxOutbox;
	changesOf(id: number): readonly Change[];
	commit(actor: Actor, drafting: (facts: Facts) => Draft | undefined): Promise<Change | undefined>;
	refresh(): Promise<void>;
};

/** Exports behind the screen; their jobs show the progress. */
export interface Exporter {
	/**
	The whole path for a name, and whether it would replace an existing file.
	@throws Refusal if nothing may be written there
	*/
	fileFor(name: string): {readonly file: string; readonly isThere: boolean};
	/** Starts an export as a job. */
	start(order: ExportOrder): void;
}

/** Delivery to the analytics platform, behind the screen. */
export interface Sending {
	/** Delivers everything that waits now, and retries what was refused for these sessions. */
	again(sessions: readonly number[]): void;
	/** Stops until `again` is called or the program is restarted. */
	stop(): void;
}

/** Carrying acts out on the PBX behind the screen. */
export interface Acting {
	/** Goes on at once with deletions of these sessions that waited for a person to decide. */
	again(sessions: readonly number[]): void;
	/** Deletions that wait because they are more than may go on the PBX at once. */
	readonly held: readonly PbxDue[];
	/** Goes on at once with these deletions, however many they are. */
	letGo(deletions: readonly PbxDue[]): void;
	/**
	Deletes sessions on the PBX at once, because they are to be purged here.
	@throws Refusal if it cannot be reached, or must not be acted on; then nothing is deleted
	*/
	deleteCopies(sessions: readonly number[]): Promise<CopyOutcomes>;
	/** The time of the PBX in Unix seconds, if it is known. */
	readonly clock: () => number | undefined;
}

/** Who is to be erased, and what else is theirs because somebody said so. */
interface PersonWanted {
	readonly person: Person;
	readonly also: readonly number[];
	/** What was found of the same person before. */
	readonly earlier?: Erasing | undefined;
	/** The erasure that was put off, if it is one. */
	readonly known?: ErasureFact | undefined;
}

/** An erasure that somebody agreed to. */
export interface ErasureOrder extends PersonWanted {
	/** What was shown. */
	readonly agreed: Erasing;
	readonly note?: string | undefined;
	/** The whole path of the receipt. */
	readonly receipt?: string | undefined;
}

/** Erasing persons, behind the screen. */
export interface Eraser {
	/**
	Finds all that the store has of a person; `undefined` if it was ended before.
	@param isWanted told how far it is, from 0 to 1; ends the search if it is not wanted any more
	*/
	look(wanted: PersonWanted, isWanted: (progress: number) => boolean): Promise<Erasing | undefined>;
	/** The person of an erasure that was put off, as far as its marks tell. */
	personOf(known: ErasureFact): Person;
	/** The places that persons are erased from, and what is done there. */
	places(): readonly Pick<ErasurePlace, 'name' | 'will'>[];
	/**
	The whole path for a receipt of that name.
	@throws Refusal if none can be written there
	*/
	receiptFor(name: string): string;
	/**
	Erases the person, as a job, which tells how that goes and what fails; resolves when it is in the journal, or cannot
	be.
	*/
	start(order: ErasureOrder): Promise<void>;
}

/** Saves the user's preferences whenever the state changes them. */
export interface Keeper {
	/** Resolves once they are saved, to whether that worked. */
	kept(): Promise<boolean>;
}

/** The person's sites, and the way from one to another. */
export interface Sites {
	/** Whether the store of one is shown; otherwise there is nothing yet to come back to. */
	readonly isChosen: boolean;
	/** What was found in their stores last, by their names. */
	readonly looks: ReadonlyMap<string, SiteLook>;
	/**
	In the order of their names.
	@throws StoreRefusal if nobody can tell what they are
	*/
	all(): readonly Site[];
	/**
	Shows the store of a site in place of this one, unless it is that one; resolves to its app once it is there.
	@throws Refusal if it cannot be opened; then everything stays as it was
	*/
	show(site: Site): Promise<App>;
	/**
	Lends the store of a site, all of it in memory, until the work is done; one after the other.
	@throws Refusal if it cannot be opened, or is not the site's any more; or what the work throws
	*/
	lend<Result>(site: Site, work: (store: AppStore) => Promise<Result>): Promise<Result>;
}

/** The work behind the screen. */
export interface Background {
	readonly exporter: Exporter;
	readonly keeper: Keeper;
	/** `undefined` if nothing is delivered from here. */
	readonly sending: Sending | undefined;
	/** `undefined` where nothing reaches a PBX. */
	readonly acting: Acting | undefined;
	/** `undefined` if nobody can be erased from here. */
	readonly eraser: Eraser | undefined;
	/** The jobs that always run, as they are now. */
	jobs(): readonly Job[];
}

/** The past that is shown in place of the present. */
export interface ShownPast {
	readonly change: Pick<Change, 'n' | 'at'>;
	/** Shows the present again, where it was left. */
	leave(): void;
}

/** The program as actions know it: the store, what the user looks at, and how to change both. */
export interface App {
	readonly store: AppStore;
	/** Missing where the store is no site. */
	readonly site: Site | undefined;
	/** Missing where only this store is shown. */
	readonly sites: Sites | undefined;
	/** Missing where the present is shown. */
	readonly past: ShownPast | undefined;
	/**
	Shows the store as it was after a change; missing where the past cannot be shown.
	@throws Refusal if there is no such change
	*/
	readonly showPast: ((n: number) => void) | undefined;
	/** The user of the program. */
	readonly actor: Actor;
	/** The newest change when the program started; undo asks before it takes back this one or an older one. */
	readonly firstChange: number;
	readonly state: State;
	readonly list: ListView;
	/** `undefined` without a pane. */
	readonly pane: PaneView | undefined;
	/** The delivery of the sessions given to the analytics platform. */
	readonly outbox: OutboxView;
	/** The outcome of acts for the connected PBX. */
	readonly acts: PbxSurvey;
	readonly background: Background;
	/** All long work: first the jobs that always run, then those that the user asked for, newest first. */
	readonly jobs: readonly Job[];
	/** Everything the user can do. */
	readonly actions: readonly Action[];
	/** The keys of those actions. */
	readonly keymap: Keymap<Action>;
	update(transition: (state: State) => State): void;
	/** Calls the listener after every change of the state; returns how to unsubscribe. */
	subscribe(listener: () => void): () => void;
	/** A clock for intervals, in milliseconds. */
	milliseconds(): number;
	/** Gives the terminal back to the shell for a while. */
	suspend(): Promise<void>;
	/** Puts safe text into the terminal's clipboard, if the terminal allows it. */
	copy(text: string): void;
	quit(): void;
}

/** The groups of the help, in their order. */
export const actionGroups = ['This session', 'Marks', 'Filter', 'Views', 'Program', 'Moving'] as const;

export type ActionGroup = (typeof actionGroups)[number];

/** Something the user can do; keys, footer, help and the README's table are all drawn from this record. */
export interface Action extends KeyedAction {
	/** A word for the footer, for actions worth the room; a function where the key does one thing or its opposite. */
	readonly hint?: string | ((app: App) => string);
	/** Where the help lists it; needed only in the places that the help is opened from. */
	readonly group?: ActionGroup;
	/** Why it cannot be done now, or `undefined` if it can. */
	readonly blocker?: (app: App) => string | undefined;
	/** Whether the footer offers it, where it would take long to know whether it can be done. */
	readonly isOffered?: (app: App) => boolean;
	/**
	Set if the keys answer a question: then they do not count too soon after other keys. With `alone` they do not count
	beside keys that arrived at the same time, either.
	*/
	readonly answers?: 'alone' | 'together';
	readonly run: (app: App) => void | Promise<void>;
}

/** What the footer says of an action as things are; `undefined` if nothing. */
export const hintOf = ({hint}: Action, app: App): string | undefined =>
	typeof hint === 'function' ? hint(app) : hint;
