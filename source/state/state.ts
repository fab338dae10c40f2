import {type Site} from '../domain/site.js';
import {type Dialog} from './dialog.js';
import {type AskedJob} from './jobs.js';
import {type JointDialog} from './joint-list.js';
import {type ListCursor} from './list-cursor.js';
import {type Marks, noMarks} from './marks.js';
import {type MessageSearch} from './message-search.js';
import {type PaneSpot} from './pane-spot.js';
import {noLink, type PbxLink} from './pbx-link.js';
import {type Preferences} from './preferences.js';
import {type TerminalSize} from './size.js';

/** A drill-down pane. `cursor` counts its items, `top` is the first line shown. */
export interface Pane {
	readonly kind: 'messages' | 'operations';
	readonly session: number;
	readonly cursor: number;
	readonly top: PaneSpot;
	/** Messages with the operations merged in. */
	readonly isMerged: boolean;
	/** The words searched for in it; empty if none. */
	readonly search: string;
	/** Marked messages, by id; dropped when another session is shown. */
	readonly marks: ReadonlySet<number>;
}

interface Notice {
	/** `nothing` if nothing came of it, as the person wanted, or as there was nothing to do. */
	readonly kind: 'done' | 'nothing' | 'refused';
	readonly text: string;
}

/** Everything the user looks at, as one value, replaced as a whole. It holds nothing that the store and it imply. */
export interface State {
	readonly size: TerminalSize;
	/** The store's site as it is named now; missing where it is none. */
	readonly site?: Site | undefined;
	/** The filter last applied, which is always valid. */
	readonly filter: string;
	readonly list: ListCursor;
	readonly marks: Marks;
	/** Whether the list shows exactly the marked sessions, ignoring the filter. */
	readonly onlyMarked: boolean;
	/** The session where the range being marked began, by id. */
	readonly rangeFrom?: number;
	readonly pane?: Pane;
	readonly isZoomed: boolean;
	readonly preferences: Preferences;
	readonly focus: 'list' | 'pane';
	readonly dialog?: Dialog;
	readonly notice?: Notice;
	/** The list of several sites to come back to. */
	readonly joint?: JointDialog | undefined;
	/** The filter's search in messages. */
	readonly search?: MessageSearch;
	/** Jobs that the user asked for since the start, newest first. */
	readonly jobs: readonly AskedJob[];
	/** Delivery to the analytics platform: whether it was stopped here, and why the platform takes nothing now. */
	readonly sending: {readonly isStopped?: boolean; readonly trouble?: string | undefined};
	/** How it stands to the PBX that is connected, and why no act is carried out there, if so. */
	readonly link: {readonly now: PbxLink; readonly frozen?: string | undefined};
	/** Why some sessions could not be read, if so. */
	readonly loadingProblem?: string;
	/** The change that is being written now. */
	readonly busy?: string;
	/** In Unix seconds; moves on every minute, for texts such as “2 min ago”. */
	readonly now: number;
	/** The store's version at the last look. */
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

/** Where the user is, which decides what keys mean. */
export type Place = Dialog['kind'] | 'list' | 'messages' | 'operations';

/** Places where keys act on the list or a pane, with no dialog open. */
export const panePlaces: readonly Place[] = ['messages', 'operations'];
export const mainPlaces: readonly Place[] = ['list', ...panePlaces];

/** Places where characters are typed as text, so that none of them is a key. The compiler asks for each such dialog. */
const typedIn: Readonly<Record<Extract<Dialog, {field: unknown} | {fields: unknown}>['kind'], true>> = {
	filter: true,
	'filter-name': true,
	'hold-name': true,
	form: true,
	'pane-search': true,
	destination: true,
	'erasure-text': true,
	export: true,
	help: true,
	note: true,
	sites: true,
};
export const textPlaces: ReadonlySet<Place> = new Set(Object.keys(typedIn) as Place[]);

export const placeOf = ({dialog, focus, pane}: State): Place =>
	dialog ? dialog.kind : focus === 'pane' && pane ? pane.kind : 'list';

export const withNotice =
	(kind: Notice['kind'], text: string) =>
	(state: State): State => ({...state, notice: {kind, text}});

export const withDialog =
	(dialog: Dialog) =>
	(state: State): State => ({...state, dialog});

export const closeDialog = (state: State): State => ({...state, dialog: undefined});
