import os from 'node:os';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {type Actor} from './domain/change.js';
import {type Network} from './exchange/http/network.js';
import {postBy} from './exchange/http/post.js';
import {capabilitiesOf} from './exchange/yeastar/capabilities.js';
import {kernelLock} from './storage/lock.js';
import {networkFileSystem} from './storage/network-file-system.js';
import {nodeFileSystem} from './storage/node-file-system.js';
import {type Machine} from './storage/machine.js';

const {LC_ALL, LC_COLLATE, LANG} = process.env;
/** The locale that orders texts; in POSIX the first variable that is not empty decides. */
const locale = [LC_ALL, LC_COLLATE, LANG].find(Boolean) ?? 'C';

/** This machine: its files, locks, clock and chance. All other code receives them from here. */
export const machine: Machine = {
	files: nodeFileSystem,
	lock: kernelLock,
	now: () => Math.floor(Date.now() / 1000),
	random: bytes => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex'),
	capabilitiesOf,
	networkFileSystem,
	locale,
};

/** The way to other systems, and the chance that keeps senders out of step with each other. */
export const network: Network = {
	post: postBy(process.env),
	wait: async (milliseconds, signal) => delay(milliseconds, undefined, {signal}),
	random: () => Math.random(),
};

/** The name of the system user, or the number of a user without a name, as in containers. */
const findUsername = (): string => {
	try {
		return os.userInfo().username;
	} catch {
		return `uid ${process.getuid?.() ?? 'unknown'}`;
	}
};

let username: string | undefined;

/** The system user, together with the name given with `--as`. */
export const currentActor = (as?: string): Actor => ({
	by: (username ??= findUsername()),
	...(as !== undefined && {as}),
});
