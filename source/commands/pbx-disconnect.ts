import {surveyPbx} from '../domain/outbox/pbx-survey.js';
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
		const {actor, machine, stderr} = context;
		const standing = standingOf(store, pbxSurroundings(context));
		if (standing.kind === 'none') {
			printPbx(context, store);
			return exitCode.done;
		}

		const {pending, inGrace, needsYou} = surveyPbx(store, machine.now());
		const waiting = pending.length + inGrace.length + needsYou.length;
		if (waiting > 0)
			printLine(
				stderr,
				`chatlogs: ${counted(waiting, 'act')} ${waiting === 1 ? 'waits' : 'wait'} for the PBX, and will not be carried out there`,
			);
		const change = await store.commit(actor, () => ({kind: 'connect', connection: null}));
		// A copy leaves what the store needs that it is a copy of.
		if (standing.kind === 'connected') await forgetInstance(context, standing);
		printPbx(context, store, change);
		await tidyUp(store, actor);
		return exitCode.done;
	});
