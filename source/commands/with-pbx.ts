import {type OpenPbx, openPbx, type PbxSurroundings} from '../exchange/yeastar/connection/open-pbx.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';

/** Everything that a command has for reaching a PBX. */
export const pbxSurroundings = ({
	machine,
	sender,
	environment,
	stateFolder,
	site,
}: Pick<Context, 'machine' | 'sender' | 'environment' | 'stateFolder' | 'site'>): PbxSurroundings => ({
	machine,
	network: sender.network,
	environment,
	folders: {config: sender.configFolder, state: stateFolder},
	site,
});

/**
Works with the PBX that the store is connected to.
@throws PbxTrouble if the PBX cannot be used
*/
export const withPbx = async <Result>(
	context: Pick<Context, 'machine' | 'sender' | 'environment' | 'stateFolder' | 'site'>,
	store: Store,
	work: (pbx: OpenPbx) => Promise<Result>,
): Promise<Result> => {
	const pbx = await openPbx({...pbxSurroundings(context), store});
	try {
		return await work(pbx);
	} finally {
		await pbx.close();
	}
};
