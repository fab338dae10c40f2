import {type Nudge} from '../exchange/sync/nudge.js';
import {Synchronization} from '../exchange/sync/synchronization.js';
import {type OpenPbx, openPbx} from '../exchange/yeastar/connection/open-pbx.js';
import {askBound} from '../exchange/yeastar/api/system.js';
import {boundSignal} from '../exchange/yeastar/connection/while-bound.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {printLine} from './output.js';
import {pbxSurroundings} from './with-pbx.js';

/** Whether the store is kept like its PBX while something else goes on. */
export interface Synchronizing {
	/** Whether the PBX is asked for what is new. */
	readonly isPbxAsked: boolean;
	readonly nudge: Nudge;
}

/** Milliseconds until a PBX that cannot be reached, or is another one, is asked again who it is. */
const refusedInterval = 60_000;

const withoutPbx: Synchronizing = {isPbxAsked: false, nudge: () => undefined};

/** `undefined` if the store has no PBX that can be reached from here, which is told unless it never had one. */
const pbxOf = async (context: Context, store: Store): Promise<OpenPbx | undefined> => {
	try {
		return await openPbx({...pbxSurroundings(context), store});
	} catch (error) {
		if (!(error instanceof PbxTrouble)) throw error;
		if (store.connection !== undefined)
			printLine(context.stderr, `chatlogs: ${error.pbxCause}: ${error.message}`);
		return undefined;
	}
};

/**
Keeps the store like its PBX, if it is connected to one, while something else works: looks at it, and hears what it tells.
@param onTrouble told why the store cannot be kept so any more
*/
export const whileSynchronizing = async (
	context: Context,
	store: Store,
	onTrouble: (error: unknown) => void,
	work: (synchronizing: Synchronizing) => Promise<void>,
): Promise<void> => {
	const {machine, sender, actor, stderr} = context;
	const {network} = sender;
	const pbx = await pbxOf(context, store);
	if (pbx === undefined) return work(withoutPbx);
	let told: string | undefined;
	const tell = (trouble: string | undefined): void => {
		if (trouble !== undefined && trouble !== told) printLine(stderr, `chatlogs: ${trouble}`);
		told = trouble;
	};

	const ending = new AbortController();
	const bound = boundSignal(store);
	const signal = AbortSignal.any([ending.signal, bound.signal]);
	const isOver = (): boolean => signal.aborted;
	const synchronization = new Synchronization({
		store,
		pbx,
		machine,
		network,
		actor,
		signal,
		onReport: ({ended}) => tell(ended?.message),
	});
	/** Whether the PBX said that it is the one of the store; what it says instead is told. */
	const isBound = async (): Promise<boolean> => {
		try {
			await askBound(pbx.api, store, signal);
			return true;
		} catch (error) {
			if (!(error instanceof PbxTrouble) && !isOver()) throw error;
			if (!isOver()) tell((error as PbxTrouble).message);
			return false;
		}
	};

	const synchronize = async (): Promise<void> => {
		while (!isOver() && !(await isBound()))
			await network.wait(refusedInterval, signal).catch(() => undefined);
		if (!isOver()) await synchronization.run();
		bound.signal.throwIfAborted();
	};

	const synchronizing = synchronize().catch(onTrouble);
	try {
		await work({isPbxAsked: true, nudge: synchronization.nudge});
	} finally {
		ending.abort();
		bound.stop();
		await synchronizing;
		await pbx.close();
	}
};
