import {actFlags, laterFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {defineCommand} from './command.js';
import {expectNoInput} from './ids.js';
import {withStore} from './with-store.js';

export const redo = defineCommand({
	name: 'redo',
	summary: 'do again what your newest undo took back, if you changed nothing since',
	usage: ['redo'],
	flags: {...laterFlag, ...actFlags},
	examples: [{line: 'redo --yes', explanation: 'without a question'}],
	async run(context) {
		expectNoInput(context);
		return withStore(context, async store => carryOutAct(context, store, () => ({kind: 'redo'})));
	},
});
