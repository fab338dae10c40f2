import {UsageRefusal} from '../domain/refusal.js';
import {type Flags} from './command.js';

/** Flags of commands that work on several sites at once. */
export const sitesFlags = {
	sites: {type: 'string', value: 'A,B', explanation: 'in all of these sites at once'},
	tag: {type: 'string', value: 'T', explanation: 'in all sites with that tag'},
	allSites: {type: 'boolean', explanation: 'in all of your sites'},
} as const satisfies Flags;

/** Why some commands work with one site at a time. */
const reasons = new Map([
	['transfer', 'extensions and queues belong to one PBX'],
	['undo', 'a change is of one site'],
	['redo', 'a change is of one site'],
]);

/** For a command that does not work on several sites at once. */
export const oneSiteOnly = (command: string): UsageRefusal => {
	const reason = reasons.get(command);
	return new UsageRefusal(
		`${command} works with one site at a time${reason === undefined ? '' : `, since ${reason}`}: --site NAME.`,
	);
};
