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
/** By which texts are ordered, as POSIX has it: the first that is not empty. */
const locale = [LC_ALL, LC_COLLATE, LANG].find(Boolean) ?? 'C';

/** This machine: its files, its locks and its clock. Everything else is given these. */
export const machine: Machine = {
	files: nodeFileSystem,
	lock: kernelLock,
	now: () => Math.floor(Date.now() / 1000),
	capabilitiesOf,
	networkFileSystem,
	locale,
};

/** The way to the platform, and the chance by which senders keep out of each other's way. */
export const network: Network = {
	post: postBy(process.env),
	wait: async (milliseconds, signal) => delay(milliseconds, undefined, {signal}),
	random: () => Math.random(),
};

/** The name of the system user, or the number of one without a name, as containers have them. */
const username = (): string => {
	try {
		return os.userInfo().username;
	} catch {
		return `uid ${process.getuid?.() ?? 'unknown'}`;
	}
};

/** The system user, and beside it the name given with `--as`. */
export const currentActor = (as?: string): Actor => ({
	by: username(),
	...(as !== undefined && {as}),
});
