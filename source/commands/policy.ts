import {defineCommand} from './command.js';
import {policyFlags} from './policy-flags.js';
import {runPolicies} from './policy-run.js';
import {simulatePolicies} from './policy-simulate.js';
import {listPolicies, readTexts, removePolicy, setPolicies} from './policy-texts.js';
import {type Forms, runForm} from './run-form.js';
import {sitesFlags} from './sites-flags.js';
import {tidyUp, withStore} from './with-store.js';

const forms: Forms<typeof policyFlags> = {
	list: {
		takes: [0, 0],
		flags: [],
		run: async context => withStore(context, store => listPolicies(context, store)),
	},
	set: {
		takes: [0, 1],
		flags: ['filter', 'then', 'after', 'atMost', 'zone', 'file'],
		async run(context, [name]) {
			const texts = await readTexts(context, name);
			return withStore(context, async store => {
				const code = await setPolicies(context, store, texts);
				await tidyUp(store, context.actor);
				return code;
			});
		},
	},
	simulate: {
		takes: [0, 1],
		flags: ['until'],
		run: async (context, [name]) => withStore(context, async store => simulatePolicies(context, store, name)),
	},
	run: {
		takes: [0, 1],
		flags: ['dryRun', 'expect', 'later'],
		run: async (context, [name]) => withStore(context, async store => runPolicies(context, store, name)),
	},
	remove: {
		takes: [1, 1],
		flags: [],
		run: async (context, [name]) => withStore(context, async store => removePolicy(context, store, name!)),
	},
};

export const policy = defineCommand({
	name: 'policy',
	summary: 'retention policies: what is deleted or purged once it is old enough',
	usage: [
		'policy list [--json]',
		'policy set NAME --filter Q --then delete|purge [--after 30d] [--at-most N] [--zone Z]',
		'policy set --file FILE|-',
		'policy simulate [NAME] [--until DATE]',
		'policy run [NAME] [--dry-run] [--expect N] [--later]',
		'policy list|simulate|run … --all-sites | --sites A,B | --tag T',
		'policy remove NAME',
	],
	words: Object.keys(forms),
	flags: {...policyFlags, ...sitesFlags},
	together: {
		kind: 'outputs',
		lone: ({input: [word], flags: given}) =>
			word === 'set' || word === 'remove'
				? `policy ${word}`
				: given.expect === undefined
					? undefined
					: '--expect',
		isCounted: ({input: [word]}) => word === 'run',
	},
	examples: [
		{
			line: "policy set 'Old SMS' --filter 'status:closed channel:sms active:..365d' --then delete",
			explanation: 'to the trash after a year',
		},
		{
			line: "policy set 'Trash' --filter 'channel:sms' --then purge --after 30d",
			explanation: 'for good after 30 days there',
		},
		{line: 'policy simulate --until 365d', explanation: 'what would go when, month by month'},
		{line: 'policy run', explanation: 'all of them now, such as every night'},
	],
	async run(context) {
		const [form = 'list', ...names] = context.input;
		return runForm(
			context,
			'policy',
			forms,
			[form, ...names],
			'After policy, chatlogs expects list, set, simulate, run, or remove with a name: chatlogs help policy',
		);
	},
});
