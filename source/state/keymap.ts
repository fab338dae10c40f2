import {keyLabel} from './key-label.js';
import {type Place} from './state.js';

/** An action, as far as keys are concerned. */
export interface KeyedAction {
	/** `noun.verb`. */
	readonly id: string;
	readonly title: string;
	/** Its usual keys; the first one is told. */
	readonly keys: readonly string[];
	readonly places: readonly Place[];
}

/** The person's own keys by the ids of actions, in place of the usual ones; an empty list takes them away. */
export type OwnKeys = Readonly<Record<string, readonly string[]>>;

/** Which keys mean what in which place. Every text that tells a key asks for it here: it may be another one. */
export interface Keymap<Action extends KeyedAction = KeyedAction> {
	/** The action that a key means in a place. */
	readonly actionFor: (place: Place, key: string) => Action | undefined;
	/** The keys of an action. */
	readonly keysOf: (id: string) => readonly string[];
	/** The key of an action as a person reads it (`Ctrl-A`), or where else to find an action without a key. */
	readonly keyOf: (id: string) => string;
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

	const keysOf = (id: string): readonly string[] => own[id] ?? actionOf(id).keys;
	const byPlace = new Map<Place, Map<string, Action>>();
	for (const action of actions) {
		for (const place of action.places) {
			const bound = byPlace.get(place) ?? new Map<string, Action>();
			for (const key of keysOf(action.id)) bound.set(key, action);
			byPlace.set(place, bound);
		}
	}

	const keyOf = (id: string): string => {
		const [key] = keysOf(id);
		if (key !== undefined) return keyLabel(key);
		const {title} = actionOf(id);
		return id === helpId ? `“${title}”` : `“${title}” in ${keyOf(helpId)}`;
	};

	return {actionFor: (place, key) => byPlace.get(place)?.get(key), keysOf, keyOf};
};
