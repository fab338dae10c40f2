import {type Dialog, type DialogOf} from '../state/dialog.js';
import {Refusal} from '../domain/refusal.js';
import {formatCount} from '../text/count.js';
import {withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {dialogActions} from './dialog-actions.js';

type Agreeing = Extract<Dialog, {readonly needsCount: boolean}>['kind'];

interface Agreement<Kind extends Agreeing> {
	/** How many would be hit. */
	readonly countOf: (dialog: DialogOf<Kind>) => number;
	readonly verbOf: (dialog: DialogOf<Kind>) => string;
	/** Why nothing can be agreed to yet, if so. */
	readonly blocker?: (app: App, dialog: DialogOf<Kind>) => string | undefined;
	readonly confirm: (app: App, dialog: DialogOf<Kind>) => Promise<void>;
}

/** The keys that agree to what a dialog asks: one of them, or, where the count is asked for, another behind it. */
export const agreeingActions = <Kind extends Agreeing>(
	kind: Kind,
	{countOf, verbOf, blocker, confirm}: Agreement<Kind>,
): readonly Action[] => {
	const countBlocker = (app: App, dialog: DialogOf<Kind>): string | undefined =>
		blocker?.(app, dialog) ??
		(dialog.needsCount
			? `Type ${countOf(dialog)} and ${app.keymap.keyOf(`${kind}.enter`)} to go on.`
			: undefined);
	const enterBlocker = (app: App, dialog: DialogOf<Kind>): string | undefined => {
		const {keyOf} = app.keymap;
		return (
			blocker?.(app, dialog) ??
			(dialog.needsCount
				? undefined
				: `${keyOf(`${kind}.agree`)} is the key to ${verbOf(dialog)}; ${keyOf(`${kind}.cancel`)} cancels.`)
		);
	};

	/** Does it if the count has been typed. */
	const enter = async (app: App, dialog: DialogOf<Kind>): Promise<void> => {
		const count = countOf(dialog);
		if (dialog.typed === '') throw new Refusal(`Type ${count} first.`);
		if (dialog.typed !== String(count))
			throw new Refusal(`That is not the count: ${formatCount(count)} would be hit.`);
		await confirm(app, dialog);
	};

	return dialogActions(kind, [
		{
			name: 'agree',
			title: 'Do it',
			keys: ['y'],
			hint: 'do it',
			answers: 'alone',
			agrees: true,
			blocker: countBlocker,
			run: confirm,
		},
		{
			name: 'enter',
			title: 'Do it, where the count is asked for and typed',
			keys: ['enter'],
			hint: 'do it, once the count is typed',
			answers: 'alone',
			blocker: enterBlocker,
			run: enter,
		},
	]);
};

const digits = Array.from({length: 10}, (_, digit) => String(digit));

/** The keys that type the count. */
export const countingActions = (kind: Agreeing): readonly Action[] => {
	const blocker = ({keymap}: App, {needsCount}: DialogOf<Agreeing>): string | undefined =>
		needsCount ? undefined : `No count is asked for: ${keymap.keyOf(`${kind}.agree`)} is the key.`;
	const typeDigit = (app: App, dialog: DialogOf<Agreeing>, digit: string): void => {
		app.update(withDialog({...dialog, typed: (dialog.typed + digit).slice(0, 9)}));
	};

	return dialogActions(kind, [
		{
			name: 'erase',
			title: 'Erase the last digit',
			keys: ['backspace'],
			answers: 'together',
			blocker,
			run: (app, dialog) => app.update(withDialog({...dialog, typed: dialog.typed.slice(0, -1)})),
		},
		...digits.map(digit => ({
			name: `digit-${digit}`,
			title: 'Type the count',
			keys: [digit],
			answers: 'together' as const,
			blocker,
			run: (app: App, dialog: DialogOf<Agreeing>) => typeDigit(app, dialog, digit),
		})),
	]);
};
