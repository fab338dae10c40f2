import {countOf, isNothing, noteBlocker} from '../domain/erase/erasing.js';
import {Refusal, refuseIf} from '../domain/refusal.js';
import {type ErasureDialog, type ErasureTextDialog} from '../state/erasure-dialog.js';
import {erasureLayout, topFor} from '../state/erasure-layout.js';
import {clamp} from '../state/scroll.js';
import {bodyOf} from '../state/size.js';
import {closeDialog, mainPlaces, withDialog, withNotice} from '../state/state.js';
import {fieldOf} from '../state/text-field.js';
import {formatTime} from '../text/time.js';
import {agreeingActions, countingActions} from './agreeing-actions.js';
import {type Action, type App, type ErasureOrder} from './app.js';
import {writingBlocker} from './blockers.js';
import {dialogActions, goingBack, stepActions} from './dialog-actions.js';
import {lookFor} from './erasure-look.js';
import {personHere} from './erasure-target.js';
import {whileBusy} from './while-busy.js';

const openBlocker = (app: App): string | undefined => {
	const blocker = writingBlocker(app);
	if (blocker !== undefined) return blocker;
	if (app.background.eraser === undefined) return 'Nobody can be erased from here.';
	const here = personHere(app);
	return 'blocker' in here ? here.blocker : undefined;
};

/** Looks for all of somebody, and asks whether to erase them. */
export const askToErase = async (
	app: App,
	whom: Pick<ErasureDialog, 'who' | 'person' | 'known'>,
): Promise<void> => {
	const dialog: ErasureDialog = {
		kind: 'erasure',
		...whom,
		look: {},
		progress: 0,
		ticked: new Set(whom.known?.also),
		cursor: 0,
		top: 0,
		note: '',
		receipt: '',
		needsCount: false,
		typed: '',
		openedAt: app.milliseconds(),
	};
	app.update(withDialog(dialog));
	await lookFor(app, dialog);
};

const open = async (app: App): Promise<void> => {
	const here = personHere(app);
	if ('blocker' in here) throw new Refusal(here.blocker);
	await askToErase(app, here);
};

const waiting = 'Wait until all is looked through.';

/** Why nothing can be agreed to yet, or at all. */
const unreadyBlocker = (app: App, {found, progress, known}: ErasureDialog): string | undefined => {
	if (found === undefined || progress !== undefined) return waiting;
	if (known !== undefined)
		return found.erasing.held.length > 0 ? 'A hold still keeps this person.' : writingBlocker(app);
	return isNothing(app.store, found.erasing) ? 'Nothing of this person is left here.' : writingBlocker(app);
};

const erase = async (app: App, dialog: ErasureDialog): Promise<void> => {
	const {person, known, ticked, found, note, receipt} = dialog;
	const eraser = app.background.eraser!;
	const order: ErasureOrder = {
		person,
		known,
		also: [...ticked],
		agreed: found!.erasing,
		note: note === '' ? undefined : note,
		receipt: receipt === '' ? undefined : eraser.receiptFor(receipt),
	};
	await whileBusy(app, 'Erasing …', async () => eraser.start(order), closeDialog);
};

const layoutOf = ({state, store, keymap}: App, dialog: ErasureDialog) =>
	erasureLayout(dialog, store, bodyOf(state.size), keymap);

const candidatesOf = ({found}: ErasureDialog) => found?.candidates ?? [];

const tickBlocker = (_app: App, dialog: ErasureDialog): string | undefined => {
	if (dialog.found === undefined) return waiting;
	return candidatesOf(dialog).length === 0 ? 'Nothing here may be the same person’s.' : undefined;
};

/** Moves among the candidates; where there are none, and behind their ends, through the lines. */
const move = (app: App, dialog: ErasureDialog, by: number): void => {
	const layout = layoutOf(app, dialog);
	const cursor = clamp(dialog.cursor + by, 0, Math.max(0, candidatesOf(dialog).length - 1));
	const top = cursor === dialog.cursor ? clamp(layout.top + by, 0, layout.lastTop) : topFor(layout, cursor);
	app.update(withDialog({...dialog, cursor, top}));
};

/** Takes the candidate under the cursor as well, or not any more; then looks again, since more may be theirs then. */
const tick = async (app: App, dialog: ErasureDialog): Promise<void> => {
	const {session} = candidatesOf(dialog)[dialog.cursor]!;
	const ticked = dialog.ticked.symmetricDifference(new Set([session]));
	const next = {...dialog, ticked, look: {}, progress: 0, top: topFor(layoutOf(app, dialog), dialog.cursor)};
	app.update(withDialog(next));
	await lookFor(app, next);
};

const type = (app: App, back: ErasureDialog, about: ErasureTextDialog['about'], text: string): void =>
	app.update(withDialog({kind: 'erasure-text', about, field: fieldOf(text), back}));

/** Takes the typed text over, if it can be used. */
const keep = (app: App, {about, field, back}: ErasureTextDialog): void => {
	const text = field.text.trim();
	if (about === 'note') refuseIf(noteBlocker(text, [back.person], back.found?.erasing.names ?? new Set()));
	else if (text !== '') app.background.eraser!.receiptFor(text);
	app.update(withDialog({...back, [about]: text}));
};

export const erasureActions: readonly Action[] = [
	{
		id: 'erasure.open',
		asks: true,
		title: 'Erase this person: all that is theirs, everywhere',
		keys: ['ctrl-e'],
		places: mainPlaces,
		blocker: openBlocker,
		run: open,
	},
	...agreeingActions('erasure', {
		countOf: ({found}) => (found ? countOf(found.erasing) : 0),
		verbOf: () => 'erase',
		blocker: unreadyBlocker,
		confirm: erase,
	}),
	...dialogActions('erasure', [
		{
			name: 'tick',
			title: 'Take what may be the same person’s as well, or leave it',
			keys: ['space'],
			blocker: tickBlocker,
			run: tick,
		},
		{
			name: 'note',
			title: 'Write a note that is kept with the change',
			keys: ['tab'],
			hint: 'note',
			run: (app, dialog) => type(app, dialog, 'note', dialog.note),
		},
		{
			name: 'receipt',
			title: 'Name a file for a signed receipt',
			keys: ['r'],
			hint: 'receipt',
			run: (app, dialog) =>
				type(
					app,
					dialog,
					'receipt',
					dialog.receipt || `receipt-${formatTime(app.state.now).slice(0, 10)}.json`,
				),
		},
		{
			name: 'cancel',
			title: 'Cancel',
			keys: ['escape', 'n', 'q'],
			hint: 'cancel',
			run: app => app.update(state => withNotice('nothing', 'Not erased.')(closeDialog(state))),
		},
	]),
	...stepActions('erasure', move),
	...countingActions('erasure'),
	...dialogActions('erasure-text', [
		{
			name: 'keep',
			title: 'Keep it, and go back to the question',
			keys: ['tab', 'enter'],
			hint: 'keep',
			run: keep,
		},
		goingBack('Back to the question, with that as it was', ['escape'], 'restore'),
	]),
];
