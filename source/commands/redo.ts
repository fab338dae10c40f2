import {planRedo} from '../domain/act/undo.js';
import {actFlags} from './act.js';
import {carryOut} from './carry-out.js';
import {defineCommand} from './command.js';
import {expectNoInput} from './ids.js';
import {hitsPrinter, sessionsLabel} from './session-hits.js';
import {withStore} from './with-store.js';

export const redo = defineCommand({
	name: 'redo',
	summary: 'do again what your newest undo took back, if you changed nothing since',
	usage: ['redo'],
	flags: actFlags,
	examples: [{line: 'redo --yes', explanation: 'without a question'}],
	async run(context) {
		expectNoInput(context);
		return withStore(context, async store =>
			carryOut(context, store, {
				kind: 'redo',
				order: plan => `redo what change ${plan.draft.of!} took back for ${sessionsLabel(plan)}`,
				outcome: plan => `redid what change ${plan.draft.of!} took back for ${sessionsLabel(plan)}`,
				wayBack: () => 'Undo: chatlogs undo',
				plan: facts => planRedo(facts, context.actor),
				isAlreadySo: () => false,
				printHits: hitsPrinter(context, store),
				times: [],
			}),
		);
	},
});
