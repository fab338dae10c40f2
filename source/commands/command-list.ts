import {type Command} from './command.js';

/** Where each command lies, in the order in which help tells them: only the one that is meant is loaded. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
	list: async () => import('./list.js').then(({list}) => list),
	show: async () => import('./show.js').then(({show}) => show),
	operations: async () => import('./operations.js').then(({operations}) => operations),
	messages: async () => import('./messages.js').then(({messages}) => messages),
	stats: async () => import('./stats.js').then(({stats}) => stats),
	search: async () => import('./search.js').then(({search}) => search),
	orphans: async () => import('./orphans.js').then(({orphans}) => orphans),
	transfer: async () => import('./transfer.js').then(({transfer}) => transfer),
	delete: async () => import('./delete.js').then(({deleteSessions}) => deleteSessions),
	'delete-messages': async () => import('./delete-messages.js').then(({deleteMessages}) => deleteMessages),
	undo: async () => import('./undo.js').then(({undo}) => undo),
	redo: async () => import('./redo.js').then(({redo}) => redo),
	changes: async () => import('./changes.js').then(({changes}) => changes),
	purge: async () => import('./purge.js').then(({purge}) => purge),
	import: async () => import('./import.js').then(({importFiles}) => importFiles),
	export: async () => import('./export.js').then(({exportSessions}) => exportSessions),
	check: async () => import('./check.js').then(({check}) => check),
	pbx: async () => import('./pbx.js').then(({pbx}) => pbx),
	platform: async () => import('./platform.js').then(({platform}) => platform),
	deliver: async () => import('./deliver.js').then(({deliver}) => deliver),
	completion: async () => import('./completion.js').then(({completion}) => completion),
	demo: async () => import('./demo.js').then(({demo}) => demo),
};

export const commandNames: readonly string[] = Object.keys(loaders);

/** `undefined` if there is none of that name. */
export const loadCommand = async (name: string): Promise<Command | undefined> =>
	Object.hasOwn(loaders, name) ? loaders[name]!() : undefined;

/** Every command, in the order in which help tells them. */
export const loadCommands = async (): Promise<readonly Command[]> =>
	Promise.all(Object.values(loaders).map(async load => load()));
