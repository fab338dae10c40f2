import {type Command} from './command.js';

/** Where each command lies, in the order in which help tells them: only the one that is meant is loaded. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
	list: async () => (await import('./list.js')).list,
	show: async () => (await import('./show.js')).show,
	operations: async () => (await import('./operations.js')).operations,
	messages: async () => (await import('./messages.js')).messages,
	stats: async () => (await import('./stats.js')).stats,
	search: async () => (await import('./search.js')).search,
	orphans: async () => (await import('./orphans.js')).orphans,
	transfer: async () => (await import('./transfer.js')).transfer,
	delete: async () => (await import('./delete.js')).deleteSessions,
	'delete-messages': async () => (await import('./delete-messages.js')).deleteMessages,
	undo: async () => (await import('./undo.js')).undo,
	redo: async () => (await import('./redo.js')).redo,
	changes: async () => (await import('./changes.js')).changes,
	purge: async () => (await import('./purge.js')).purge,
	import: async () => (await import('./import.js')).importFiles,
	export: async () => (await import('./export.js')).exportSessions,
	check: async () => (await import('./check.js')).check,
	pbx: async () => (await import('./pbx.js')).pbx,
	platform: async () => (await import('./platform.js')).platform,
	deliver: async () => (await import('./deliver.js')).deliver,
	completion: async () => (await import('./completion.js')).completion,
	demo: async () => (await import('./demo.js')).demo,
};

export const commandNames: readonly string[] = Object.keys(loaders);

/** `undefined` if there is none of that name. */
export const loadCommand = async (name: string): Promise<Command | undefined> =>
	Object.hasOwn(loaders, name) ? loaders[name]!() : undefined;

/** Every command, in the order in which help tells them. */
export const loadCommands = async (): Promise<readonly Command[]> =>
	Promise.all(Object.values(loaders).map(async load => load()));
