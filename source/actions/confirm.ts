import {type Act, planAct} from '../domain/act/act.js';
import {agreedTo, carryOut} from '../domain/act/carry-out.js';
import {manyHits, type Plan} from '../domain/act/plan.js';
import {capitalized, nothingToDo, outcomeOf, skippedInShort} from '../domain/act/sentences.js';
import {Refusal} from '../domain/refusal.js';
import {type Confirmation, type Scope} from '../state/dialog.js';
import {nextJob, withJob, withJobAs} from '../state/jobs.js';
import {withoutMarks} from '../state/marks.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {type App} from './app.js';
import {endedPurge, purgeJob} from './purge-job.js';
import {scopeOf} from './targets.js';

/** The key that takes back what was done, as a sentence; `undefined` if nothing does. */
const keyBack = ({keymap: {keyOf}}: App, {kind}: Act, {hits, isFinal}: Plan): string | undefined => {
	if (isFinal) return undefined;
	switch (kind) {
		case 'undo': {
			return `${keyOf('change.redo')} does it again.`;
		}

		case 'delete':
		case 'delete-messages': {
			return `${keyOf('change.undo')} brings ${hits.length === 1 ? 'it' : 'them'} back.`;
		}

		default: {
			return `${keyOf('change.undo')} takes it back.`;
		}
	}
};

/** What was done, in one line, with the key that takes it back. */
const doneText = (app: App, act: Act, plan: Plan): string => {
	// Undo and redo are often done without a question, which would have told what is skipped.
	const skipped = act.kind === 'undo' || act.kind === 'redo' ? skippedInShort(plan) : undefined;
	return [`${capitalized(outcomeOf(act, plan))}.`, skipped, plan.remark, keyBack(app, act, plan)]
		.filter(Boolean)
		.join(' ');
};

const needsCount = (act: Act, plan: Plan, scope: Scope | undefined): boolean => {
	const isDeletion = ['delete', 'delete-messages', 'purge'].includes(act.kind);
	return (isDeletion && plan.hits.length >= manyHits) || scope?.chosen === 'all';
};

const confirmationOf = (
	app: App,
	act: Act,
	plan: Plan,
	scope: Scope | undefined,
	warning?: string,
): Confirmation => ({
	kind: 'confirmation',
	act,
	plan,
	scope,
	needsCount: needsCount(act, plan, scope),
	typed: '',
	openedAt: app.milliseconds(),
	top: 0,
	warning,
});

/** Asks before an act; refuses where there is nothing to do. */
export const askFor = (app: App, act: Act): void => {
	// What is purged is in the trash, which a filter hides always.
	const scope = 'sessions' in act && act.kind !== 'purge' ? scopeOf(app, act.sessions) : undefined;
	const plan = planAct(app.store, app.actor, act);
	if (plan.hits.length === 0) throw new Refusal(nothingToDo(plan));
	app.update(withDialog(confirmationOf(app, act, plan, scope)));
};

/** Chooses between all marked sessions and those that the filter shows. */
export const chooseScope = (app: App, dialog: Confirmation, chosen: Scope['chosen']): void => {
	if (!dialog.scope || !('sessions' in dialog.act)) return;
	const scope = {...dialog.scope, chosen};
	const act = {...dialog.act, sessions: scope[chosen]};
	const plan = planAct(app.store, app.actor, act);
	if (plan.hits.length === 0) throw new Refusal(nothingToDo(plan));
	app.update(withDialog(confirmationOf(app, act, plan, scope)));
};

/** Lists a purge, which may take long, among the jobs; what it gives tells how it ended. */
const beginPurge = (app: App, {hits}: Plan): ((kind: 'done' | 'failed', text: string) => void) => {
	const id = nextJob(app.state);
	app.update(state => withJob(state, purgeJob(hits.length)));
	return (kind, text) => app.update(state => withJobAs(state, id, endedPurge(kind, text)));
};

/** The plan that was agreed to does not fit any more: shows what would be done now. */
const askAgain = (app: App, act: Act, plan: Plan, scope: Scope | undefined): void => {
	if (plan.hits.length === 0) throw new Refusal(`Others were faster. ${nothingToDo(plan)}`);
	const changed = 'The sessions changed meanwhile; nothing was written.';
	const dialog = confirmationOf(app, act, plan, scope, `${changed} This is what would be done now:`);
	// Whatever was opened meanwhile is not to be taken away under somebody's fingers.
	app.update(state => (state.dialog ? withNotice('refused', changed) : withDialog(dialog))(state));
};

/**
Does what was planned, if it is still exactly that; else the dialog comes back with what it would be now, and
nothing is written.
*/
export const carryOutAct = async (app: App, act: Act, agreed: Plan, scope?: Scope): Promise<void> => {
	app.update(state => ({...closeDialog(state), busy: 'Writing …'}));
	const end = act.kind === 'purge' ? beginPurge(app, agreed) : undefined;
	try {
		const {plan, change} = await carryOut(app.store, app.actor, () => act, agreedTo(agreed));
		if (change === undefined) {
			end?.('failed', 'The sessions changed; nothing was purged.');
			askAgain(app, act, plan, scope);
			return;
		}

		const done = doneText(app, act, plan);
		end?.('done', done);
		app.update(state => ({
			// What others did meanwhile was told while this was written.
			...withNotice('done', [done, state.notice?.text].filter(Boolean).join(' '))(state),
			marks: 'sessions' in act ? withoutMarks(state.marks, plan.hits) : state.marks,
			pane: state.pane && act.kind === 'delete-messages' ? {...state.pane, marks: new Set()} : state.pane,
		}));
	} catch (error) {
		end?.('failed', error instanceof Refusal ? error.message : 'Nothing was purged.');
		throw error;
	} finally {
		app.update(state => ({...state, busy: undefined}));
	}
};
