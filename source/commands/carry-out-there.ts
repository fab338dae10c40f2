import {type Change} from '../domain/change.js';
import {graceEnds} from '../domain/outbox/pbx-due.js';
import {type PbxStep, pbxStepsOf} from '../domain/outbox/pbx-steps.js';
import {AnotherDeliverer} from '../exchange/outbox/deliverer.js';
import {type ActsOptions, carryOutActs} from '../exchange/pbx-acts/carry-out-acts.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {type OutcomeThere} from './tell-there.js';

/** Milliseconds between two looks whether another process is done, and how many there are. */
const interval = 1000;
const mostLooks = 30;

const graceOf = (step: PbxStep): number => graceEnds({step})?.here ?? 0;

/** As the journal has it, whichever process carried it out. */
const outcomeOf = (store: Store, {n, forPbx}: Change, now: number): OutcomeThere => {
	const {since} = store.pbxOutbox;
	const steps = (forPbx?.sessions ?? []).flatMap(session => {
		const changes = store.changesOf(session).filter(change => change.n > since);
		const step = pbxStepsOf(changes, session).find(({change}) => change.n === n);
		return step ? [{session, step}] : [];
	});
	const open = steps.filter(({step}) => step.outcome === undefined);
	const inGrace = open.filter(({step}) => now < graceOf(step));
	const idsOf = (those: typeof steps): readonly number[] => those.map(({session}) => session);
	return {
		done: idsOf(steps.filter(({step: {outcome}}) => outcome !== undefined && outcome.failure === undefined)),
		refused: steps.flatMap(({session, step: {outcome}}) =>
			outcome?.failure === undefined
				? []
				: {session, reason: outcome.failure, ...(outcome.isStopped && {needsYou: true})},
		),
		pending: idsOf(open.filter(each => !inGrace.includes(each))),
		inGrace: idsOf(inGrace),
		...(inGrace[0] && {graceEnds: graceOf(inGrace[0].step)}),
	};
};

/** Carries out what waits, unless another process is at it. Resolves with the reason if something may be left. */
const attempt = async (options: ActsOptions): Promise<string | undefined> => {
	const {heldDeletions, givenUp} = await carryOutActs(options);
	const held = heldDeletions.length;
	return held > 0
		? `${counted(held, 'deletion')} would run at once, more than are allowed: chatlogs sync --expect ${held}`
		: givenUp?.reason;
};

/**
Waits until the connected PBX has carried a change out, or it is known why it does not at the moment. Deletions of which
the grace goes on are not waited for.
*/
export const carryOutThere = async (change: Change, options: ActsOptions): Promise<OutcomeThere> => {
	const {store, api, network, signal} = options;
	for (let look = 1; ; look++) {
		const outcome = outcomeOf(store, change, api.now());
		if (outcome.pending.length === 0 || signal.aborted) return outcome;
		try {
			const pendingBecause = await attempt(options);
			return {...outcomeOf(store, change, api.now()), pendingBecause};
		} catch (error) {
			if (!(error instanceof AnotherDeliverer)) throw error;
			if (look === mostLooks)
				return {...outcome, pendingBecause: 'another process is carrying out what waits'};
			await network.wait(interval, signal).catch(() => undefined);
			await store.refresh();
		}
	}
};
