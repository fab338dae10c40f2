import {type ChatKey, type ChatMessage, type IncomingChat, type ToldSession} from '../../domain/incoming.js';
import {type ImportedRecord} from '../../domain/history.js';
import {type Refuse, type TextInput} from '../read/text-input.js';
import {type DateOrder} from './date-order.js';
import {type Zone} from './zone.js';

export interface ReadOptions {
	readonly refuse: Refuse;
	/** The names or numbers that are the company's. */
	readonly self: readonly string[];
	readonly zone: Zone;
	/** The order of dates, where the user tells it. */
	readonly dates?: DateOrder | undefined;
	/** The columns of a table, where the user tells them: `at=Date,text=Body`. */
	readonly map?: string | undefined;
	/** Unix seconds. */
	readonly now: number;
}

/** Some of what a file says of one chat. Empty texts and missing members say nothing. */
export interface ChatPart {
	readonly key: ChatKey;
	/** For people: the file, and where in it. */
	readonly origin: string;
	readonly told?: ToldSession;
	readonly createdAt?: number | undefined;
	/** Whether its times were written without a zone. */
	readonly isZoned?: boolean;
	readonly messages?: readonly ChatMessage[];
	readonly records?: readonly ImportedRecord[];
}

/** What tells the exports of one system. */
export interface FileKind {
	/** Whether a file in a folder or zip can be of this kind, by its path. */
	wants(path: string): boolean;
	/** Whether a file is of this kind, by how it begins and its path. */
	detects(head: string, path: string): boolean;
}

/** What also reads them. */
export interface Dialect extends FileKind {
	read(input: TextInput, options: ReadOptions): AsyncGenerator<ChatPart>;
	/** What only a whole chat tells. */
	settle?(chat: IncomingChat): IncomingChat;
}
