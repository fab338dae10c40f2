import {setImmediate as nextTurn} from 'node:timers/promises';
import {type App} from '../actions/app.js';
import {type Site} from '../domain/site.js';
import {type SiteLook} from '../state/sites-dialog.js';
import {withLooks} from '../state/site-list.js';

/**
Looks at one site after the other while the list of sites is open. Returns how to end that.
@param looks takes in what is found, by the names of the sites
*/
export const keepLooking = (
	app: App,
	looks: Map<string, SiteLook>,
	lookAt: (site: Site, signal: AbortSignal) => Promise<SiteLook>,
): (() => Promise<void>) => {
	let ending: AbortController | undefined;
	let looking: Promise<void> = Promise.resolve();
	const lookAtAll = async (sites: readonly Site[], {signal}: AbortController): Promise<void> => {
		const isOver = (): boolean => signal.aborted;
		for (const site of sites) {
			// What was found is drawn, and keys are heard, before the next is opened.
			await nextTurn();
			if (isOver()) return;
			const look = await lookAt(site, signal);
			if (isOver()) return;
			looks.set(site.name, look);
			app.update(state => withLooks(state, new Map(looks)));
		}
	};

	const stop = (): void => {
		ending?.abort();
		ending = undefined;
	};

	const follow = (): void => {
		const {dialog} = app.state;
		if (dialog?.kind !== 'sites') stop();
		else if (ending === undefined) {
			const own = new AbortController();
			ending = own;
			looking = looking.then(async () => lookAtAll(dialog.sites, own));
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
