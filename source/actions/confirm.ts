import {planDeletion, planMessageDeletion} from '../domain/act/deletion.js';
import {type Actor} from '../domain/change.js';
import {type Handler, handlerLabel} from '../domain/handler.js';
import {manyHits, type Plan} from '../domain/act/plan.js';
import {Refusal} from '../domain/refusal.js';
import {counted, formatCount} from '../text/count.js';
import {planPurge} from '../domain/act/purge.js';
import {planSpread} from '../domain/act/spread.js';
import {planTransfer} from '../domain/act/transfer.js';
import {planRedo, planUndo} from '../domain/act/undo.js';
import {type Act, type Confirmation, type Scope} from '../state/dialog.js';
import {type Source} from '../state/list-view.js';
import {nextJob, withJob, withJobAs} from '../state/jobs.js';
import {withoutMarks} from '../state/marks.js';
import {closeDialog, withNotice} from '../state/state.js';
import {type App} from './app.js';
import {scopeOf} from './targets.js';

export const planAct = (facts: Source, actor: Actor, act: Act): Plan => {
	switch (act.kind) {
		case 'transfer': {
			const {sessions, to} = act;
			const [only] = to;
			return to.length === 1 ? planTransfer(facts, {sessions, to: only!}) : planSpread(facts, {sessions, to});
		}

		case 'delete': {
			return planDeletion(facts, act);
		}

		case 'delete-messages': {
			return planMessageDeletion(facts, act);
		}

		case 'undo': {
			return planUndo(facts, actor, act.change);
		}

		case 'redo': {
			return planRedo(facts, actor);
		}

		case 'purge': {
			return planPurge(facts, {...act, erase: false});
		}
	}
};

/** Undo and redo are often done without a question, which would have told. */
const skippedText = ({skipped: [first, ...more]}: Plan): string => {
	if (first === undefined) return '';
	const others = more.length === 0 ? '' : ` and ${formatCount(more.length)} more`;
	return ` Skipped: ${first.id}, ${first.reason}${others}.`;
};

const remarkText = ({remark}: Plan): string => (remark === undefined ? '' : ` ${remark}`);

const destinationsText = (to: readonly Handler[]): string =>
	to.map(handler => handlerLabel(handler)).join(', ');

/** What was done, in one line. */
const doneText = (act: Act, plan: Plan): string => {
	const {draft, hits} = plan;
	const done = counted(hits.length, act.kind === 'delete-messages' ? 'message' : 'session');
	switch (act.kind) {
		case 'transfer': {
			return `Transferred ${done} to ${destinationsText(act.to)}. u takes it back.${remarkText(plan)}`;
		}

		case 'undo': {
			return `Change ${draft.of!} is undone: ${done} as before.${skippedText(plan)}${remarkText(plan)} U does it again.`;
		}

		case 'redo': {
			return `Done again: ${done}.${skippedText(plan)}${remarkText(plan)} u takes it back.`;
		}

		case 'purge': {
			return `Purged ${done} for good.`;
		}

		default: {
			return `Deleted ${done}. u brings ${hits.length === 1 ? 'it' : 'them'} back.`;
		}
	}
};

const isSamePlan = (a: Plan, b: Plan): boolean => JSON.stringify(a.draft) === JSON.stringify(b.draft);

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

/** The plan did not fit any more when it was to be written. */
class StalePlan extends Error {
	readonly plan: Plan;

	constructor(plan: Plan) {
		super('The plan is stale.');
		this.plan = plan;
	}
}

const nothingToDo = ({skipped}: Plan): string => {
	const [first] = skipped;
	if (first === undefined) return 'There is nothing to do.';
	return skipped.length === 1
		? `Nothing to do: ${first.id} is skipped, ${first.reason}.`
		: `Nothing to do: all ${skipped.length} are skipped, the first: ${first.id}, ${first.reason}.`;
};

/** Asks before an act; refuses where there is nothing to do. */
export const askFor = (app: App, act: Act): void => {
	// What is purged is in the trash, which a filter hides always.
	const scope = act.kind === 'transfer' || act.kind === 'delete' ? scopeOf(app, act.sessions) : undefined;
	const plan = planAct(app.store, app.actor, act);
	if (plan.hits.length === 0) throw new Refusal(nothingToDo(plan));
	app.update(state => ({...state, dialog: confirmationOf(app, act, plan, scope)}));
};

/** Chooses between all marked sessions and those that the filter shows. */
export const chooseScope = (app: App, dialog: Confirmation, chosen: Scope['chosen']): void => {
	if (!dialog.scope || !('sessions' in dialog.act)) return;
	const scope = {...dialog.scope, chosen};
	const act = {...dialog.act, sessions: scope[chosen]};
	const plan = planAct(app.store, app.actor, act);
	if (plan.hits.length === 0) throw new Refusal(nothingToDo(plan));
	app.update(state => ({...state, dialog: confirmationOf(app, act, plan, scope)}));
};

/** Lists a purge, which may take long, among the jobs; what it gives tells how it ended. */
const beginPurge = (app: App, {hits}: Plan): ((kind: 'done' | 'failed', text: string) => void) => {
	const id = nextJob(app.state);
	app.update(state => withJob(state, {kind: 'purge', count: hits.length}));
	return (kind, text) => app.update(state => withJobAs(state, id, {end: {kind, text}}));
};

/**
Does what was planned, if it is still exactly that; else the dialog comes back with what it would be now, and
nothing is written.
*/
export const carryOut = async (app: App, act: Act, plan: Plan, scope?: Scope): Promise<void> => {
	app.update(state => ({...closeDialog(state), busy: 'Writing …'}));
	const end = act.kind === 'purge' ? beginPurge(app, plan) : undefined;
	try {
		await app.store.commit(app.actor, () => {
			const fresh = planAct(app.store, app.actor, act);
			if (!isSamePlan(fresh, plan)) throw new StalePlan(fresh);
			return fresh.draft;
		});
		end?.('done', doneText(act, plan));
		app.update(state => ({
			// What others did meanwhile was told while this was written.
			...withNotice('done', [doneText(act, plan), state.notice?.text].filter(Boolean).join(' '))(state),
			marks: 'sessions' in act ? withoutMarks(state.marks, plan.hits) : state.marks,
			pane: state.pane && act.kind === 'delete-messages' ? {...state.pane, marks: new Set()} : state.pane,
		}));
	} catch (error) {
		end?.('failed', error instanceof Refusal ? error.message : 'The sessions changed; nothing was purged.');
		if (!(error instanceof StalePlan)) throw error;
		if (error.plan.hits.length === 0)
			throw new Refusal(`Others were faster. ${nothingToDo(error.plan)}`, {cause: error});
		const changed = 'The sessions changed meanwhile; nothing was written.';
		const dialog = confirmationOf(app, act, error.plan, scope, `${changed} This is what would be done now:`);
		// Whatever was opened meanwhile is not to be taken away under somebody's fingers.
		app.update(state => (state.dialog ? withNotice('refused', changed)(state) : {...state, dialog}));
	} finally {
		app.update(state => ({...state, busy: undefined}));
	}
};
