import {type ErasureFact, putOff, putOffText} from '../domain/erase/erasure.js';
import {holdDraft} from '../domain/keep/hold-drafts.js';
import {type NamedHold} from '../domain/keep/hold.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {Refusal} from '../domain/refusal.js';
import {underCursor} from '../state/dialog.js';
import {type HoldNameDialog, type HoldsDialog} from '../state/hold-dialogs.js';
import {idsFilter} from '../state/ids-filter.js';
import {usualHorizon} from '../state/policy-dialogs.js';
import {mainPlaces, withDialog, withNotice} from '../state/state.js';
import {emptyField} from '../state/text-field.js';
import {counted} from '../text/count.js';
import {isUnseen} from '../text/unseen.js';
import {type Action, type App} from './app.js';
import {commitHold} from './commit-hold.js';
import {pastBlocker, writingBlocker} from './blockers.js';
import {dialogActions, goingBack, leaving, listActions} from './dialog-actions.js';
import {showInList} from './filter-actions.js';
import {askToErase} from './erasure-actions.js';
import {targetSessions} from './targets.js';

type Listed = NamedHold | NamedPolicy | ErasureFact;

const listed = ({store: {holds, policies, erasures}}: App): readonly Listed[] => [
	...holds,
	...policies,
	...putOff(erasures),
];

/** What tells each of them from the others. */
export const heldKeys = ({store: {holds, policies, erasures}}: App): readonly string[] => [
	...holds.map(({name}) => `hold ${name}`),
	...policies.map(({id}) => `policy ${id}`),
	...putOff(erasures).map(({n}) => `erasure ${n}`),
];

const isErasure = (one: Listed | undefined): one is ErasureFact => one !== undefined && 'marks' in one;

/** The hold or policy under the cursor. */
const chosen = (app: App, dialog: HoldsDialog): NamedHold | NamedPolicy | undefined => {
	const one = underCursor(listed(app), dialog);
	return isErasure(one) ? undefined : one;
};

/** The erasure under the cursor that was put off, or the only one there is. */
const erasureMeant = (app: App, dialog: HoldsDialog): ErasureFact | undefined => {
	const one = underCursor(listed(app), dialog);
	if (isErasure(one)) return one;
	const [only, ...others] = putOff(app.store.erasures);
	return others.length === 0 ? only : undefined;
};

/** Names the erasures that were put off, and the keys that lead to them; `undefined` if there are none. */
export const wayToPutOff = ({store, keymap: {keyOf}}: App): string | undefined =>
	putOffText(store.erasures, `To erase: ${keyOf('holds.open')}, then ${keyOf('holds.erase')}`);

const eraseBlocker = (app: App, dialog: HoldsDialog): string | undefined => {
	if (putOff(app.store.erasures).length === 0) return 'No erasure was put off.';
	if (erasureMeant(app, dialog) === undefined)
		return 'Several erasures were put off: go to one of them first.';
	return app.background.eraser === undefined ? 'Nobody can be erased from here.' : writingBlocker(app);
};

const showBlocker = (app: App, dialog: HoldsDialog): string | undefined => {
	const one = chosen(app, dialog);
	if (one === undefined)
		return listed(app).length === 0
			? 'There is no hold and no policy.'
			: `This is an erasure that was put off: ${app.keymap.keyOf('holds.erase')} asks about it.`;
	return 'count' in one && one.count === 0 ? 'It holds no session yet.' : undefined;
};

const releaseBlocker = (app: App, dialog: HoldsDialog): string | undefined => {
	const one = chosen(app, dialog);
	if (one === undefined) return 'There is no hold here.';
	return 'count' in one
		? writingBlocker(app)
		: 'Only a hold is released; a policy goes with chatlogs policy remove.';
};

/** Shows the sessions of a hold in the list, or a policy with what it would take. */
const show = (app: App, back: HoldsDialog): void => {
	const one = chosen(app, back)!;
	if ('count' in one) showInList(app, idsFilter(one.sessions) ?? 'is:held');
	else app.update(withDialog({kind: 'policy', policy: one.id, days: usualHorizon, cursor: 0, back}));
};

const keep = async (app: App, dialog: HoldNameDialog): Promise<void> => {
	const {field, back} = dialog;
	const name = field.text.trim();
	if (isUnseen(name)) throw new Refusal(`Type a name, or leave with ${app.keymap.keyOf('hold-name.close')}.`);
	const {store} = app;
	try {
		const {n, held = []} = await commitHold(app, facts => {
			const sessions = back.targets.filter(id => facts.session(id) !== undefined);
			return holdDraft(store.holds, {name}, sessions);
		});
		const gone = back.targets.length - held.length;
		const told = [
			`Change ${n}: holds ${counted(held.length, 'session')} as “${name}”.`,
			...(gone === 0 ? [] : [`${counted(gone, 'session')} ${gone === 1 ? 'is' : 'are'} gone.`]),
		];
		app.update(withNotice('done', told.join(' ')));
	} catch (error) {
		app.update(withDialog(dialog));
		throw error;
	}
};

export const holdActions: readonly Action[] = [
	{
		id: 'holds.open',
		title: 'Legal holds, and retention policies with what they would take',
		keys: ['H'],
		places: mainPlaces,
		blocker: pastBlocker,
		run: app => app.update(withDialog({kind: 'holds', targets: targetSessions(app), cursor: 0})),
	},
	...listActions('holds', app => listed(app).length),
	...dialogActions('holds', [
		{
			name: 'add',
			title: 'Hold the marked sessions, or the one under the cursor',
			keys: ['a'],
			hint: 'hold these',
			blocker: (app, {targets}) =>
				targets.length === 0 ? 'There is no session to hold.' : writingBlocker(app),
			run: (app, back) => app.update(withDialog({kind: 'hold-name', field: emptyField, back})),
		},
		{
			name: 'show',
			title: 'Show the sessions of this hold in the list, or what this policy would take',
			keys: ['enter', 'l'],
			hint: 'show',
			blocker: showBlocker,
			run: show,
		},
		{
			name: 'release',
			title: 'Release this hold, after a question',
			keys: ['x'],
			hint: 'release',
			asks: true,
			blocker: releaseBlocker,
			run(app, back) {
				const {name} = chosen(app, back)!;
				const openedAt = app.milliseconds();
				const next = app.store.policies.length === 0 ? {next: []} : {};
				app.update(withDialog({kind: 'question', about: {kind: 'release', name, ...next, back}, openedAt}));
			},
		},
		{
			name: 'erase',
			title: 'Erase somebody whose erasure a hold put off, after the question of every erasure',
			keys: ['e'],
			asks: true,
			blocker: eraseBlocker,
			async run(app, dialog) {
				const known = erasureMeant(app, dialog)!;
				const person = app.background.eraser!.personOf(known);
				await askToErase(app, {who: `the person of change ${known.n}`, person, known});
			},
		},
		leaving(['escape', 'q', 'h', 'H']),
	]),
	...dialogActions('hold-name', [
		{name: 'keep', title: 'Hold them under this name', keys: ['enter'], hint: 'hold', run: keep},
		goingBack('Back to the holds', ['escape']),
	]),
];
