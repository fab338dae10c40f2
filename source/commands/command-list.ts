import {type Command} from './command.js';
import {deleteMessages} from './delete-messages.js';
import {deleteSessions} from './delete.js';
import {demo} from './demo.js';
import {importFiles} from './import.js';
import {list} from './list.js';
import {messages} from './messages.js';
import {operations} from './operations.js';
import {pbx} from './pbx.js';
import {redo} from './redo.js';
import {search} from './search.js';
import {show} from './show.js';
import {transfer} from './transfer.js';
import {undo} from './undo.js';

/** Every command, in the order in which help tells them. */
export const commandList: readonly Command[] = [
	list,
	show,
	operations,
	messages,
	search,
	transfer,
	deleteSessions,
	deleteMessages,
	undo,
	redo,
	importFiles,
	pbx,
	demo,
];
