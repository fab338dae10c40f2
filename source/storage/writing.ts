import {type Low} from 'lowdb';
import {type Actor, type Draft} from '../domain/change.js';
import {type StoredChange} from './change-form.js';
import {type FileSystem} from './file-system.js';
import {type HistoryReader} from './history-files.js';
import {type Manifest} from './manifest.js';
import {type Replica} from './replica.js';
import {type WrittenSegment} from './segment.js';

/** The store as work sees it that holds the lock. */
export interface Writing {
	readonly files: FileSystem;
	readonly folder: string;
	readonly replica: Replica;
	readonly histories: HistoryReader;
	/** `store.json`, as it is on disk. */
	readonly manifest: Low<Manifest>;
	/** That many random bytes, as hexadecimal digits. */
	random(bytes: number): string;
	/** Gives the draft the next number and the present time, without writing it. */
	number(actor: Actor, draft: Draft): StoredChange;
	/**
	Writes the change to the journal, and takes in the segments that it names. It is durable when this resolves, and
	absent if this rejects.
	*/
	append(change: StoredChange, written?: readonly WrittenSegment[]): Promise<void>;
	/** Makes lines durable whose writers may have died before they synced them. */
	syncJournal(): Promise<void>;
}
