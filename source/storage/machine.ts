import {type Capabilities} from '../domain/capabilities.js';
import {type Pbx} from '../domain/pbx.js';
import {type FileSystem} from './file-system.js';
import {type Lock} from './lock.js';

/** The parts of this machine that a store uses; tests replace them. */
export interface Machine {
	readonly files: FileSystem;
	/** The lock on that file. */
	readonly lock: (path: string) => Lock;
	/** The time in Unix seconds. */
	readonly now: () => number;
	/** That many random bytes, as hexadecimal digits. */
	readonly random: (bytes: number) => string;
	/** The capabilities of the PBX behind a store, by what is known of it. */
	readonly capabilitiesOf: (pbx: Pbx) => Capabilities;
	/** The kind of network file system that a folder is on, if any. Left out to skip that check. */
	readonly networkFileSystem?: (folder: string) => string | undefined;
	/** The user's folder for what this program remembers outside of stores. Left out to remember nothing there. */
	readonly stateFolder?: string;
	/** The locale whose rules sort names; see `nameOrder`. */
	readonly locale?: string;
}
