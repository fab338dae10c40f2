import {UsageRefusal} from '../domain/refusal.js';
import {defineCommand} from './command.js';
import {type PolicyContext, policyFlags} from './policy-flags.js';
import {runPolicies} from './policy-run.js';
import {simulatePolicies} from './policy-simulate.js';
import {listPolicies, readTexts, removePolicy, setPolicies} from './policy-texts.js';
import {refuseOthers} from './refuse-others.js';
import {sitesFlags} from './sites-flags.js';
import {tidyUp, withStore} from './with-store.js';

interface Word {
	/** The least and the most names after it. */
	readonly takes: readonly [least: number, most: number];
	readonly flags: readonly (keyof typeof policyFlags)[];
	readonly run: (context: PolicyContext, name: string | undefined) => Promise<number>;
}

const words: Readonly<Record<string, Word>> = {
	list: {
		takes: [0, 0],
		flags: [],
		run: async context => withStore(context, store => listPolicies(context, store)),
	},
	set: {
		takes: [0, 1],
		flags: ['filter', 'then', 'after', 'atMost', 'zone', 'file'],
		async run(context, name) {
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
		run: async (context, name) => withStore(context, async store => simulatePolicies(context, store, name)),
	},
	run: {
		takes: [0, 1],
		flags: ['dryRun', 'expect', 'later'],
		run: async (context, name) => withStore(context, async store => runPolicies(context, store, name)),
	},
	remove: {
		takes: [1, 1],
		flags: [],
		run: async (context, name) => withStore(context, async store => removePolicy(context, store, name!)),
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
	words: Object.keys(words),
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
		const [word = 'list', ...names] = context.input;
		const meant = Object.hasOwn(words, word) ? words[word]! : undefined;
		if (meant === undefined || names.length < meant.takes[0] || names.length > meant.takes[1])
			throw new UsageRefusal(
				'After policy, chatlogs expects list, set, simulate, run, or remove with a name: chatlogs help policy',
			);
		refuseOthers(context.flags, meant.flags, `policy ${word}`);
		return meant.run(context, names[0]);
	},
});
