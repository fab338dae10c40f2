import {type Act, isPurge, planAct, refuseOtherPbx, takesNote, withNote} from '../domain/act/act.js';
import {agreedTo, carryOut} from '../domain/act/carry-out.js';
import {overviewOf} from '../domain/act/overview.js';
import {needsCount} from '../domain/act/needs-count.js';
import {isNothing, type Plan} from '../domain/act/plan.js';
import {capitalized, nothingToDo, outcomeOf} from '../domain/act/sentences.js';
import {dealtWith, skippedInShort} from '../domain/act/skipped.js';
import {newestUndoable} from '../domain/act/undo.js';
import {handlerKey} from '../domain/handler.js';
import {Refusal} from '../domain/refusal.js';
import {type Confirmation, type Scope} from '../state/dialog.js';
import {nextJob, withJob, withJobAs} from '../state/jobs.js';
import {type Marks, stayMarked, withoutMarks} from '../state/marks.js';
import {type Preferences, withRecentDestinations} from '../state/preferences.js';
import {closeDialog, withDialog, withNotice} from '../state/state.js';
import {type App} from './app.js';
import {withoutCopies} from './purge.js';
import {endedPurge, purgeJob} from './purge-job.js';
import {scopeOf} from './targets.js';
import {whileBusy} from './while-busy.js';

/** A sentence that names the key to take the act back; `undefined` if nothing does. */
const keyBack = (app: App, {kind}: Act, {hits, isFinal, again}: Plan): string | undefined => {
	const {keyOf} = app.keymap;
	if (isFinal || hits.length === 0) return undefined;
	// What is done again may be older than the newest act, or only a part of it.
	if (again && (again.isPartial || newestUndoable(app.store, app.actor)?.n !== again.n)) return undefined;
	switch (kind) {
		case 'undo': {
			return `${keyOf('change.redo')} does it again.`;
		}

		case 'delete':
		case 'delete-messages':
		case 'policy': {
			return `${keyOf('change.undo')} brings ${hits.length === 1 ? 'it' : 'them'} back.`;
		}

		default: {
			return `${keyOf('change.undo')} takes it back.`;
		}
	}
};

/** Acts that the connected PBX is to carry out as soon as it can. */
const forPbx: ReadonlySet<Act['kind']> = new Set(['transfer', 'close', 'archive', 'unarchive']);

/** That it is not done on the PBX yet, and why the header says; `undefined` if nothing keeps it. */
const waitingText = ({store, state: {link}}: App, {kind}: Act): string | undefined => {
	const isKept = link.now.kind === 'offline' || link.frozen !== undefined;
	return store.connection !== undefined && isKept && forPbx.has(kind) ? 'It waits for the PBX.' : undefined;
};

/** A line about what was done and what was not, with the key that takes it back. */
const doneText = (app: App, act: Act, plan: Plan, marks: Marks): string =>
	[
		`${capitalized(outcomeOf(act, plan))}.`,
		skippedInShort(plan.skipped),
		'sessions' in act ? stayMarked(plan.skipped.filter(({id}) => marks.ids.has(id)).length) : undefined,
		plan.remark,
		waitingText(app, act),
		keyBack(app, act, plan),
	]
		.filter(Boolean)
		.join(' ');

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
	overview: overviewOf(app.store, act, plan),
	scope,
	needsCount: needsCount(act, plan) || scope?.chosen === 'all',
	typed: '',
	openedAt: app.milliseconds(),
	top: 0,
	warning,
});

/** Asks about another act in place of the one asked about. */
const askInstead = (app: App, act: Act, scope: Scope | undefined): void => {
	const plan = planAct(app.store, app.actor, act);
	if (isNothing(plan)) throw new Refusal(nothingToDo(plan));
	app.update(withDialog(confirmationOf(app, act, plan, scope)));
};

/** Asks before an act; refuses if there is nothing to do. */
export const askFor = (app: App, act: Act): void => {
	// A purge hits the trash, which the filter usually hides, so there is nothing to choose.
	const scope = 'sessions' in act && act.kind !== 'purge' ? scopeOf(app, act.sessions) : undefined;
	askInstead(app, act, scope);
};

