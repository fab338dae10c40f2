import {type Copy, type CopyOutcomes} from '../domain/act/copies.js';
import {type Change} from '../domain/change.js';
import {Refusal, StoreRefusal} from '../domain/refusal.js';
import {deleteCopies} from '../exchange/pbx-acts/delete-copy.js';
import {eraseCopies, type ErasedCopies} from '../exchange/pbx-acts/erase-copies.js';
import {type SoughtPerson} from '../exchange/pbx-acts/find-copies.js';
import {actsOptionsOf} from '../exchange/sync/synchronization.js';
import {askBound} from '../exchange/yeastar/api/system.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Cause} from '../exchange/yeastar/api/verdict.js';
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
	/** Deletes sessions there, because they are to be purged here. */
	readonly deleteCopies: (sessions: readonly number[]) => Promise<CopyOutcomes>;
	/** Deletes all of a person there; see `eraseCopies`. */
	readonly eraseCopies: (
		sought: SoughtPerson,
		known: readonly Copy[],
		keep: (copies: readonly Copy[]) => Promise<void>,
	) => Promise<ErasedCopies>;
	/** Waits until a change is carried out there. */
	readonly carryOut: (change: Change) => Promise<OutcomeThere>;
}

const laterHint = 'With --later it is noted here, and carried out by the next sync.';

/** Causes for which the next sync would carry nothing out either, and that end with what waits being dropped. */
const lasting: ReadonlySet<Cause> = new Set<Cause>(['copy', 'another PBX']);

const nothingChanged = (hint: string, isLasting: boolean): string =>
	isLasting && hint === laterHint ? 'Nothing was changed.' : `Nothing was changed. ${hint}`;

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
			withPbx(context, store, async pbx => {
				await askBound(pbx.api, store, signal);
				const {network} = sender;
				const options = actsOptionsOf({store, pbx, machine, actor, network, signal});
				const {frozen} = options;
				if (frozen !== undefined)
					throw new StoreRefusal(`Acts are frozen: ${frozen}. ${nothingChanged(hint, true)}`);
				return work({
					deleteCopies: async sessions => deleteCopies(options, sessions),
					eraseCopies: async (sought, known, keep) => eraseCopies(options, sought, known, keep),
					clock: () => pbx.api.clock,
					carryOut: async change => carryOutThere(change, options),
				});
			}),
		);
	} catch (error) {
		if (!(error instanceof PbxTrouble)) throw error;
		// Some end with a command.
		const told = error.message.endsWith('.') ? error.message : `${error.message}.`;
		const isLasting = lasting.has(error.pbxCause);
		throw new PbxTrouble(error.pbxCause, `${told} ${nothingChanged(hint, isLasting)}`, error.code);
	}
};
