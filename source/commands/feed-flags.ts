import {type Context, type Flags} from './command.js';
import {sitesFlags} from './sites-flags.js';

export const feedFlags = {
	to: {
		type: 'string',
		value: 'URL',
		explanation: 'the database, without a password: postgres://USER@HOST/DATABASE',
	},
	watch: {type: 'boolean', explanation: 'keep running, and feed what comes'},
	keep: {type: 'boolean', explanation: 'with remove: leave what the database has'},
	yes: {type: 'boolean', explanation: 'do not ask before a removal; needed without a terminal'},
	...sitesFlags,
} as const satisfies Flags;

export type FeedContext = Context<typeof feedFlags>;
