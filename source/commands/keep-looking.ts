import {type PullReport} from '../exchange/sync/pull.js';
import {Synchronization} from '../exchange/sync/synchronization.js';
import {type OpenPbx, openPbx} from '../exchange/yeastar/connection/open-pbx.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {printLine} from './output.js';
import {pbxSurroundings} from './with-pbx.js';

/** Looking at the PBX while something else goes on. */
export interface Looking {
	/** Whether the PBX can be looked at. */
	readonly isLooking: boolean;
	/** Asks for a look at once. */
	readonly nudge: (about: 'owners' | 'sessions') => void;
}

const notLooking: Looking = {isLooking: false, nudge: () => undefined};

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
Keeps the store like its PBX, if it is connected to one, while something else works.
@param onTrouble told why the store cannot be kept so any more
*/
export const keepLooking = async (
	context: Context,
	store: Store,
	onTrouble: (error: unknown) => void,
	work: (looking: Looking) => Promise<void>,
): Promise<void> => {
	const {machine, sender, actor, stderr} = context;
	const {network} = sender;
	const pbx = await pbxOf(context, store);
	if (pbx === undefined) return work(notLooking);
	let told: string | undefined;
	const onReport = ({ended}: PullReport): void => {
		if (ended !== undefined && ended.message !== told) printLine(stderr, `chatlogs: ${ended.message}`);
		told = ended?.message;
	};

	const ending = new AbortController();
	const {signal} = ending;
	const synchronization = new Synchronization({store, pbx, machine, network, actor, signal, onReport});
	const synchronizing = synchronization.run().catch(onTrouble);
	try {
		await work({isLooking: true, nudge: about => synchronization.nudge(about)});
	} finally {
		ending.abort();
		await synchronizing;
		await pbx.close();
	}
};
