import {changes} from './changes.js';
import {check} from './check.js';
import {type Command} from './command.js';
import {deleteMessages} from './delete-messages.js';
import {deliver} from './deliver.js';
import {erase} from './erase.js';
import {exportSessions} from './export.js';
import {files} from './files.js';
import {help} from './help.js';
import {hold} from './hold.js';
import {importFiles} from './import.js';
import {keys} from './keys.js';
import {messages} from './messages.js';
import {operations} from './operations.js';
import {orphans} from './orphans.js';
import {policy} from './policy.js';
import {platform} from './platform.js';
import {purge} from './purge.js';
import {redo} from './redo.js';
import {receipt} from './receipt.js';
import {search} from './search.js';
import {show} from './show.js';
import {site} from './site.js';
import {archive, close, deleteSessions, restore, unarchive} from './session-acts.js';
import {stats} from './stats.js';
import {transfer} from './transfer.js';
import {undo} from './undo.js';
import {watch} from './watch.js';

/** What is loaded only when it is asked for, by its name on the command line. */
export const otherCommands = {
	show,
	operations,
	messages,
	files,
	stats,
	search,
	orphans,
	transfer,
	close,
	archive,
	unarchive,
	delete: deleteSessions,
	'delete-messages': deleteMessages,
	restore,
	undo,
	redo,
	changes,
	purge,
	erase,
	hold,
	policy,
	receipt,
	import: importFiles,
	export: exportSessions,
	watch,
	check,
	platform,
	deliver,
	keys,
	site,
	help,
} satisfies Readonly<Record<string, Command>>;
