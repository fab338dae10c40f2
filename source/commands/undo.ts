import {UsageRefusal} from '../domain/refusal.js';
import {actFlags, laterFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {defineCommand} from './command.js';
import {readId} from './ids.js';
import {withStore} from './with-store.js';

export const undo = defineCommand({
	name: 'undo',
	summary: 'take back what was done: your newest act, or the change with that number',
	usage: ['undo [CHANGE]'],
	numbers: 'first',
	flags: {...laterFlag, ...actFlags},
	examples: [
		{line: 'undo', explanation: 'your newest act that is not undone, after a question'},
		{line: 'undo 12 --yes', explanation: 'change 12, whoever made it'},
	],
	async run(context) {
		const [text, ...more] = context.input;
		if (more.length > 0) throw new UsageRefusal('Name one change, or none for your newest.');
		const change = text === undefined ? undefined : readId(text, 'change');
		return withStore(context, async store => carryOutAct(context, store, () => ({kind: 'undo', change})));
	},
});
