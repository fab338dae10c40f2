import {setImmediate as nextTurn, setTimeout as delay} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import {type App} from '../actions/app.js';
import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {type SiteLook} from '../state/sites-dialog.js';
import {withSeen} from '../state/site-list.js';

/** Milliseconds between two looks for what has changed. */
const interval = 2000;

/** Milliseconds between two updates of the list: to draw it takes longer than to read a small store. */
const pause = 100;

/** How much longer than it read it rests, so that sites which change all the time do not keep it busy. */
const restShare = 3;

/** Seconds after which ages are told anew. */
const minute = 60;

interface Looking {
	/** In Unix seconds. */
	readonly now: () => number;
	/** Becomes another one when a look at the site may find something else; soon told. */
	readonly stampOf: (site: Site) => string;
	readonly lookAt: (site: Site, signal: AbortSignal) => Promise<SiteLook>;
}

/**
Looks at one site after the other while the list of sites is open, and again at those that change. Returns how to end
that.
@param looks takes in what is found, by the names of the sites
*/
export const keepLooking = (
	app: App,
	looks: Map<string, SiteLook>,
	{now, stampOf, lookAt}: Looking,
): (() => Promise<void>) => {
	let ending: AbortController | undefined;
	let looking: Promise<void> = Promise.resolve();
	let showing: NodeJS.Timeout | undefined;

	/** As they are now; as they were if nobody can tell. */
	const sitesNow = (known: readonly Site[]): readonly Site[] => {
		try {
			const sites = app.sites!.all();
			if (isDeepStrictEqual(sites, known)) return known;
			app.update(state => withSeen(state, {sites}));
			return sites;
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			return known;
		}
	};

	const take = (site: Site, look: SiteLook): void => {
		if (isDeepStrictEqual(look, looks.get(site.name))) return;
		looks.set(site.name, look);
		showing ??= setTimeout(() => {
			showing = undefined;
			app.update(state => withSeen(state, {looks: new Map(looks)}));
		}, pause);
	};

	/** @param stamps of the sites as they were looked at, by their names */
	const lookAtChanged = async (
		sites: readonly Site[],
		stamps: Map<string, string>,
		signal: AbortSignal,
	): Promise<void> => {
		const isOver = (): boolean => signal.aborted;
		for (const site of sites) {
			const {name} = site;
			const stamp = stampOf(site);
			if (stamp === stamps.get(name) && looks.get(name)?.trouble?.mayPass !== true) continue;
			// What was found is drawn, and keys are heard, before the next is opened.
			await nextTurn();
			if (isOver()) return;
			const look = await lookAt(site, signal);
			if (isOver()) return;
			stamps.set(name, stamp);
			take(site, look);
		}
	};

	const lookAgainAndAgain = async (known: readonly Site[], signal: AbortSignal): Promise<void> => {
		const stamps = new Map<string, string>();
		const isOver = (): boolean => signal.aborted;
		let sites = known;
		while (!isOver()) {
			const started = app.milliseconds();
			await lookAtChanged(sites, stamps, signal);
			const rest = Math.max(interval, restShare * (app.milliseconds() - started));
			await delay(rest, undefined, {signal}).catch(() => undefined);
			if (isOver()) return;
			if (now() - app.state.now >= minute) app.update(state => ({...state, now: now()}));
			sites = sitesNow(sites);
		}
	};

	const stop = (): void => {
		ending?.abort();
		ending = undefined;
		clearTimeout(showing);
		showing = undefined;
	};

	const follow = (): void => {
		const {dialog} = app.state;
		if (dialog?.kind !== 'sites') stop();
		else if (ending === undefined) {
			const {signal} = (ending = new AbortController());
			looking = looking.then(async () => lookAgainAndAgain(dialog.sites, signal));
		}
	};

	const unsubscribe = app.subscribe(follow);
	follow();
	return async () => {
		unsubscribe();
		stop();
		await looking;
	};
};
