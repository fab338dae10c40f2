import {type Outlook} from '../domain/keep/outlook.js';
import {clockTrouble, earlierClock} from '../domain/keep/policy-clock.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {underCursor} from '../state/dialog.js';
import {horizons, type PolicyDialog} from '../state/policy-dialogs.js';
import {type PolicyRow, policyView} from '../state/policy-rows.js';
import {clamp} from '../state/scroll.js';
import {type Simulated} from '../state/simulated.js';
import {withDialog} from '../state/state.js';
import {type Action, type App} from './app.js';
import {writingBlocker} from './blockers.js';
import {askFor} from './confirm.js';
import {dialogActions, goingBack, listActions} from './dialog-actions.js';
import {showInList} from './filter-actions.js';

const shownPolicy = ({store}: App, dialog: PolicyDialog): NamedPolicy | undefined =>
	store.policies.find(({id}) => id === dialog.policy);

/** The simulation of the policy's present text, if it is there. */
const resultOf = (app: App, dialog: PolicyDialog): Simulated['result'] | undefined => {
	const {result} = dialog.simulated ?? {};
	const policy = shownPolicy(app, dialog);
	return result && 'outlook' in result && result.outlook.policy.n !== policy?.n ? undefined : result;
};

const waiting = 'Wait until it is known what the policy would take.';

/** Why a run would take nothing, with what lifts that limit, if anything does. */
const limitBlocker = ({today, blocker, mayInsist}: Outlook): string | undefined =>
	blocker !== undefined && mayInsist
		? `${blocker} If that is right, run it on the command line: chatlogs policy run, with --expect ${today.length}.`
		: blocker;

const runBlocker = (app: App, dialog: PolicyDialog): string | undefined => {
	const policy = shownPolicy(app, dialog);
	if (policy === undefined) return 'Somebody removed it meanwhile.';
	const result = resultOf(app, dialog);
	if (result && 'trouble' in result) return result.trouble;
	return (
		writingBlocker(app) ??
		(result === undefined || !policy.isSimulated ? waiting : limitBlocker(result.outlook))
	);
};

/** Asks whether to run the policy now. */
const run = (app: App, dialog: PolicyDialog): void => {
	const result = resultOf(app, dialog);
	if (result === undefined || 'trouble' in result) return;
	const {state, store, background} = app;
	const now = earlierClock(state.now, background.acting?.clock());
	const [newest] = store.changes();
	askFor(app, {
		kind: 'policy',
		run: {policy: shownPolicy(app, dialog)!, look: result.look, now},
		clockTrouble: newest && clockTrouble(state.now, newest.at),
	});
};

const rowUnder = (dialog: PolicyDialog): PolicyRow | undefined =>
	underCursor(policyView(dialog).rows, dialog);

const showBlocker = (_app: App, dialog: PolicyDialog): string | undefined => {
	const row = rowUnder(dialog);
	if (row === undefined) return waiting;
	if (row.count === 0) return 'Nothing would go in this month.';
	return row.filter() === undefined
		? 'A filter that names all of them would be too long to read; chatlogs policy simulate --json names them.'
		: undefined;
};

/** Looks further ahead, or less far. */
const look = (app: App, dialog: PolicyDialog, by: number): void => {
	const index = clamp(horizons.indexOf(dialog.days) + by, 0, horizons.length - 1);
	app.update(withDialog({...dialog, days: horizons[index]!}));
};

export const policyActions: readonly Action[] = [
	...listActions('policy', (_, dialog) => policyView(dialog).rows.length),
	...dialogActions('policy', [
		{
			name: 'show',
			title: 'Show these sessions in the list',
			keys: ['enter', 'l'],
			hint: 'show in the list',
			blocker: showBlocker,
			run: (app, dialog) => showInList(app, rowUnder(dialog)!.filter()!),
		},
		{
			name: 'run',
			title: 'Run this policy now, after a question',
			keys: ['r'],
			hint: 'run it',
			asks: true,
			blocker: runBlocker,
			run,
		},
		{
			name: 'further',
			title: 'Look further ahead: three months, a year, three, ten',
			keys: ['>'],
			hint: 'further',
			blocker: (_, {days}) =>
				days === horizons.at(-1) ? 'A simulation goes no further than ten years.' : undefined,
			run: (app, dialog) => look(app, dialog, 1),
		},
		{
			name: 'nearer',
			title: 'Look less far ahead',
			keys: ['<'],
			hint: 'nearer',
			blocker: (_, {days}) => (days === horizons[0] ? 'It looks three months ahead already.' : undefined),
			run: (app, dialog) => look(app, dialog, -1),
		},
		goingBack('Back to the holds and policies', ['escape', 'q', 'h']),
	]),
];
