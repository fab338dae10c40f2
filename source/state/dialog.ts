import {type Change} from '../domain/change.js';
import {type Act} from '../domain/act/act.js';
import {type Plan} from '../domain/act/plan.js';
import {type ExportFormat} from '../domain/export-format.js';
import {type FieldName} from '../domain/language/terms.js';
import {type SortKey} from '../domain/session-fields.js';
import {type Handler} from '../domain/handler.js';
import {type OwnerKind} from '../domain/directory.js';
import {type OrphanGroup} from '../domain/orphans.js';
import {type StatisticsReport} from '../domain/find/statistics-report.js';
import {type ExportOrder} from './export-order.js';
import {type TextField} from './text-field.js';

/** Marked sessions of which the filter hides some: all of them, or only those that are shown. */
export interface Scope {
	readonly all: readonly number[];
	readonly shown: readonly number[];
	readonly chosen: 'all' | 'shown';
}

export interface Confirmation {
	readonly kind: 'confirmation';
	/** What is to be done once it is confirmed. */
	readonly act: Act;
	readonly plan: Plan;
	readonly scope?: Scope;
	/** Whether the count must be typed, instead of `y`. */
	readonly needsCount: boolean;
	/** Digits typed so far. */
	readonly typed: string;
	/** When it was opened, in milliseconds: keys that follow too quickly were meant for something else. */
	readonly openedAt: number;
	/** First line of the list that is shown. */
	readonly top: number;
	/** Why it is shown again. */
	readonly warning?: string;
}

/** One line of the filter form. */
export interface FormField {
	readonly field: FieldName;
	readonly label: string;
	readonly input: TextField;
	/** Values to step through with the arrows. */
	readonly choices?: readonly string[];
	readonly example: string;
}

/** Where and how to export. */
export interface ExportDialog {
	readonly kind: 'export';
	readonly sessions: readonly number[];
	/** Which these are, in words. */
	readonly title: string;
	readonly format: ExportFormat;
	/** The name of the file. */
	readonly field: TextField;
}

/** What is asked before something that is no change of the store. */
export interface Question {
	readonly kind: 'question';
	readonly about:
		| {readonly kind: 'quit'}
		| {readonly kind: 'replace'; readonly order: ExportOrder; readonly back: ExportDialog};
	/** When it was opened, in milliseconds: keys that follow too quickly were meant for something else. */
	readonly openedAt: number;
}

/** A change in the list of changes. */
export interface ListedChange {
	readonly change: Change;
	readonly isTakenBack: boolean;
}

/** The filter's text being edited. */
export interface FilterDialog {
	readonly kind: 'filter';
	readonly field: TextField;
	/** The filter to go back to. */
	readonly before: string;
	/** How far back among the earlier filters; -1 is what was typed. */
	readonly recent: number;
	/** What was typed before one went back. */
	readonly typed: string;
}

/** The filter as a form. */
export interface FormDialog {
	readonly kind: 'form';
	readonly fields: readonly FormField[];
	readonly cursor: number;
	readonly problem?: string;
}

/** The name that a filter is to be kept by. */
export interface FilterNameDialog {
	readonly kind: 'filter-name';
	readonly field: TextField;
	readonly back: FilterDialog;
}

/** Words to look for in a pane. */
export interface PaneSearchDialog {
	readonly kind: 'pane-search';
	readonly field: TextField;
	/** What was looked for before, and where the cursor was. */
	readonly before: string;
	readonly from: number;
}

export interface ColumnsDialog {
	readonly kind: 'columns';
	/** All of them, those that are shown in their order. */
	readonly order: readonly SortKey[];
	readonly shown: ReadonlySet<SortKey>;
	readonly cursor: number;
}

export interface OrphansDialog {
	readonly kind: 'orphans';
	readonly groups: readonly OrphanGroup[];
	readonly cursor: number;
}

export interface ChangesDialog {
	readonly kind: 'changes';
	readonly entries: readonly ListedChange[];
	readonly hasMore: boolean;
	readonly cursor: number;
}

/** The change that is under the cursor of the changes. */
export interface ChangeDialog {
	readonly kind: 'change';
	readonly back: ChangesDialog;
	readonly top: number;
}

export interface StatisticsDialog {
	readonly kind: 'statistics';
	/** The last one that is complete. */
	readonly report?: StatisticsReport;
	/** How much is counted, from 0 to 1. */
	readonly progress: number;
	readonly top: number;
}

export interface CodePointsDialog {
	readonly kind: 'code-points';
	readonly lines: readonly string[];
	readonly top: number;
}

/** To what kind of handler sessions are to go. */
export interface DestinationKindDialog {
	readonly kind: 'destination-kind';
	readonly targets: readonly number[];
	readonly cursor: number;
}

/** To whom of that kind, narrowed by what is typed. */
export interface DestinationDialog {
	readonly kind: 'destination';
	readonly targets: readonly number[];
	readonly ownerKind: OwnerKind;
	readonly field: TextField;
	/** Chosen so far, to spread the sessions over. */
	readonly chosen: readonly Handler[];
	readonly cursor: number;
}

export interface JobsDialog {
	readonly kind: 'jobs';
	readonly cursor: number;
}

/** Sessions of which the platform has still to be told, or refused to be. */
export interface DeliveryDialog {
	readonly kind: 'delivery';
	readonly back: JobsDialog;
	readonly cursor: number;
}

/** What can be done in the place behind, narrowed by what is typed. */
export interface HelpDialog {
	readonly kind: 'help';
	readonly field: TextField;
	readonly cursor: number;
}

/** What has the focus alone while it is open. */
export type Dialog =
	| FilterDialog
	| FilterNameDialog
	| FormDialog
	| PaneSearchDialog
	| ColumnsDialog
	| OrphansDialog
	| ChangesDialog
	| ChangeDialog
	| StatisticsDialog
	| CodePointsDialog
	| DestinationKindDialog
	| DestinationDialog
	| Confirmation
	| ExportDialog
	| Question
	| JobsDialog
	| DeliveryDialog
	| HelpDialog;

export type DialogKind = Dialog['kind'];
export type DialogOf<Kind extends DialogKind> = {[Each in Dialog as Each['kind']]: Each}[Kind];

/** The item of a list that is under its cursor, or the last one if the list has become shorter. */
export const underCursor = <Item>(
	items: readonly Item[],
	{cursor}: {readonly cursor: number},
): Item | undefined => items[Math.min(cursor, items.length - 1)];
