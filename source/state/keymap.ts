import {keyLabel} from './key-label.js';
import {type Place} from './state.js';

/** The part of an action that concerns keys. */
export interface KeyedAction {
	/** `noun.verb`. */
	readonly id: string;
	readonly title: string;
	/** Its default keys; texts name the first one. */
	readonly keys: readonly string[];
	readonly places: readonly Place[];
	/** Set if it may open a question that one key agrees to. */
	readonly asks?: true;
	/** Set if its key is that key. */
	readonly agrees?: true;
}

/**
The user's own keys by action id and place, in place of the default ones; an empty list leaves an action without a key.
Only `readOwnKeys` makes them, which sees to it that no key means two things.
*/
export type OwnKeys = Readonly<Record<string, Readonly<Partial<Record<Place, readonly string[]>>>>>;

/** The meaning of each key in each place. Texts ask here for the keys that they name, since users can change them. */
export interface Keymap<Action extends KeyedAction = KeyedAction> {
	/** The action that a key means in a place. */
	readonly actionFor: (place: Place, key: string) => Action | undefined;
	/** The keys of an action in a place; without one, in the first of its places where it has any. */
	readonly keysOf: (id: string, place?: Place) => readonly string[];
	/** An action's key as shown to the user (`Ctrl-A`), or where else to find the action if it has none. */
	readonly keyOf: (id: string, place?: Place) => string;
}

const helpId = 'help.open';

export const createKeymap = <Action extends KeyedAction>(
	actions: readonly Action[],
	own: OwnKeys = {},
): Keymap<Action> => {
	const byId = new Map(actions.map(action => [action.id, action]));
	const actionOf = (id: string): Action => {
		const action = byId.get(id);
		if (action === undefined) throw new Error(`There is no action “${id}”.`);
		return action;
	};

	const keysIn = ({id, keys}: Action, place: Place): readonly string[] => own[id]?.[place] ?? keys;
	const keysOf = (id: string, place?: Place): readonly string[] => {
		const action = actionOf(id);
		const places = place === undefined ? action.places : [place];
		return places.map(each => keysIn(action, each)).find(keys => keys.length > 0) ?? [];
	};

	const byPlace = new Map<Place, Map<string, Action>>();
	for (const action of actions) {
		for (const place of action.places) {
			const bound = byPlace.get(place) ?? new Map<string, Action>();
			for (const key of keysIn(action, place)) bound.set(key, action);
			byPlace.set(place, bound);
		}
	}

	const keyOf = (id: string, place?: Place): string => {
		const [key] = keysOf(id, place);
		if (key !== undefined) return keyLabel(key);
		const {title} = actionOf(id);
		return id === helpId ? `“${title}”` : `“${title}” in ${keyOf(helpId, place)}`;
	};

	return {actionFor: (place, key) => byPlace.get(place)?.get(key), keysOf, keyOf};
};
