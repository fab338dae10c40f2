import {setImmediate as nextTurn} from 'node:timers/promises';
import {type App, type Background, type Sites} from '../actions/app.js';
import {type RunningBackground, startBackground} from './background.js';
import {type Actor} from '../domain/change.js';
import {Refusal} from '../domain/refusal.js';
import {haystackOf} from '../domain/find/haystack.js';
import {type Sender} from '../exchange/platform/courier.js';
import {type PbxSurroundings} from '../exchange/yeastar/connection/open-pbx.js';
import {withNotice} from '../state/state.js';
import {openStore} from '../storage/open-store.js';
import {marksOf, type SiteInUse} from '../storage/site-in-use.js';
import {type Store} from '../storage/store.js';
import {type Machine} from '../storage/machine.js';
import {createApp, type TerminalHooks} from './create-app.js';
import {keepUp} from './keep-up.js';
import {openOwn} from './own-preferences.js';
import {showPast} from './show-past.js';
import {tellOverdue} from './tell-overdue.js';

/** A clock for intervals, in milliseconds. */
export const stopwatch = (): number => performance.now();

const fillHaystacks = async (store: Store): Promise<void> => {
	await store.loaded;
	const {table} = store;
	for (const block of table.blocks) {
		await nextTurn();
		if (block) haystackOf(block, table);
	}
};

/** Whether there is no site; what cannot be told is no reason to show one site's filters in another. */
const hasNone = (sites: Sites | undefined): boolean => {
	try {
		return (sites?.all() ?? []).length === 0;
	} catch (error) {
		if (error instanceof Refusal) return false;
		throw error;
	}
};

export interface RunningApp {
	readonly app: App;
	readonly store: Store;
	/** Prepares in the background, so that the first keystroke of a filter is as quick as the others. */
	warmUp(): void;
	/** Resolves once everything being written is durable. */
	close(): Promise<void>;
}

export interface StoreToShow {
	readonly folder: string;
	/** Missing where the store is no site. */
	readonly site?: SiteInUse | undefined;
	/** The sites that can be shown in its place. */
	readonly sites?: Sites | undefined;
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
}

/**
Opens the store in that folder for the screen.
@throws StoreRefusal if it cannot be opened
*/
export const startApp = async (
	{
		folder,
		site,
		sites,
		notice,
		machine,
		actor,
		sender,
		pbx,
		milliseconds = stopwatch,
		preferencesFolder,
	}: StoreToShow,
	{show, ...hooks}: TerminalHooks & {readonly show?: (app: App) => void},
): Promise<RunningApp> => {
	const store = await openStore(folder, machine);
	try {
		site?.refuseOther(marksOf(store));
	} catch (error) {
		await store.close();
		throw error;
	}

	const {now} = machine;
	const owner = {store: store.identity.id, isOnly: site?.isOnly ?? hasNone(sites)};
	const own = await openOwn(machine, preferencesFolder, owner, store);
	let background!: RunningBackground;
	const start = (created: App): Background =>
		(background = startBackground(created, {
			store,
			machine,
			sender,
			pbx: pbx && {...pbx, machine, site},
			actor,
			own,
			preferencesFolder,
			siteName: site?.site.name,
		}));
	const options = {...hooks, actor, now, milliseconds, keys: own.keys};
	const app: App = createApp({
		...options,
		store,
		site: site?.site,
		sites,
		preferences: own.preferences,
		showPast: show && (n => showPast(app, store, n, options, show)),
		start,
	});
	if (notice !== undefined) app.update(withNotice('done', notice));
	if (own.trouble !== undefined) app.update(withNotice('refused', own.trouble));
	const stop = keepUp(app, store, now);
	tellOverdue(app, store);
	return {
		app,
		store,
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
