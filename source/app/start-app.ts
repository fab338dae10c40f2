import {setImmediate as nextTurn} from 'node:timers/promises';
import {type App, type Background} from '../actions/app.js';
import {actions} from '../actions/registry.js';
import {type RunningBackground, startBackground} from './background.js';
import {type Actor} from '../domain/change.js';
import {haystackOf} from '../domain/find/haystack.js';
import {type Sender} from '../exchange/platform/courier.js';
import {type PbxSurroundings} from '../exchange/yeastar/connection/open-pbx.js';
import {type ReadKeys, readOwnKeys} from '../state/own-keys.js';
import {arePreferences, keptKeys, readPreferences} from '../state/preferences.js';
import {withNotice} from '../state/state.js';
import {openStore} from '../storage/open-store.js';
import {openPreferences} from '../storage/preferences.js';
import {marksOf, type SiteInUse} from '../storage/site-in-use.js';
import {type Store} from '../storage/store.js';
import {type Machine} from '../storage/machine.js';
import {createApp, type TerminalHooks} from './create-app.js';
import {keepUp} from './keep-up.js';

/** Which own keys cannot be used; the others are, and where one is left out the default key stays. */
const keyTrouble = ({problems: [first, ...more]}: ReadKeys): string =>
	more.length === 0
		? `A key of your preferences cannot be used: ${first!}. The default stays.`
		: `Keys of your preferences cannot be used: ${first!}, and ${more.length} more, which “chatlogs keys --check” tells. The defaults stay.`;

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
		site,
		notice,
		machine,
		actor,
		sender,
		pbx,
		milliseconds = () => performance.now(),
		preferencesFolder,
	}: {
		readonly folder: string;
		/** Missing where the store is no site. */
		readonly site?: SiteInUse | undefined;
		/** What to tell about the store at first. */
		readonly notice?: string | undefined;
		readonly machine: Machine;
		readonly actor: Actor;
		/** Without it, nothing is sent to the analytics platform. */
		readonly sender?: Sender;
		/** Without it the PBX that the store is connected to is not reached. */
		readonly pbx?: Omit<PbxSurroundings, 'machine' | 'site'>;
		/** A clock for intervals. */
		readonly milliseconds?: () => number;
		/** The folder of the user's preferences; without it, they last until the program ends. */
		readonly preferencesFolder?: string;
	},
	hooks: TerminalHooks,
): Promise<RunningApp> => {
	const store = await openStore(folder, machine);
	try {
		site?.refuseOther(marksOf(store));
	} catch (error) {
		await store.close();
		throw error;
	}

	const {now} = machine;
	const preferenceFile =
		preferencesFolder === undefined
			? undefined
			: await openPreferences(machine, preferencesFolder, arePreferences);
	const preferences = readPreferences(preferenceFile?.value);
	const keys = readOwnKeys(keptKeys(preferenceFile?.value), actions);
	let background!: RunningBackground;
	const start = (created: App): Background =>
		(background = startBackground(created, {
			store,
			machine,
			sender,
			pbx: pbx && {...pbx, machine, site},
			actor,
			preferenceFile,
		}));
	const app = createApp({
		...hooks,
		store,
		site: site?.site,
		actor,
		now,
		milliseconds,
		preferences,
		keys: keys.own,
		start,
	});
	if (notice !== undefined) app.update(withNotice('done', notice));
	if (keys.problems.length > 0) app.update(withNotice('refused', keyTrouble(keys)));
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
			await site?.learn(store);
			await store.close();
		},
	};
};
