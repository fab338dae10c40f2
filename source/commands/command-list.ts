import {changes} from './changes.js';
import {type Command} from './command.js';
import {completion} from './completion.js';
import {deleteMessages} from './delete-messages.js';
import {deleteSessions} from './delete.js';
import {list} from './list.js';
import {messages} from './messages.js';
import {operations} from './operations.js';
import {orphans} from './orphans.js';
import {pbx} from './pbx.js';
import {platform} from './platform.js';
import {purge} from './purge.js';
import {redo} from './redo.js';
import {search} from './search.js';
import {show} from './show.js';
import {stats} from './stats.js';
import {transfer} from './transfer.js';
import {undo} from './undo.js';

/**
Every command, in the order in which help lists them. Commands that bring much along are loaded when they are called;
the others share one file, because opening many small files takes longer than reading code that is not needed.
*/
const known: Readonly<Record<string, Command | (() => Promise<Command>)>> = {
	list,
	show,
	operations,
	messages,
	stats,
	search,
	orphans,
	transfer,
	delete: deleteSessions,
	'delete-messages': deleteMessages,
	undo,
	redo,
	changes,
	purge,
	import: async () => import('./import.js').then(({importFiles}) => importFiles),
	export: async () => import('./export.js').then(({exportSessions}) => exportSessions),
	check: async () => import('./check.js').then(({check}) => check),
	pbx,
	platform,
	deliver: async () => import('./deliver.js').then(({deliver}) => deliver),
	completion,
	help: async () => import('./help.js').then(({help}) => help),
	demo: async () => import('./demo.js').then(({demo}) => demo),
};

export const commandNames: readonly string[] = Object.keys(known);

/** `undefined` if there is none of that name. */
export const loadCommand = async (name: string): Promise<Command | undefined> => {
	const command = Object.hasOwn(known, name) ? known[name] : undefined;
	return typeof command === 'function' ? command() : command;
};

/** Every command, in the order in which help lists them. */
export const loadCommands = async (): Promise<readonly Command[]> =>
	Promise.all(commandNames.map(async name => (await loadCommand(name))!));
