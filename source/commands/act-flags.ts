import {type Flags} from './command.js';

export const actFlags = {
	dryRun: {type: 'boolean', explanation: 'only show what would be done and what would not'},
	expect: {type: 'number', value: 'N', explanation: 'refuse unless it would hit exactly N'},
	yes: {type: 'boolean', explanation: 'do not ask; needed without a terminal'},
	report: {
		type: 'string',
		value: 'FILE',
		explanation:
			'write a report to mail: what was done to which sessions, by whom, and what was not; - for stdout. With --quiet none if nothing was done',
	},
} as const satisfies Flags;

/** Flags of acts that a connected PBX carries out. */
export const laterFlag = {
	later: {
		type: 'boolean',
		explanation:
			'do not wait for the connected PBX, nor for a connection: the next sync carries it out there',
	},
} as const satisfies Flags;

export const noteFlag = {
	note: {type: 'string', value: 'T', explanation: 'the reason, kept with the change'},
} as const satisfies Flags;
