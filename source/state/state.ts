import {type Dialog} from './dialog.js';
import {type AskedJob} from './jobs.js';
import {type Marks, noMarks} from './marks.js';
import {type MessageSearch} from './message-search.js';
import {noLink, type PbxLink} from './pbx-link.js';
import {type Preferences} from './preferences.js';
import {type TerminalSize} from './size.js';

/** A drill-down pane. `cursor` counts its items, `top` its lines. */
export interface Pane {
	readonly kind: 'messages' | 'operations';
	readonly session: number;
	readonly cursor: number;
	readonly top: number;
	/** Messages with the operations merged in. */
	readonly isMerged: boolean;
	/** Words that are looked for in it; empty if none are. */
	readonly search: string;
	/** Marked messages, by id; they end with the session shown. */
	readonly marks: ReadonlySet<number>;
}

export interface Notice {
	readonly kind: 'done' | 'refused';
	readonly text: string;
}

/** What the user looks at: one value, replaced as a whole. What can be derived from it and the store is not in it. */
export interface State {
	readonly size: TerminalSize;
	/** The filter as it was last applied, which is always one that was understood. */
	readonly filter: string;
	readonly list: {
		/** The session under the cursor; `undefined` until there is one. */
		readonly cursor: number | undefined;
		/** Where it was last seen, for when it goes. */
		readonly index: number;
		/** The first row that is shown. */
		readonly top: number;
	};
	readonly marks: Marks;
	/** Whether the list shows only what is marked, whatever the filter. */
	readonly onlyMarked: boolean;
	/** Where a range of marks began that is being made, by id. */
	readonly rangeFrom?: number;
	readonly pane?: Pane;
	readonly isZoomed: boolean;
	readonly preferences: Preferences;
	readonly focus: 'list' | 'pane';
	readonly dialog?: Dialog;
	readonly notice?: Notice;
	/** What was found inside messages for the filter. */
	readonly search?: MessageSearch;
	/** What somebody asked for since the start, the newest first. */
	readonly jobs: readonly AskedJob[];
	/** Of telling the platform: whether it was stopped here, and why the platform takes nothing just now. */
	readonly sending: {readonly isStopped?: boolean; readonly trouble?: string | undefined};
	/** How it stands to the PBX that is connected, and why no act is carried out there, if so. */
	readonly link: {readonly now: PbxLink; readonly frozen?: string | undefined};
	/** Why the sessions could not all be read, if so. */
	readonly loadingProblem?: string;
	/** What is being written just now. */
	readonly busy?: string;
	/** In Unix seconds; moves on by the minute, for what is shown as “2 min ago”. */
	readonly now: number;
	/** The store's version when it was last looked at. */
	readonly version: number;
}

export const initialState = (size: TerminalSize, now: number, preferences: Preferences): State => ({
	size,
	filter: '',
	preferences,
	list: {cursor: undefined, index: 0, top: 0},
	marks: noMarks,
	onlyMarked: false,
	isZoomed: false,
	focus: 'list',
	jobs: [],
	sending: {},
	link: {now: noLink},
	now,
	version: 0,
});

/** Where the user is: it decides what keys mean. */
export type Place = Dialog['kind'] | 'list' | 'messages' | 'operations';

/** Where keys act on what is looked at, and no dialog is before it. */
export const panePlaces: readonly Place[] = ['messages', 'operations'];
export const mainPlaces: readonly Place[] = ['list', ...panePlaces];

export const placeOf = ({dialog, focus, pane}: State): Place =>
	dialog ? dialog.kind : focus === 'pane' && pane ? pane.kind : 'list';

export const withNotice =
	(kind: Notice['kind'], text: string) =>
	(state: State): State => ({...state, notice: {kind, text}});

export const withDialog =
	(dialog: Dialog) =>
	(state: State): State => ({...state, dialog});

export const closeDialog = (state: State): State => ({...state, dialog: undefined});
