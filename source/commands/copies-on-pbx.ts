import {type Plan} from '../domain/act/plan.js';
import {inLanes} from '../exchange/sync/in-lanes.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';

/** Sessions that are deleted at the same time; the API makes four calls at once at most. */
const atOnce = 6;

const hint = 'With --local-only it is purged here alone.';

/** The copies on the connected PBX of what is to be purged. */
export class CopiesOnPbx {
	readonly #context: Context;
	readonly #store: Store;
	/** Why each may be there still; `undefined` if it is not. Missing as long as nothing was deleted. */
	#outcomes: ReadonlyMap<number, string | undefined> | undefined;
	readonly #isLocalOnly: boolean;

	constructor(context: Context, store: Store, isLocalOnly: boolean) {
		this.#context = context;
		this.#store = store;
		this.#isLocalOnly = isLocalOnly || store.connection === undefined;
	}

	/** Why a session cannot be purged, if so; before anything was deleted, nothing is known that speaks against it. */
	readonly keptBy = (session: number): string | undefined => {
		const outcomes = this.#outcomes;
		if (this.#isLocalOnly || outcomes === undefined || this.#store.isDeletedOnPbx(session)) return undefined;
		return outcomes.has(session) ? outcomes.get(session) : 'it came in between, and the PBX has it still';
	};

	/**
	Deletes those of a purge that the PBX may have.
	@throws PbxTrouble or StoreRefusal if it cannot be reached; then nothing is deleted
	*/
	async remove({draft: {purged = []}}: Plan): Promise<void> {
		const store = this.#store;
		if (this.#isLocalOnly) return;
		const outcomes = new Map<number, string | undefined>();
		const ids = purged.flatMap(({sessions}) => sessions).filter(id => !store.isDeletedOnPbx(id));
		if (ids.length > 0) {
			// Loads what reaches a PBX, which takes a while.
			const {reachingPbx} = await import('./reaching-pbx.js');
			await reachingPbx.withReachedPbx(
				this.#context,
				store,
				async ({deleteCopy}) =>
					inLanes(ids, atOnce, async id => {
						outcomes.set(id, await deleteCopy(id));
					}),
				hint,
			);
		}

		this.#outcomes = outcomes;
	}
}
