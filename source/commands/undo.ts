import {UsageRefusal} from '../domain/refusal.js';
import {actFlags, laterFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {defineCommand, type Flags} from './command.js';
import {readId} from './ids.js';
import {withStore} from './with-store.js';

const onlyFlag = {
	only: {type: 'string', value: 'ID…', explanation: 'only these sessions of the change'},
} as const satisfies Flags;

/** The sessions named by `--only` and behind the change; `undefined` for all. */
const readOnly = (first: string | undefined, more: readonly string[]): readonly number[] | undefined => {
	if (first === undefined) {
		if (more.length > 0) throw new UsageRefusal('Name one change, or none for your newest.');
		return undefined;
	}

	return [first, ...more]
		.flatMap(text => text.split(/[\s,]+/))
		.filter(Boolean)
		.map(text => readId(text, 'session'));
};

export const undo = defineCommand({
	name: 'undo',
	summary: 'take back what was done: your newest act, or the change with that number',
	usage: ['undo [CHANGE [--only ID…]]'],
	numbers: 'first',
	flags: {...onlyFlag, ...laterFlag, ...actFlags},
	examples: [
		{line: 'undo', explanation: 'your newest act that is not undone, after a question'},
		{line: 'undo 12 --yes', explanation: 'change 12, whoever made it'},
		{line: 'undo 12 --only 3073 3074', explanation: 'only these sessions of change 12'},
	],
	async run(context) {
		const [text, ...more] = context.input;
		const change = text === undefined ? undefined : readId(text, 'change');
		const only = readOnly(context.flags.only, more);
		return withStore(context, async store =>
			carryOutAct(context, store, () => ({kind: 'undo', change, only})),
		);
	},
});
