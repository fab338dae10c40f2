import {type Capabilities} from '../domain/capabilities.js';
import {type Pbx} from '../domain/pbx.js';
import {type FileSystem} from './file-system.js';
import {type Lock} from './lock.js';

/** What the store needs from outside, so that a test can put its own in place. */
export interface Machine {
	readonly files: FileSystem;
	/** The lock that lies on that file. */
	readonly lock: (path: string) => Lock;
	/** The time in Unix seconds. */
	readonly now: () => number;
	/** What the PBX behind a store can do, by what is known of it. */
	readonly capabilitiesOf: (pbx: Pbx) => Capabilities;
	/** The kind of network file system that a folder lies on, if it does. Without it nobody asks. */
	readonly networkFileSystem?: (folder: string) => string | undefined;
	/** By whose rules names are sorted; see `nameOrder`. */
	readonly locale?: string;
}
