import {type Change} from '../change.js';
import {type Directory} from '../directory.js';
import {type PastTable} from './past-table.js';

/** What a store showed after one of its changes, as far as its journal tells. */
export interface Past {
	/** The newest change at that time. */
	readonly change: Pick<Change, 'n' | 'at'>;
	readonly table: PastTable;
	readonly directory: Directory;
}
