import {type Flags} from './command.js';

/** Flags of commands that work on several sites at once. */
export const sitesFlags = {
	sites: {type: 'string', value: 'A,B', explanation: 'in all of these sites at once'},
	tag: {type: 'string', value: 'T', explanation: 'in all sites with that tag'},
	allSites: {type: 'boolean', explanation: 'in all of your sites'},
} as const satisfies Flags;
