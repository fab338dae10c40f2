import {type App, type Sites} from '../actions/app.js';
import {openSites} from '../actions/site-actions.js';
import {Refusal} from '../domain/refusal.js';
import {type Site, siteLabel} from '../domain/site.js';
import {type SiteLook} from '../state/sites-dialog.js';
import {type State, withNotice} from '../state/state.js';
import {SiteBook} from '../storage/site-book.js';
import {SiteInUse} from '../storage/site-in-use.js';
import {storeStamp} from '../storage/store-stamp.js';
import {type Store} from '../storage/store.js';
import {createApp, type TerminalHooks} from './create-app.js';
import {keepLooking} from './keep-looking.js';
import {keepNamed} from './keep-named.js';
import {keepSearchingSites} from './keep-searching-sites.js';
import {lendStore} from './lend-store.js';
import {lookAtSite} from './look-at-site.js';
import {noBackground, noStore} from './no-store.js';
import {openOwn} from './own-preferences.js';
import {refuseMissing} from '../storage/refuse-missing.js';
import {type RunningApp, startApp, stopwatch, type StoreToShow} from './start-app.js';

export interface StoresToShow extends Omit<StoreToShow, 'folder' | 'sites'> {
	/** The folder of the store to show first; without it, the person chooses a site. */
	readonly folder?: string | undefined;
	/** The folder where the person's sites are kept; without it, no other store is shown. */
	readonly configFolder?: string | undefined;
	/** Remembers the store shown last, by its folder. */
	readonly remember?: ((folder: string) => Promise<void>) | undefined;
}

type Hooks = TerminalHooks & {readonly show: (app: App) => void};

/** What somebody had before them in a store, to come back to. */
const stateToRestore = ({
	filter,
	list,
	marks,
	onlyMarked,
	rangeFrom,
	pane,
	isZoomed,
	focus,
}: State): Partial<State> => ({
	filter,
	list,
	marks,
	onlyMarked,
	...(rangeFrom !== undefined && {rangeFrom}),
	...(pane && {pane}),
	isZoomed,
	focus,
});

/** An app, and how to end all that belongs to it. */
interface Shown {
	readonly app: App;
	readonly folder: string | undefined;
	/** Missing before one is chosen. */
	readonly store?: Store;
	/** Ends looking at other stores. */
	stop(): Promise<void>;
	close(): Promise<void>;
}

/** The app of one store after the other. */
class AmongSites implements Sites {
	readonly looks = new Map<string, SiteLook>();
	readonly #options: StoresToShow;
	readonly #hooks: Hooks;
	readonly #book: SiteBook;
	/** By the folders of the stores. */
	readonly #left = new Map<string, Partial<State>>();
	#shown!: Shown;
	/** Switches and loans, one after the other, so that no store is left while it is lent. */
	#queue: Promise<unknown> = Promise.resolve();
	#isClosed = false;
	/** Apps that are not shown any more end behind the one that is. By the folders of their stores. */
	readonly #closing = new Map<string, Promise<void>>();

	constructor(options: StoresToShow, hooks: Hooks, configFolder: string) {
		this.#options = options;
		this.#hooks = hooks;
		this.#book = new SiteBook(options.machine, configFolder);
	}

	get app(): App {
		return this.#shown.app;
	}

	get isChosen(): boolean {
		return this.#shown.folder !== undefined;
	}

	all(): readonly Site[] {
		return this.#book.read();
	}

	async start(): Promise<void> {
		const {folder} = this.#options;
		this.#shown =
			folder === undefined ? await this.#startWithout() : await this.#start({...this.#options, folder});
		if (folder === undefined) openSites(this.app);
	}

	async show(site: Site): Promise<App> {
		return this.#inTurn(async () => (site.folder === this.#shown.folder ? this.app : this.#switch(site)));
	}

