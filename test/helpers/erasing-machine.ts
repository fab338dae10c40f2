import path from 'node:path';
import {type Machine} from '../../source/storage/machine.js';
import {type SimulatedFileSystem} from './simulated-file-system.js';
import {processOn} from './simulated-life.js';

/** Where the erased are remembered, outside the store. */
export const stateFolder = '/state';

/** A process that remembers whom it erased, on a disk that can fail. */
export const machineOn = (files: SimulatedFileSystem): Machine => ({
	...processOn(files),
	stateFolder,
	// The files have one lock, which the store holds meanwhile.
	lock: file =>
		path.dirname(file) === stateFolder
			? {acquire: () => Promise.resolve(() => undefined), close: () => undefined}
			: files.lock(),
});
