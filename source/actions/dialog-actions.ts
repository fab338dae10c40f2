import {type Dialog, type DialogKind, type DialogOf} from '../state/dialog.js';
import {clamp} from '../state/scroll.js';
import {closeDialog, withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';

/** An action in a dialog, which receives the open dialog. */
interface DialogAction<Open extends Dialog> extends Omit<Action, 'id' | 'places' | 'blocker' | 'run'> {
	/** The part of its id after the dialog's kind. */
	readonly name: string;
	readonly blocker?: (app: App, dialog: Open) => string | undefined;
	readonly run: (app: App, dialog: Open) => void | Promise<void>;
}

const openDialog = <Kind extends DialogKind>({state: {dialog}}: App, kind: Kind): DialogOf<Kind> => {
	if (dialog?.kind !== kind) throw new Error(`Not “${kind}” is open, but “${dialog?.kind ?? 'no dialog'}”.`);
	return dialog as DialogOf<Kind>;
};

/** Makes actions of what can be done in dialogs of a kind. */
export const dialogActions = <Kind extends DialogKind>(
	kind: Kind,
	actions: readonly DialogAction<DialogOf<Kind>>[],
): readonly Action[] =>
	actions.map(({name, blocker, run, ...action}) => ({
		...action,
		id: `${kind}.${name}`,
		places: [kind],
		...(blocker && {blocker: (app: App) => blocker(app, openDialog(app, kind))}),
		run: app => run(app, openDialog(app, kind)),
	}));

/** Leaves a dialog by any of these keys; texts name the first. */
export const leaving = (keys: readonly string[]): DialogAction<Dialog> => ({
	name: 'close',
	title: 'Leave',
	keys,
	hint: 'leave',
	run: app => app.update(closeDialog),
});

type DialogWith<Fields> = Extract<Dialog, Fields>;
type KindWith<Fields> = DialogWith<Fields>['kind'];

/** Goes back to the dialog from which this one was opened. */
export const goingBack = (
	title: string,
	keys: readonly string[],
	name = 'close',
): DialogAction<DialogWith<{readonly back: Dialog}>> => ({
	name,
	title,
	keys,
	hint: 'back',
	run: (app, {back}) => app.update(withDialog(back)),
});

/** Rows that a page key moves by in a dialog, and half a page. */
const page = 10;
const halfPage = 5;

interface StepOptions {
	/** Whether letters are typed as text, and so do not move. */
	readonly isTypedIn?: boolean;
}

/** Up and down in a dialog, by one, by a page, and to the ends. */
export const stepActions = <Kind extends DialogKind>(
	kind: Kind,
	move: (app: App, dialog: DialogOf<Kind>, by: number) => void,
	{isTypedIn = false}: StepOptions = {},
): readonly Action[] => {
	const step = (
		name: string,
		title: string,
		keys: readonly string[],
		by: number,
	): DialogAction<DialogOf<Kind>> => ({name, title, keys, run: (app, dialog) => move(app, dialog, by)});
	return dialogActions(kind, [
		step('up', 'Up', isTypedIn ? ['up'] : ['up', 'k'], -1),
		step('down', 'Down', isTypedIn ? ['down'] : ['down', 'j'], 1),
		step('page-up', 'Page up', ['page-up'], -page),
		step('page-down', 'Page down', ['page-down'], page),
		...(isTypedIn
			? []
			: [
					step('half-up', 'Half a page up', ['ctrl-u'], -halfPage),
					step('half-down', 'Half a page down', ['ctrl-d'], halfPage),
					step('first', 'First', ['g', 'home'], -Infinity),
					step('last', 'Last', ['G', 'end'], Infinity),
				]),
	]);
};

/** Actions that move the cursor of a list of `count` items. */
export const listActions = <Kind extends KindWith<{readonly cursor: number}>>(
	kind: Kind,
	count: (app: App, dialog: DialogOf<Kind>) => number,
	options?: StepOptions,
): readonly Action[] =>
	stepActions(
		kind,
		(app, dialog, by) => {
			const last = Math.max(0, count(app, dialog) - 1);
			// The list may have become shorter since.
			const cursor = clamp(Math.min(dialog.cursor, last) + by, 0, last);
			app.update(withDialog({...dialog, cursor}));
		},
		options,
	);

/** The visible part of a dialog's lines: its first line, now and when scrolled to the end. */
interface Window {
	readonly top: number;
	readonly lastTop: number;
}

/** Scrolls a dialog's lines; `windowOf` gives the visible part. */
const scrolling =
	<Open extends DialogWith<{readonly top: number}>>(windowOf: (app: App, dialog: Open) => Window) =>
	(app: App, dialog: Open, by: number): void => {
		const {top, lastTop} = windowOf(app, dialog);
		app.update(withDialog({...dialog, top: clamp(top + by, 0, lastTop)}));
	};

export const scrollActions = <Kind extends KindWith<{readonly top: number}>>(
	kind: Kind,
	windowOf: (app: App, dialog: DialogOf<Kind>) => Window,
): readonly Action[] => stepActions(kind, scrolling(windowOf));
