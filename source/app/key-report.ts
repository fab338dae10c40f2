import {actions} from '../actions/registry.js';
import {createKeymap} from '../state/keymap.js';
import {readOwnKeys} from '../state/own-keys.js';
import {keptKeys} from '../state/preferences.js';
import {type Place} from '../state/state.js';

/** The keys of one action in one of its places, by the names that preferences use. */
interface ActionKeys {
	readonly id: string;
	readonly place: Place;
	readonly title: string;
	readonly keys: readonly string[];
	readonly defaults: readonly string[];
}

/** The keys that hold with these preferences, which may be anything, and what of them cannot be used. */
export const keyReport = (
	preferences: unknown,
): {readonly keys: readonly ActionKeys[]; readonly problems: readonly string[]} => {
	const {own, problems} = readOwnKeys(keptKeys(preferences), actions);
	const {keysOf} = createKeymap(actions, own);
	const keys = actions.flatMap(({id, title, places, keys: defaults}) =>
		places.map(place => ({id, place, title, keys: keysOf(id, place), defaults})),
	);
	return {keys, problems};
};
