import {actFlags, laterFlag} from './act-flags.js';
import {type Context, type Flags} from './command.js';

const {dryRun, expect} = actFlags;

export const policyFlags = {
	filter: {type: 'string', value: 'Q', explanation: 'the sessions that it takes, as on the screen'},
	// eslint-disable-next-line unicorn/no-thenable -- It is no function, so nothing waits for it.
	then: {type: 'string', value: 'ACT', explanation: 'delete (to the trash) or purge (out of it, for good)'},
	after: {type: 'string', value: 'T', explanation: 'purge after so long in the trash; usually 30d'},
	atMost: {type: 'number', value: 'N', explanation: 'a run takes nothing if it would take more'},
	zone: {type: 'string', value: 'Z', explanation: 'the time zone of its days; usually that of this machine'},
	file: {type: 'string', value: 'FILE', explanation: 'what policy list --json gave; - for stdin'},
	until: {type: 'string', value: 'DATE', explanation: 'simulate a run a day up to that date, or 90d ahead'},
	dryRun,
	expect: {...expect, explanation: 'run if it takes exactly N, whatever the limits say'},
	...laterFlag,
} as const satisfies Flags;

export type PolicyContext = Context<typeof policyFlags>;
