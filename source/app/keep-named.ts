import {isDeepStrictEqual} from 'node:util';
import {type App} from '../actions/app.js';
import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';

/** Milliseconds between two looks. */
const interval = 2000;

/**
Shows the site by the name, label and colour that it has now, since its former name may be another's by then. Returns how
to end that.
@param siteNow the site of the store as it is now, if it is one
*/
export const keepNamed = (app: App, siteNow: () => Site | undefined): (() => void) => {
	const look = (): void => {
		try {
			const site = siteNow();
			if (!isDeepStrictEqual(site, app.site)) app.update(state => ({...state, site}));
		} catch (error) {
			// As long as nobody can tell, it is what it was.
			if (!(error instanceof Refusal)) throw error;
		}
	};

	const timer = setInterval(look, interval);
	return () => clearInterval(timer);
};
