import {type Context, type Flags} from './command.js';
import {sitesFlags} from './sites-flags.js';
import {filterFlag} from './targets.js';

export const watchFlags = {
	...filterFlag,
	once: {
		type: 'boolean',
		explanation: 'look once and end: exit code 10 if something began, else 0; for cron',
	},
	webhook: {
		type: 'boolean',
		explanation: 'also post what begins to the address in CHATLOGS_WATCH_URL or the file watch-url, signed',
	},
	allowHttp: {
		type: 'boolean',
		explanation: 'allow an address without encryption that is not on this machine',
	},
	...sitesFlags,
} as const satisfies Flags;

export type WatchContext = Context<typeof watchFlags>;
