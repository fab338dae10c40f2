import {type Low} from 'lowdb';
import {type Actor, type Draft} from '../domain/change.js';
import {type StoredChange} from './change-form.js';
import {type FileSystem} from './file-system.js';
import {type HistoryReader} from './history-files.js';
import {type Manifest} from './manifest.js';
import {type Replica} from './replica.js';
import {type WrittenSegment} from './segment.js';

/** What can be done while the lock is held. */
export interface Writing {
	readonly files: FileSystem;
	readonly folder: string;
	readonly replica: Replica;
	readonly histories: HistoryReader;
	/** `store.json`, as it is on disk. */
	readonly manifest: Low<Manifest>;
	/** The change with the next number and the present time; not written yet. */
	number(actor: Actor, draft: Draft): StoredChange;
	/**
	Writes the change to the journal, and takes in the segments that it names. It is durable when this resolves, and
	not there if it rejects.
	*/
	append(change: StoredChange, written?: readonly WrittenSegment[]): Promise<void>;
	/** Makes durable what others wrote to the journal, who may have died before they could. */
	syncJournal(): Promise<void>;
}
