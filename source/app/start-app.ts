import {setImmediate as nextTurn} from 'node:timers/promises';
import {type App, type Background} from '../actions/app.js';
import {type RunningBackground, startBackground} from './background.js';
import {type Actor} from '../domain/change.js';
import {haystackOf} from '../domain/find/haystack.js';
import {type Sender} from '../exchange/platform/courier.js';
import {type PbxSurroundings} from '../exchange/yeastar/connection/open-pbx.js';
import {type OwnKeys} from '../state/keymap.js';
import {arePreferences, readPreferences} from '../state/preferences.js';
import {withNotice} from '../state/state.js';
import {openStore} from '../storage/open-store.js';
import {openPreferences} from '../storage/preferences.js';
import {type Store} from '../storage/store.js';
import {type Machine} from '../storage/machine.js';
import {createApp, type TerminalHooks} from './create-app.js';
import {keepUp} from './keep-up.js';

const fillHaystacks = async (store: Store): Promise<void> => {
	await store.loaded;
	const {table} = store;
	for (const block of table.blocks) {
		await nextTurn();
		if (block) haystackOf(block, table);
	}
};

export interface RunningApp {
	readonly app: App;
	/** Prepares in the background, so that the first keystroke of a filter is as quick as the others. */
	warmUp(): void;
	/** Resolves once everything being written is durable. */
	close(): Promise<void>;
}

/**
Opens the store in that folder for the screen.
@throws StoreRefusal if it cannot be opened
*/
export const startApp = async (
	{
		folder,
		machine,
		actor,
		sender,
		pbx,
		milliseconds = () => performance.now(),
		preferencesFolder,
		keys,
		told,
	}: {
		readonly folder: string;
		readonly machine: Machine;
		readonly actor: Actor;
		/** Without it, nothing is sent to the analytics platform. */
		readonly sender?: Sender;
		/** Without it the PBX that the store is connected to is not reached. */
		readonly pbx?: Omit<PbxSurroundings, 'machine'>;
		/** A clock for intervals. */
		readonly milliseconds?: () => number;
		/** The folder of the user's preferences; without it, they last until the program ends. */
		readonly preferencesFolder?: string;
		/** The user's own keys. */
		readonly keys?: OwnKeys;
		/** What the user is told first. */
		readonly told?: string;
	},
	hooks: TerminalHooks,
): Promise<RunningApp> => {
	const store = await openStore(folder, machine);
	const {now} = machine;
	const preferenceFile =
		preferencesFolder === undefined
			? undefined
			: await openPreferences(machine, preferencesFolder, arePreferences);
	const preferences = readPreferences(preferenceFile?.value);
	let background!: RunningBackground;
	const start = (created: App): Background =>
		(background = startBackground(created, {
			store,
			machine,
			sender,
			pbx: pbx && {...pbx, machine},
			actor,
			preferenceFile,
		}));
	const app = createApp({...hooks, store, actor, now, milliseconds, preferences, keys, start});
	if (told !== undefined) app.update(withNotice('done', told));
	const stop = keepUp(app, store, now);
	return {
		app,
		warmUp() {
			// The user already knows if something cannot be loaded.
			fillHaystacks(store).catch(() => undefined);
		},
		async close() {
			stop();
			await background.close();
			await store.close();
		},
	};
};
