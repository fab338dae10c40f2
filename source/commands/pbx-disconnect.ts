import {localActsIn} from '../domain/local-acts.js';
import {standingOf} from '../exchange/yeastar/connection/open-pbx.js';
import {counted} from '../text/count.js';
import {exitCode} from './command.js';
import {printLine} from './output.js';
import {forgetInstance} from './pbx-adopt.js';
import {type PbxContext} from './pbx-flags.js';
import {printPbx} from './print-pbx.js';
import {pbxSurroundings} from './with-pbx.js';
import {tidyUp, withStore} from './with-store.js';

/** `pbx disconnect`: the store stays as it is, and nothing of it reaches the PBX any more. */
export const disconnectPbx = async (context: PbxContext): Promise<number> =>
	withStore(context, async store => {
		const {actor, stderr} = context;
		const standing = standingOf(store, pbxSurroundings(context));
		if (standing.kind === 'none') {
			printPbx(context, store);
			return exitCode.done;
		}

		const moved = localActsIn(store.table).moves.flatMap(({sessions}) => sessions).length;
		if (moved > 0)
			printLine(
				stderr,
				`chatlogs: ${counted(moved, 'session')} here ${moved === 1 ? 'is' : 'are'} with another than on the PBX, and will not be transferred there`,
			);
		const change = await store.commit(actor, () => ({kind: 'connect', connection: null}));
		// A copy leaves what the store needs that it is a copy of.
		if (standing.kind === 'connected') await forgetInstance(context, standing);
		printPbx(context, store, change);
		await tidyUp(store, actor);
		return exitCode.done;
	});