/** Chooses between all marked sessions and those that the filter shows. */
export const chooseScope = (app: App, {act, scope}: Confirmation, chosen: Scope['chosen']): void => {
	if (scope && 'sessions' in act) askInstead(app, {...act, sessions: scope[chosen]}, {...scope, chosen});
};

export const noteBlocker = (act: Act): string | undefined =>
	takesNote(act)
		? undefined
		: act.kind === 'policy'
			? 'The note of a run is the policy’s name.'
			: 'Taking a change back needs no note: the change keeps its own.';

/** Asks about the same act with that note, or without any if the text is empty. */
export const askWithNote = (app: App, {act, scope}: Confirmation, text: string): void =>
	askInstead(app, withNote(act, text), scope);

/** Adds a purge, which may take long, to the jobs; call the result to report how it ended. */
const beginPurge = (app: App, {hits}: Plan): ((kind: 'done' | 'failed', text: string) => void) => {
	const id = nextJob(app.state);
	app.update(state => withJob(state, purgeJob(hits.length)));
	return (kind, text) => app.update(state => withJobAs(state, id, endedPurge(kind, text)));
};

/** The preferences of somebody who did that: where a transfer went is offered first the next time. */
const preferencesAfter = (preferences: Preferences, {store: {identity}}: App, act: Act): Preferences => {
	if (act.kind !== 'transfer' || identity.id === undefined) return preferences;
	const handlers = act.to.map(handler => handlerKey(handler));
	return withRecentDestinations(preferences, identity.id, handlers);
};

/** Shows what would be done now, since the agreed plan no longer fits. */
const askAgain = (app: App, act: Act, plan: Plan, scope: Scope | undefined): void => {
	if (isNothing(plan)) throw new Refusal(`Others were faster. ${nothingToDo(plan)}`);
	const changed = 'The sessions changed meanwhile; nothing was written.';
	const dialog = confirmationOf(app, act, plan, scope, `${changed} This is what would be done now:`);
	// Leave a dialog that the user has opened meanwhile.
	app.update(state => (state.dialog ? withNotice('refused', changed) : withDialog(dialog))(state));
};

const carryOutNow = async (app: App, act: Act, agreed: Plan, scope: Scope | undefined): Promise<void> => {
	const end = isPurge(act) && agreed.hits.length > 0 ? beginPurge(app, agreed) : undefined;
	try {
		const possible = await withoutCopies(app, act, agreed);
		const {plan, change} = await carryOut(
			app.store,
			app.actor,
			() => possible.act,
			agreedTo(possible.plan),
			app.background.acting?.clock,
		);
		if (change === undefined) {
			end?.('failed', 'The sessions changed; nothing was purged.');
			const now = planAct(app.store, app.actor, act);
			// Another PBX's sessions look alike: a second key must not agree to them.
			refuseOtherPbx(now, agreed);
			askAgain(app, act, now, scope);
			return;
		}

		const {marks: before} = app.state;
		const marks = 'sessions' in act ? withoutMarks(before, dealtWith(plan, app.store)) : before;
		const done = doneText(app, act, plan, marks);
		end?.('done', done);
		app.update(state => ({
			// Keep a notice about what others did while this was written.
			...withNotice('done', [done, state.notice?.text].filter(Boolean).join(' '))(state),
			marks,
			pane: state.pane && act.kind === 'delete-messages' ? {...state.pane, marks: new Set()} : state.pane,
			preferences: preferencesAfter(state.preferences, app, act),
		}));
	} catch (error) {
		end?.('failed', error instanceof Refusal ? error.message : 'Nothing was purged.');
		throw error;
	}
};

/**
Carries out the agreed plan if it still fits exactly. Otherwise writes nothing, and shows the dialog again with the
new plan.
*/
export const carryOutAct = async (app: App, act: Act, agreed: Plan, scope?: Scope): Promise<void> =>
	whileBusy(app, 'Writing …', async () => carryOutNow(app, act, agreed, scope), closeDialog);
