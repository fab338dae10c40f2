import {type Command} from './command.js';
import {list} from './list.js';
import {type otherCommands} from './other-commands.js';

const other =
	(name: keyof typeof otherCommands): (() => Promise<Command>) =>
	async () =>
		import('./other-commands.js').then(loaded => loaded.otherCommands[name]);

/**
Every command, in the order in which help lists them. The list is what scripts ask for most, and starts without reading
what the others need. Those are bundled into one file, since finding and opening many small ones takes longer than
reading code that is not needed; only the demo, and what reaches a PBX or a database, bring much code of their own.
*/
const known: Readonly<Record<string, Command | (() => Promise<Command>)>> = {
	list,
	show: other('show'),
	operations: other('operations'),
	messages: other('messages'),
	files: other('files'),
	stats: other('stats'),
	search: other('search'),
	orphans: other('orphans'),
	transfer: other('transfer'),
	close: other('close'),
	archive: other('archive'),
	unarchive: other('unarchive'),
	delete: other('delete'),
	'delete-messages': other('delete-messages'),
	restore: other('restore'),
	undo: other('undo'),
	redo: other('redo'),
	changes: other('changes'),
	purge: other('purge'),
	erase: other('erase'),
	hold: other('hold'),
	policy: other('policy'),
	receipt: other('receipt'),
	import: other('import'),
	sync: async () => import('./reaching-pbx.js').then(({reachingPbx}) => reachingPbx.sync),
	export: other('export'),
	feed: async () => import('./feed.js').then(({feed}) => feed),
	watch: other('watch'),
	check: other('check'),
	pbx: async () => import('./reaching-pbx.js').then(({reachingPbx}) => reachingPbx.pbx),
	platform: other('platform'),
	deliver: other('deliver'),
	receive: async () => import('./reaching-pbx.js').then(({reachingPbx}) => reachingPbx.receive),
	keys: other('keys'),
	site: other('site'),
	completion: async () => import('./completion.js').then(({completion}) => completion),
	help: other('help'),
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
