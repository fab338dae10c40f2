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
import {list} from './list.js';
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

/**
Every command, in the order in which help lists them. Nearly all are bundled into one file, since finding and opening
many small ones takes longer than reading code that is not needed. Only the demo, and what reaches a PBX or a
database, bring much code of their own.
*/
const known: Readonly<Record<string, Command | (() => Promise<Command>)>> = {
	list,
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
	sync: async () => import('./reaching-pbx.js').then(({reachingPbx}) => reachingPbx.sync),
	export: exportSessions,
	feed: async () => import('./feed.js').then(({feed}) => feed),
	watch,
	check,
	pbx: async () => import('./reaching-pbx.js').then(({reachingPbx}) => reachingPbx.pbx),
	platform,
	deliver,
	receive: async () => import('./reaching-pbx.js').then(({reachingPbx}) => reachingPbx.receive),
	keys,
	site,
	completion: async () => import('./completion.js').then(({completion}) => completion),
	help,
	demo: async () => import('./demo.js').then(({demo}) => demo),
};

export const commandNames: readonly string[] = Object.keys(known);

/** `undefined` if no command has that name. */
export const loadCommand = async (name: string): Promise<Command | undefined> => {
	const command = Object.hasOwn(known, name) ? known[name] : undefined;
	return typeof command === 'function' ? command() : command;
};

/** Every command, in the order in which help lists them. */
export const loadCommands = async (): Promise<readonly Command[]> =>
	Promise.all(commandNames.map(async name => (await loadCommand(name))!));
