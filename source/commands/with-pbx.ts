import {type OpenPbx, openPbx, type PbxSurroundings} from '../exchange/yeastar/connection/open-pbx.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';

/** What a command has to reach a PBX with. */
export const pbxSurroundings = ({
	machine,
	sender,
	environment,
	stateFolder,
}: Pick<Context, 'machine' | 'sender' | 'environment' | 'stateFolder'>): PbxSurroundings => ({
	machine,
	network: sender.network,
	environment,
	folders: {config: sender.configFolder, state: stateFolder},
});

/**
Works with the PBX that the store is connected to.
@throws PbxTrouble if it cannot be used
*/
export const withPbx = async <Result>(
	context: Pick<Context, 'machine' | 'sender' | 'environment' | 'stateFolder'>,
	store: Store,
	work: (pbx: OpenPbx) => Promise<Result>,
): Promise<Result> => {
	const pbx = await openPbx({...pbxSurroundings(context), store});
	try {
		return await work(pbx);
	} finally {
		// So that a store from before what was done now is known for one.
		await pbx.memory.look(store).finally(async () => pbx.close());
	}
};
