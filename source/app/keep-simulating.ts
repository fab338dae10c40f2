import {setImmediate as nextTurn} from 'node:timers/promises';
import {type App} from '../actions/app.js';
import {tellRefusal} from '../actions/run-action.js';
import {goesNext, usablePolicies} from '../domain/keep/goes-next.js';
import {findHold} from '../domain/keep/hold-drafts.js';
import {simulate} from '../domain/keep/outlook.js';
import {earlierClock} from '../domain/keep/policy-clock.js';
import {simulatedDraft} from '../domain/keep/policy-drafts.js';
import {PolicyLook, wordsOf} from '../domain/keep/policy-look.js';
import {type NamedPolicy} from '../domain/keep/policy.js';
import {Refusal} from '../domain/refusal.js';
import {type Steps} from '../domain/steps.js';
import {isOtherSpan} from '../state/policy-dialogs.js';
import {withNext, withProgress, withSimulated} from '../state/simulating.js';
import {type State} from '../state/state.js';
import {findAnywhere} from '../storage/find-anywhere.js';
import {type Store} from '../storage/store.js';
import {day} from '../text/time.js';
import {inSlices} from './slices.js';

/** Something that the open dialog has to know. */
interface Wanted {
	/** The same as long as the same is asked for. */
	readonly key: string;
	readonly policies: readonly NamedPolicy[];
	/** Gives what shows the result. */
	readonly work: (look: PolicyLook) => Steps<(state: State) => State>;
	/** What shows why there is none. */
	readonly failed: (trouble: string) => (state: State) => State;
	/** The policy that this counts as simulating. */
	readonly counts?: NamedPolicy;
}

const nowIn = ({state, background}: App): number => earlierClock(state.now, background.acting?.clock());

const simulation = (app: App, policy: NamedPolicy, days: number): Omit<Wanted, 'key'> => {
	const {newestChange: newest} = app.store;
	return {
		policies: [policy],
		*work(look) {
			const now = nowIn(app);
			const [outlook] = yield* simulate(look, [policy], {now, until: now + days * day});
			return withSimulated(policy.id, {newest, days, result: {outlook: outlook!, look}});
		},
		failed: trouble => withSimulated(policy.id, {newest, days, result: {trouble}}),
	};
};

/** What the open dialog has yet to know; what is known longest is asked for anew first. */
const wantedIn = (app: App, {policies, holds, newestChange}: Store): Wanted | undefined => {
	const {dialog} = app.state;
	if (dialog?.kind === 'policy') {
		const policy = policies.find(({id}) => id === dialog.policy);
		if (policy === undefined) return undefined;
		if (!isOtherSpan(dialog) && dialog.simulated?.newest === newestChange) return undefined;
		const {days} = dialog;
		return {...simulation(app, policy, days), key: `${policy.n} for ${days}`, counts: policy};
	}

	if (dialog?.kind === 'holds') {
		const [stale] = policies
			.map(policy => ({policy, newest: dialog.today?.get(policy.id)?.newest ?? -1}))
			.filter(({newest}) => newest !== newestChange)
			.toSorted((a, b) => a.newest - b.newest);
		return stale && {...simulation(app, stale.policy, 0), key: `${stale.policy.n} today`};
	}

	if (dialog?.kind === 'question' && dialog.about.kind === 'release' && dialog.about.next === undefined) {
		const {name} = dialog.about;
		return {
			key: `release ${name}`,
			policies: usablePolicies({policies}),
			*work(look) {
				return withNext(yield* goesNext(look, holds, findHold(holds, name), nowIn(app)));
			},
			failed: trouble => withNext([trouble]),
		};
	}

	return undefined;
};

/** Milliseconds between two updates of the progress. */
const progressInterval = 100;

/**
Finds out in slices what policies would do, for the dialogs that show it, and again once the store has changed. As on the
command line, to have seen what a policy would take counts as simulating its text. Returns how to end that.
*/
export const keepSimulating = (app: App, store: Store): (() => Promise<void>) => {
	let running: {readonly key: string; readonly stop: AbortController} | undefined;
	let writing: Promise<unknown> = Promise.resolve();

	const noteSimulated = async (policy: NamedPolicy): Promise<void> => {
		try {
			await store.commit(app.actor, () => simulatedDraft(store.policies, policy));
		} catch (error) {
			tellRefusal(app, error);
		}
	};

	const run = async ({policies, work, failed, counts}: Wanted, signal: AbortSignal): Promise<void> => {
		// The key that asked for it is answered first.
		await nextTurn(undefined, {signal});
		const newest = store.newestChange;
		let shownAt = app.milliseconds();
		try {
			const look = new PolicyLook(store, await findAnywhere(store, wordsOf(policies), {signal}), newest);
			const show = await inSlices(work(look), () => app.milliseconds(), {
				signal,
				onTurn(part) {
					if (app.milliseconds() - shownAt < progressInterval) return;
					shownAt = app.milliseconds();
					app.update(withProgress(part));
				},
			});
			running = undefined;
			app.update(show);
		} catch (error) {
			if (signal.aborted || !(error instanceof Refusal)) throw error;
			running = undefined;
			app.update(failed(error.message));
			return;
		}

		// If others changed the store meanwhile, it saw some of it before and some after; then it runs again.
		const isWhole = newest === store.newestChange;
		if (counts && !counts.isSimulated && isWhole && store.readOnly === undefined)
			writing = writing.then(async () => noteSimulated(counts));
	};

	const look = (): void => {
		const wanted = store.progress < 1 || app.past ? undefined : wantedIn(app, store);
		if (wanted?.key === running?.key) return;
		running?.stop.abort();
		running = undefined;
		if (wanted === undefined) return;
		const stop = new AbortController();
		running = {key: wanted.key, stop};
		run(wanted, stop.signal).catch((error: unknown) => {
			if (stop.signal.aborted) return;
			running = undefined;
			tellRefusal(app, error);
		});
	};

	const unsubscribe = app.subscribe(look);
	return async () => {
		unsubscribe();
		running?.stop.abort();
		await writing;
	};
};
