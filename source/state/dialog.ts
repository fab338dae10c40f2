import {type ColumnKey} from '../domain/column-fields.js';
import {type ListedChange} from '../domain/fold-syncs.js';
import {type Act} from '../domain/act/act.js';
import {type Overview} from '../domain/act/overview.js';
import {type Plan} from '../domain/act/plan.js';
import {type ExportFormat} from '../domain/export-format.js';
import {type Handler} from '../domain/handler.js';
import {type Site} from '../domain/site.js';
import {type PbxDue} from '../domain/outbox/pbx-due.js';
import {type OrphanGroup} from '../domain/orphans.js';
import {type StatisticsReport} from '../domain/find/statistics-report.js';
import {type ResponseFigures} from '../domain/response/response-figures.js';
import {type ErasureDialog, type ErasureTextDialog} from './erasure-dialog.js';
import {type ExportOrder} from './export-order.js';
import {type HoldNameDialog, type HoldsDialog} from './hold-dialogs.js';
import {type JointConfirmation, type JointUndoDialog} from './joint-confirmation.js';
import {type JointDialog} from './joint-list.js';
import {type PolicyDialog} from './policy-dialogs.js';
import {type SitesDialog} from './sites-dialog.js';
import {type TextField} from './text-field.js';
import {type FilterDialog, type FilterNameDialog, type FormDialog} from './filter-dialogs.js';

/** The choice when the filter hides some of the marked sessions: act on all of them, or only on those shown. */
export interface Scope {
	readonly all: readonly number[];
	readonly shown: readonly number[];
	readonly chosen: 'all' | 'shown';
}

export interface Confirmation {
	readonly kind: 'confirmation';
	/** The act to carry out once confirmed. */
	readonly act: Act;
	readonly plan: Plan;
	readonly overview: Overview;
	readonly scope?: Scope;
	/** Whether the count must be typed, instead of `y`. */
	readonly needsCount: boolean;
	/** Digits typed so far. */
	readonly typed: string;
	/** When it was opened, in milliseconds: keys that follow too quickly were meant for something else. */
	readonly openedAt: number;
	/** The first line of the list that is shown. */
	readonly top: number;
	/** Why the dialog is shown again. */
	readonly warning?: string;
}

/** The note on what is about to be done, while it is typed. */
interface NoteDialog {
	readonly kind: 'note';
	readonly field: TextField;
	readonly back: Confirmation | JointConfirmation;
}

/** An export as it is being put together: content, place and form. */
export interface ExportDialog {
	readonly kind: 'export';
	readonly sessions: readonly number[];
	/** Which sessions these are, in words. */
	readonly title: string;
	readonly format: ExportFormat;
	/** The name of the file. */
	readonly field: TextField;
}

/** A question that one key answers. */
export interface Question {
	readonly kind: 'question';
	readonly about:
		| {readonly kind: 'quit'}
		| {
				readonly kind: 'release';
				readonly name: string;
				/** What policies would take next, a sentence each; missing while that is being found out. */
				readonly next?: readonly string[];
				readonly back: HoldsDialog;
		  }
		| {readonly kind: 'switch'; readonly site: Site}
		| {readonly kind: 'let-go'; readonly deletions: readonly PbxDue[]; readonly back: JobsDialog}
		| {readonly kind: 'replace'; readonly order: ExportOrder; readonly back: ExportDialog};
	/** When it was opened, in milliseconds: keys that follow too quickly were meant for something else. */
	readonly openedAt: number;
}

/** Words to look for in a pane. */
export interface PaneSearchDialog {
	readonly kind: 'pane-search';
	readonly field: TextField;
	/** The words searched for before, and where the cursor was. */
	readonly before: string;
	readonly from: number;
}

export interface ColumnsDialog {
	readonly kind: 'columns';
	/** All columns; those shown are in the order in which they are shown. */
	readonly order: readonly ColumnKey[];
	readonly shown: ReadonlySet<ColumnKey>;
	readonly cursor: number;
	/** Digits typed so far of a column's number. */
	readonly typed: string;
}

/** Asks to which thing about the session the list is narrowed. */
export interface NarrowDialog {
	readonly kind: 'narrow';
	readonly session: number;
	readonly cursor: number;
}

/** The saved views: filters with a name. */
export interface ViewsDialog {
	readonly kind: 'views';
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

/** The change under the cursor of the list of changes. */
export interface ChangeDialog {
	readonly kind: 'change';
	readonly back: ChangesDialog;
	/** The session under the cursor, by its place among those that the change touched. */
	readonly cursor: number;
	/** Sessions marked to be brought back alone. */
	readonly marks: ReadonlySet<number>;
}

export interface StatisticsDialog {
	readonly kind: 'statistics';
	/** The last complete report. */
	readonly report?: StatisticsReport;
	/** How much has been counted, from 0 to 1. */
	readonly progress: number;
	/** The response times, if somebody asked for them: how much has been read, from 0 to 1, and then the report. */
	readonly responses?: {
		readonly progress: number;
		readonly report?: ResponseFigures;
	};
	/** The row under the cursor: its index among all bars, from the top left. */
	readonly cursor: number;
}

export interface CodePointsDialog {
	readonly kind: 'code-points';
	readonly lines: readonly string[];
	readonly top: number;
}

/** Asks to whom the sessions go; typing narrows the list. */
export interface DestinationDialog {
	readonly kind: 'destination';
	readonly targets: readonly number[];
	readonly field: TextField;
	/** The handlers chosen so far, over which the sessions are spread. */
	readonly chosen: readonly Handler[];
	readonly cursor: number;
}

export interface JobsDialog {
	readonly kind: 'jobs';
	readonly cursor: number;
}

/** Sessions that the analytics platform has yet to take, and those that it refused. */
export interface DeliveryDialog {
	readonly kind: 'delivery';
	readonly back: JobsDialog;
	readonly cursor: number;
}

/** Lists what can be done in the place behind it; typing narrows the list. */
export interface HelpDialog {
	readonly kind: 'help';
	readonly field: TextField;
	readonly cursor: number;
}

/** A dialog has the focus alone while it is open. */
export type Dialog =
	| FilterDialog
	| FilterNameDialog
	| FormDialog
	| PaneSearchDialog
	| ColumnsDialog
	| NarrowDialog
	| ViewsDialog
	| OrphansDialog
	| HoldsDialog
	| HoldNameDialog
	| PolicyDialog
	| ChangesDialog
	| ChangeDialog
	| StatisticsDialog
	| CodePointsDialog
	| DestinationDialog
	| Confirmation
	| NoteDialog
	| ErasureDialog
	| ErasureTextDialog
	| ExportDialog
	| Question
	| JobsDialog
	| DeliveryDialog
	| SitesDialog
	| JointDialog
	| JointUndoDialog
	| JointConfirmation
	| HelpDialog;

export type DialogKind = Dialog['kind'];
export type DialogOf<Kind extends DialogKind> = {[Each in Dialog as Each['kind']]: Each}[Kind];

/** The item under the cursor, or the last one if the list has become shorter. */
export const underCursor = <Item>(
	items: readonly Item[],
	{cursor}: {readonly cursor: number},
): Item | undefined => items[Math.min(cursor, items.length - 1)];
