import {UsageRefusal} from '../domain/refusal.js';
import {actFlags, laterFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {defineCommand} from './command.js';
import {readId} from './ids.js';
import {withStore} from './with-store.js';

export const undo = defineCommand({
	name: 'undo',
	summary: 'take back what was done: your newest act, or the change with that number',
	usage: ['undo [CHANGE]', 'undo CHANGE --only ID,ID…'],
	numbers: 'first',
	flags: {
		only: {
			type: 'string',
			value: 'IDS',
			explanation: 'take it back for these sessions alone, separated by commas',
		},
		...laterFlag,
		...actFlags,
	},
	examples: [
		{line: 'undo', explanation: 'your newest act that is not undone, after a question'},
		{line: 'undo 12 --yes', explanation: 'change 12, whoever made it'},
		{line: 'undo 12 --only 3073,3077', explanation: 'two sessions of change 12; the others stay as they are'},
	],
	async run(context) {
		const [text, ...more] = context.input;
		if (more.length > 0) throw new UsageRefusal('Name one change, or none for your newest.');
		const change = text === undefined ? undefined : readId(text, 'change');
		const {only: list} = context.flags;
		if (list !== undefined && change === undefined)
			throw new UsageRefusal('--only goes with the number of a change.');
		const only = list?.split(',').map(id => readId(id.trim(), 'session'));
		return withStore(context, async store =>
			carryOutAct(context, store, () => ({kind: 'undo', change, only})),
		);
	},
});
