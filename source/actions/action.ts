import {type Place} from '../state/state.js';
import {type App} from './app.js';

/** Something the user can do, as one record: keys, footer, help and the README's table are drawn from it. */
export interface Action {
	/** `noun.verb`, for tests and for a key map of one's own. */
	readonly id: string;
	readonly title: string;
	/** The first one is shown. */
	readonly keys: readonly string[];
	readonly places: readonly Place[];
	/** A word for the footer, where it is worth the room. */
	readonly hint?: string;
	/** Why it cannot be done now, if so. */
	readonly blocker?: (app: App) => string | undefined;
	/**
	Of a key that answers a question: it does not count too soon after other keys, and if it is to count `alone`, not
	beside others that came at once either.
	*/
	readonly answers?: 'alone' | 'together';
	readonly run: (app: App) => void | Promise<void>;
}
