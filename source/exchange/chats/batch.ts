import {type ImportInput} from '../read/import-input.js';
import {type ImportRequest} from '../../storage/import-sessions.js';

/** What is imported at once. */
export interface Batch extends Pick<ImportRequest, 'facts' | 'sessions' | 'chats' | 'refused'> {
	/** The inputs that it holds something of. */
	readonly inputs: readonly ImportInput[];
	/** Whether the last of these goes on in the next batch. */
	readonly goesOn: boolean;
}