	async lend<Result>(
		site: Site,
		work: (store: Store) => Promise<Result>,
		signal?: AbortSignal,
	): Promise<Result> {
		return this.#inTurn(async () => this.#lendNow(site, work, signal));
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		await this.#shown.stop();
		await this.#queue;
		await Promise.all([this.#shown.close(), ...this.#closing.values()]);
	}

	async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const done = this.#queue.then(work);
		this.#queue = done.catch(() => undefined);
		return done;
	}

	async #lendNow<Result>(
		site: Site,
		work: (store: Store) => Promise<Result>,
		signal: AbortSignal | undefined,
	): Promise<Result> {
		if (this.#isClosed) throw new Refusal('Not begun, because the screen was left.');
		const {folder, store} = this.#shown;
		if (store !== undefined && folder === site.folder) {
			await store.loaded;
			return work(store);
		}

		await this.#closing.get(site.folder);
		return lendStore(site, {machine: this.#options.machine, book: this.#book, signal}, work);
	}

	async #switch(site: Site): Promise<App> {
		const inUse = new SiteInUse(site, this.all().length === 1, this.#book);
		inUse.refuseMoved();
		refuseMissing(site, this.#options.machine);
		const left = this.#shown;
		// The next app reads the preferences that this one wrote; and no store is open twice.
		await left.app.background.keeper.kept();
		await this.#closing.get(site.folder);
		const next = await this.#start({...this.#options, folder: site.folder, site: inUse, notice: undefined});
		const {app} = next;
		const size = left.app.state.size;
		const {joint} = left.app.state;
		app.update(state => ({...state, ...this.#left.get(site.folder), joint, size}));
		if (app.state.notice === undefined)
			app.update(withNotice('done', `This is the site ${siteLabel(site)} now.`));
		this.#shown = next;
		this.#hooks.show(app);
		this.#leave(left);
		await this.#options.remember?.(site.folder);
		return app;
	}

	#leave(left: Shown): void {
		const {app, folder = ''} = left;
		this.#left.set(folder, stateToRestore(app.state));
		const closing = left.close();
		this.#closing.set(folder, closing);
		// What goes wrong then is told when the screen is left.
		closing.catch(() => undefined);
	}

	async #start(options: StoreToShow): Promise<Shown> {
		const running = await startApp({...options, sites: this}, this.#hooks);
		running.warmUp();
		return this.#looking(running, running.store);
	}

	/** An app that shows nothing but the list of sites. */
	async #startWithout(): Promise<Shown> {
		const {machine, actor, preferencesFolder, milliseconds = stopwatch} = this.#options;
		const {preferences, keys} = await openOwn(machine, preferencesFolder, {store: undefined, isOnly: false});
		const app = createApp({
			...this.#hooks,
			store: noStore(machine),
			sites: this,
			actor,
			now: machine.now,
			milliseconds,
			preferences,
			keys,
			start: noBackground,
		});
		return this.#looking({app, close: () => Promise.resolve()});
	}

	#looking({app, close}: Pick<RunningApp, 'app' | 'close'>, store?: Store): Shown {
		const {machine} = this.#options;
		const folder = store?.folder;
		const stopSearching = keepSearchingSites(app, async (...lending) => this.lend(...lending), machine.now);
		const isShown = (site: Site): boolean => site.folder === folder && store?.progress === 1;
		const stop = keepLooking(app, this.looks, {
			now: machine.now,
			stampOf: site => JSON.stringify([site, storeStamp(site.folder, machine.files)]),
			lookAt: async (site, signal) =>
				lookAtSite(site, {machine, book: this.#book, signal, ...(isShown(site) && {shown: store})}),
		});
		const stopNaming = keepNamed(app, () => this.all().find(site => site.folder === folder));
		const ending = async (): Promise<void> => {
			stopNaming();
			await Promise.all([stop(), stopSearching()]);
		};

		return {
			app,
			folder,
			...(store && {store}),
			stop: ending,
			async close() {
				await ending();
				await close();
			},
		};
	}
}

/**
Starts the app for the screen, and from then on one for each site that the person switches to.
@throws StoreRefusal if the store cannot be opened, or nobody can tell what the sites are
*/
export const startAmongSites = async (
	options: StoresToShow,
	hooks: Hooks,
): Promise<{readonly app: App; close(): Promise<void>}> => {
	const {configFolder, folder} = options;
	if (configFolder === undefined) return startApp({...options, folder: folder!}, hooks);
	const sites = new AmongSites(options, hooks, configFolder);
	await sites.start();
	return sites;
};
