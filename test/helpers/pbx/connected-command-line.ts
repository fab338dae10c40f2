import {type ExecutionContext} from 'ava';
import {ConnectionRecords} from '../../../source/exchange/yeastar/connection/connection-record.js';
import {type Pbx} from '../../../source/domain/pbx.js';
import {type Store} from '../../../source/storage/store.js';
import {run, type Runner, runnerOf} from '../command-line.js';
import {ablePbx} from '../memory-facts.js';
import {Platform} from '../platform.js';
import {ann, realFiles} from '../store.js';
import {instance, recordOf, surroundingsOf} from './connected-store.js';
import {furnish, startPbx, type TestPbx} from './pbx.js';
import {emptyStore} from './sync-scene.js';
import {type World} from './world.js';

export interface ConnectedCommandLine {
	readonly pbx: TestPbx;
	/** The same store as another process has it open. */
	readonly store: Store;
	readonly chatlogs: Runner;
	/** What is called when the command line waits. */
	onWait: () => unknown;
}

interface ConnectedCommandLineOptions {
	readonly facts?: Pbx;
	/** Makes the sessions. */
	readonly fill?: (world: World) => void;
}

/** The command line on a store that is connected to the PBX of a small office, and synced. Pauses take no time. */
export const connectedCommandLine = async (
	t: ExecutionContext,
	{facts = {}, fill}: ConnectedCommandLineOptions = {},
): Promise<ConnectedCommandLine> => {
	const pbx = await startPbx(t, {shows: 'http'});
	furnish(pbx);
	fill?.(pbx.world);
	const store = await emptyStore(t);
	const {environment, folders} = surroundingsOf(t, pbx);
	await store.commit(ann, () => ({kind: 'pbx', pbx: {...ablePbx, ...facts}}));
	await store.commit(ann, () => ({kind: 'connect', connection: {sn: pbx.world.sn, instance}}));
	await new ConnectionRecords(realFiles, folders.config, instance).write(recordOf(pbx, store.folder));
	const {sender} = new Platform();
	const scene: ConnectedCommandLine = {
		pbx,
		store,
		chatlogs: runnerOf(async (argv, setting = {}) => {
			const outcome = await run([...argv, '--store', store.folder], {
				environment,
				stateFolder: folders.state,
				sender: {
					...sender,
					configFolder: folders.config,
					network: {
						...sender.network,
						random: () => 0,
						async wait() {
							await scene.onWait();
						},
					},
				},
				...setting,
			});
			await store.refresh();
			return outcome;
		}),
		onWait: () => undefined,
	};
	const {code, stderr} = await scene.chatlogs(['sync', '--quiet']);
	t.is(code, 0, stderr);
	return scene;
};
