import os from 'node:os';
import {type Actor} from './domain/change.js';
import {kernelLock} from './storage/lock.js';
import {nodeFileSystem} from './storage/node-file-system.js';
import {type Surroundings} from './storage/store.js';

/** This machine: its files, its locks and its clock. Everything else is given these. */
export const surroundings: Surroundings = {
	files: nodeFileSystem,
	lock: kernelLock,
	now: () => Math.floor(Date.now() / 1000),
};

/** The system user, and beside it the name given with `--as`. */
export const currentActor = (as?: string): Actor => ({
	by: os.userInfo().username,
	...(as !== undefined && {as}),
});
