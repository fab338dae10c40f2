import {UsageRefusal} from '../domain/refusal.js';
import {planUndo} from '../domain/act/undo.js';
import {actFlags} from './act.js';
import {carryOut} from './carry-out.js';
import {defineCommand} from './command.js';
import {readId} from './ids.js';
import {hitsPrinter, sessionsLabel} from './session-hits.js';
import {withStore} from './with-store.js';

export const undo = defineCommand({
	name: 'undo',
	summary: 'take back a transfer or deletion: your newest, or the change with that number',
	usage: ['undo [CHANGE]'],
	flags: actFlags,
	examples: [
		{line: 'undo', explanation: 'your newest transfer or deletion that is not undone, after a question'},
		{line: 'undo 12 --yes', explanation: 'change 12, whoever made it'},
	],
	async run(context) {
		const [text, ...more] = context.input;
		if (more.length > 0) throw new UsageRefusal('Name one change, or none for your newest.');
		const n = text === undefined ? undefined : readId(text, 'change');
		return withStore(context, async store =>
			carryOut(context, store, {
				kind: 'undo',
				order: plan => `undo change ${plan.draft.of!} for ${sessionsLabel(plan)}`,
				outcome: plan => `undid change ${plan.draft.of!} for ${sessionsLabel(plan)}`,
				wayBack: () => 'Redo: chatlogs redo',
				plan: facts => planUndo(facts, context.actor, n),
				isAlreadySo: () => false,
				printHits: hitsPrinter(context, store),
				times: [],
			}),
		);
	},
});
