import path from 'node:path';
import {UsageRefusal, StoreRefusal} from '../domain/refusal.js';
import {demoData} from '../demo/demo-data.js';
import {importSessions} from '../storage/import-sessions.js';
import {createStore, isStore} from '../storage/open-store.js';
import {removeStore} from '../storage/remove-store.js';
import {type Store} from '../storage/store.js';
import {counted, formatCount} from '../text/count.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {expectNoInput} from './ids.js';
import {makeStore} from './new-store.js';
import {hasTerminal, printJson, printLine} from './output.js';
import {sessionProgress} from './progress.js';
import {withStore} from './with-store.js';

const flags = {
	sessions: {type: 'number', value: 'N', explanation: 'how many; 2,000 by default'},
	seed: {type: 'number', value: 'S', explanation: 'the same seed makes the same data; 1 by default'},
	open: {type: 'boolean', default: true, explanation: 'do not open the screen'},
	fresh: {type: 'boolean', explanation: 'replace the demo, if there is one'},
} as const satisfies Flags;

/** The demo's name as an origin in the journal. No file can have it, since the journal never keeps folders. */
const demoOrigin = 'chatlogs/demo';

/** Whether only the demo was ever imported. */
const isDemo = (store: Store): boolean => {
	const sources = [...store.changes()].flatMap(change => change.import?.sources ?? []);
	return sources.length > 0 && sources.every(({name}) => name === demoOrigin);
};

const fill = async (context: Context<typeof flags>): Promise<void> => {
	const {flags, machine, actor, stderr} = context;
	const {sessions = 2000, seed = 1} = flags;
	await withStore(context, async store => {
		const progress = sessionProgress(stderr);
		await importSessions(store, actor, {
			...demoData({sessions, seed, now: machine.now()}),
			// No file was read, so there is no digest.
			sources: [{name: demoOrigin, digest: ''}],
			refused: [],
			onProgress: progress.update,
		}).finally(progress.end);
	});
};

/** How many sessions the demo was made with. */
const madeWith = (store: Store): number =>
	[...store.changes()].reduce((sum, change) => sum + (change.import?.added ?? 0), 0);

interface FoundDemo {
	readonly isNew: boolean;
	/** Set if it was made before, with another number of sessions than is asked for now. */
	readonly otherSize?: number;
}

/** Makes sure that the folder holds a demo. */
const ensureDemo = async (context: Context<typeof flags>): Promise<FoundDemo> => {
	const {folder, machine, flags} = context;
	if (!isStore(machine.files, folder)) {
		await makeStore(context);
		await fill(context);
		return {isNew: true};
	}

	const {isFound, isUnfinished, size} = await withStore(context, store => ({
		isFound: isDemo(store),
		size: madeWith(store),
		// An empty store: making the demo was interrupted, or the store was made for it.
		isUnfinished: store.newestChange === 0,
	}));
	if (!isFound && !isUnfinished)
		throw new StoreRefusal(`${folder} holds a store that is not a demo. Choose another folder: --store DIR`);
	const {sessions = size} = flags;
	if (!flags.fresh && !isUnfinished) return {isNew: false, ...(size !== sessions && {otherSize: size})};
	await removeStore(folder, machine);
	await createStore(folder, machine);
	await fill(context);
	return {isNew: true};
};

export const demo = defineCommand({
	name: 'demo',
	summary: 'make believable data to try everything with, and open it',
	usage: ['demo [--sessions N] [--seed S] [--no-open] [--fresh]'],
	isWithoutStore: true,
	flags,
	examples: [
		{
			line: 'demo',
			explanation:
				'reopens the demo as you left it; makes it the first time, in a folder of its own unless --store names one',
		},
		{line: 'demo --fresh --sessions 100000 --no-open', explanation: 'a large one, not opened'},
	],
	async run(given) {
		expectNoInput(given);
		if (given.flags.sessions === 0) throw new UsageRefusal('A demo needs at least one session.');
		const context = {
			...given,
			folder: given.flags.store ? given.folder : path.join(given.dataFolder, 'demo'),
		};
		const {folder, flags, stdout} = context;
		const {isNew, otherSize} = await ensureDemo(context);
		const told =
			otherSize === undefined
				? undefined
				: `This demo was made before, with ${counted(otherSize, 'session')} instead of ${formatCount(flags.sessions!)}: chatlogs demo --fresh --sessions ${flags.sessions!} makes it anew.`;
		if (!flags.json && flags.open && hasTerminal(context)) return context.openScreen(folder, told);
		const sessions = await withStore(context, store =>
			store.table.loadedBlocks.reduce((sum, {count}) => sum + count, 0),
		);
		if (flags.json) printJson(stdout, {store: folder, sessions, isNew});
		else if (isNew || !flags.quiet) {
			const asLeft = isNew ? '' : ', as you left it; --fresh makes a new one';
			printLine(stdout, `The demo with ${counted(sessions, 'session')} is in ${folder}${asLeft}`);
			if (told !== undefined) printLine(stdout, told);
		}

		return exitCode.done;
	},
});
