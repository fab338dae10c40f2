import {isDeepStrictEqual} from 'node:util';
import {type App} from '../actions/app.js';
import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';

/** Milliseconds between two looks at what the sites are called. */
const interval = 2000;

/** Shows the site by the name and label that it was given elsewhere meanwhile. Returns how to end that. */
export const keepNamed = (app: App): (() => void) => {
	const folder = app.site?.folder;
	if (folder === undefined) return () => undefined;

	/** `undefined` if it is none any more, or nobody can tell. */
	const siteNow = (): Site | undefined => {
		try {
			return app.sites?.all().find(site => site.folder === folder);
		} catch (error) {
			if (error instanceof Refusal) return undefined;
			throw error;
		}
	};

	const look = (): void => {
		const site = siteNow();
		if (site !== undefined && !isDeepStrictEqual(site, app.site)) app.update(state => ({...state, site}));
	};

	const clock = setInterval(look, interval);
	return () => clearInterval(clock);
};
