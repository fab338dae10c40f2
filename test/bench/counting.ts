import {type FileSystem} from '../../source/storage/file-system.js';
import {type Machine} from '../../source/storage/machine.js';
import {machine} from './built.js';

/** What a store did since this was made. */
export interface Counts {
	/** How often something was made durable. */
	syncs: number;
	/** In bytes. */
	written: number;
	/** For how long the lock was held, each time, in milliseconds. */
	readonly holds: number[];
}

/** This machine, counting. */
export const countingMachine = (): {readonly around: Machine; readonly counts: Counts} => {
	const counts: Counts = {syncs: 0, written: 0, holds: []};
	const files: FileSystem = {
		...machine.files,
		open(path, mode) {
			const file = machine.files.open(path, mode);
			return {
				...file,
				write(data, offset) {
					counts.written += data.length;
					file.write(data, offset);
				},
				async sync() {
					counts.syncs++;
					await file.sync();
				},
			};
		},
		async syncFolder(path) {
			counts.syncs++;
			await machine.files.syncFolder(path);
		},
	};
	const lock: Machine['lock'] = path => {
		const real = machine.lock(path);
		return {
			async acquire() {
				const release = await real.acquire();
				const start = performance.now();
				return () => {
					release();
					counts.holds.push(performance.now() - start);
				};
			},
			close: () => real.close(),
		};
	};
	return {around: {...machine, files, lock}, counts};
};
