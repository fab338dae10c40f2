import {type Plan} from '../domain/act/plan.js';
import {type Change} from '../domain/change.js';
import {withForPbx} from '../domain/outbox/for-pbx.js';
import {pbxStateOf} from '../domain/outbox/pbx-due.js';
import {Refusal, StoreRefusal} from '../domain/refusal.js';
import {askBound} from '../exchange/yeastar/api/system.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Store} from '../storage/store.js';
import {carryOutThere, type OutcomeThere} from './carry-out-there.js';
import {type Context} from './command.js';
import {interruptible} from './interruptible.js';
import {withPbx} from './with-pbx.js';

/** A connected PBX that has answered. */
export interface ReachedPbx {
	/** Its time in Unix seconds, if it tells it. */
	readonly clock: () => number | undefined;
	/** Waits until a change is carried out there. */
	readonly carryOut: (change: Change) => Promise<OutcomeThere>;
}

/** Whether what is planned is a matter of the connected PBX. To take back what was never sent there is none. */
export const concernsPbx = (store: Store, {draft}: Plan): boolean => {
	const {forPbx, of} = withForPbx(store, draft);
	if (forPbx === undefined) return false;
	return (
		of === undefined || forPbx.sessions.some(session => pbxStateOf(store, session, {n: of}) !== 'waiting')
	);
};

const laterHint = 'Nothing was changed. With --later it is noted here, and carried out by the next sync.';

/**
Works with the connected PBX once it has said that it is the one, and may be acted on.
@throws PbxTrouble or StoreRefusal if it has not, before any work is done
*/
export const withReachedPbx = async (
	context: Context,
	store: Store,
	work: (pbx: ReachedPbx) => Promise<number>,
): Promise<number> => {
	const {machine, actor, sender} = context;
	try {
		return await interruptible(new Refusal('It was interrupted.'), async signal =>
			withPbx(context, store, async ({api, memory}) => {
				await askBound(api, store, signal);
				const {frozen} = memory;
				if (frozen !== undefined) throw new StoreRefusal(`Acts are frozen: ${frozen}. ${laterHint}`);
				let freezing: Promise<void> = Promise.resolve();
				const freeze = (reason: string): void => void (freezing = memory.freeze(reason));
				const {network} = sender;
				const code = await work({
					clock: () => api.clock,
					carryOut: async change =>
						carryOutThere(change, {store, api, machine, actor, network, signal, freeze}),
				});
				await freezing;
				return code;
			}),
		);
	} catch (error) {
		if (!(error instanceof PbxTrouble)) throw error;
		throw new PbxTrouble(error.pbxCause, `${error.message} ${laterHint}`, error.code);
	}
};
