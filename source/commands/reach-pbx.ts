import {type Change} from '../domain/change.js';
import {type Session} from '../domain/session.js';
import {Refusal, StoreRefusal} from '../domain/refusal.js';
import {copyDeleted} from '../exchange/pbx-acts/delete-copy.js';
import {type PbxApi} from '../exchange/yeastar/api/pbx-api.js';
import {askBound} from '../exchange/yeastar/api/system.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Store} from '../storage/store.js';
import {carryOutThere} from './carry-out-there.js';
import {type Context} from './command.js';
import {interruptible} from './interruptible.js';
import {type OutcomeThere} from './tell-there.js';
import {withPbx} from './with-pbx.js';

/** A connected PBX that has answered. */
export interface ReachedPbx {
	/** Its time in Unix seconds, if it tells it. */
	readonly clock: () => number | undefined;
	/**
	Deletes a session there, because it is to be purged here, or was; then it is given as it was.
	@returns why it may still be there, if so
	*/
	readonly deleteCopy: (session: number, erased?: Session) => Promise<string | undefined>;
	/** Waits until a change is carried out there. */
	readonly carryOut: (change: Change) => Promise<OutcomeThere>;
}

const laterHint = 'With --later it is noted here, and carried out by the next sync.';

/** Asks nothing of the PBX any more once that makes no sense. */
const copyDeleter = (
	api: PbxApi,
	store: Store,
	signal: AbortSignal,
	freeze: (reason: string) => void,
): ReachedPbx['deleteCopy'] => {
	let over: string | undefined;
	return async (session, erased) => {
		over ??= signal.aborted ? 'it was interrupted' : undefined;
		if (over !== undefined) return over;
		const result = await copyDeleted(api, store, session, signal, erased);
		if (result.kind === 'settled') return result.outcome.failure;
		if (result.kind === 'pause' || result.kind === 'stranger') over = result.reason;
		if (result.kind === 'stranger') freeze(result.reason);
		return result.reason;
	};
};

/**
Works with the connected PBX once it has said that it is the one, and may be acted on.
@param hint what to do without it
@throws PbxTrouble or StoreRefusal if it has not, before any work is done
*/
export const withReachedPbx = async <Result>(
	context: Context,
	store: Store,
	work: (pbx: ReachedPbx) => Promise<Result>,
	hint = laterHint,
): Promise<Result> => {
	const {machine, actor, sender} = context;
	try {
		return await interruptible(new Refusal('It was interrupted.'), async signal =>
			withPbx(context, store, async ({api, memory}) => {
				await askBound(api, store, signal);
				const {frozen} = memory;
				if (frozen !== undefined)
					throw new StoreRefusal(`Acts are frozen: ${frozen}. Nothing was changed. ${hint}`);
				let freezing: Promise<void> = Promise.resolve();
				const freeze = (reason: string): void => void (freezing = memory.freeze(reason));
				const {network} = sender;
				const result = await work({
					deleteCopy: copyDeleter(api, store, signal, freeze),
					clock: () => api.clock,
					carryOut: async change =>
						carryOutThere(change, {store, api, machine, actor, network, signal, freeze}),
				});
				await freezing;
				return result;
			}),
		);
	} catch (error) {
		if (!(error instanceof PbxTrouble)) throw error;
		throw new PbxTrouble(error.pbxCause, `${error.message} Nothing was changed. ${hint}`, error.code);
	}
};
