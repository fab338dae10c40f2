import {Refusal} from '../domain/refusal.js';
import {type ErasingParts} from '../exchange/erase/erase-places.js';
import {deliverWaiting} from '../exchange/platform/deliverer.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {interruptible} from './interruptible.js';

/** What a command has to erase persons with, from every place. */
export const erasingParts = (context: Context, store: Store): ErasingParts => {
	const {machine, actor, sender, preferencesFolder, site} = context;
	return {
		store,
		machine,
		actor,
		preferencesFolder,
		siteName: site?.name,
		sources: sender,
		async eraseCopies(sought, known, keep) {
			// Loads what reaches a PBX, which takes a while.
			const {reachingPbx} = await import('./reaching-pbx.js');
			return reachingPbx.withReachedPbx(
				context,
				store,
				async pbx => pbx.eraseCopies(sought, known, keep),
				'The next chatlogs erase tries again.',
			);
		},
		deliver: async sessions =>
			interruptible(new Refusal('It was interrupted.'), async signal =>
				deliverWaiting({
					store,
					machine,
					sender,
					actor,
					signal,
					patience: 1,
					again: session => sessions.has(session),
					onPause: () => undefined,
				}),
			),
	};
};
