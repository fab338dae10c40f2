import {keyLabel} from './key-label.js';
import {type KeyedAction} from './keymap.js';
import {type Place} from './state.js';

/** The keys that a person wants for an action, in some or all of its places. */
export interface KeyEntry {
	readonly action: KeyedAction;
	readonly places: readonly Place[];
	readonly keys: readonly string[];
	/** Where it stands: `keys.session.transfer`, or `keys.session.transfer.messages`. */
	readonly path: string;
}

/** A key that an action has in a place, and the entry that says so unless it is the default. */
interface Binding {
	readonly key: string;
	readonly place: Place;
	readonly action: KeyedAction;
	readonly entry: KeyEntry | undefined;
}

const bindingsOf = (entries: readonly KeyEntry[], actions: readonly KeyedAction[]): readonly Binding[] => {
	const byAction = Map.groupBy(entries, ({action}) => action.id);
	return actions.flatMap(action =>
		action.places.flatMap(place => {
			const entry = byAction.get(action.id)?.find(({places}) => places.includes(place));
			return (entry ?? action).keys.map(key => ({key, place, action, entry}));
		}),
	);
};

/** The entries that cannot be as they are beside the others, each with the reason. */
const clashesOf = (bindings: readonly Binding[]): ReadonlyMap<KeyEntry, string> => {
	const clashes = new Map<KeyEntry, string>();
	const blame = ({entry, key}: Binding, reason: string): void => {
		if (entry && !clashes.has(entry)) clashes.set(entry, `${keyLabel(key)} ${reason}`);
	};

	for (const alike of Map.groupBy(bindings, ({key, place}) => `${place} ${key}`).values()) {
		for (const binding of alike) {
			const other = alike.find(({action}) => action !== binding.action);
			if (other) blame(binding, `is the key of ${other.action.id} in ${binding.place}`);
		}
	}

	// A key held too long, or pressed in passing, must not agree to what it has just opened.
	const asking = new Map(bindings.filter(({action}) => action.asks).map(binding => [binding.key, binding]));
	for (const agreeing of bindings.filter(({action}) => action.agrees)) {
		const asks = asking.get(agreeing.key);
		if (agreeing.key === 'enter' || agreeing.key === 'space')
			blame(agreeing, 'is pressed in passing, so it cannot agree to anything');
		else if (asks) {
			blame(agreeing, `asks (${asks.action.id}), so it cannot agree as well`);
			blame(asks, `agrees (${agreeing.action.id}), so it cannot ask as well`);
		}
	}

	return clashes;
};

/**
The entries that can all be so together, and what is wrong with the others. An entry that is left out leaves its action
the default keys, which others may want, so this goes on until nothing clashes; defaults alone never do.
*/
export const withoutClashes = (
	entries: readonly KeyEntry[],
	actions: readonly KeyedAction[],
): {readonly entries: readonly KeyEntry[]; readonly problems: readonly string[]} => {
	const clashes = clashesOf(bindingsOf(entries, actions));
	if (clashes.size === 0) return {entries, problems: []};
	const rest = withoutClashes(
		entries.filter(entry => !clashes.has(entry)),
		actions,
	);
	const problems = Array.from(clashes, ([{path}, reason]) => `${path}: ${reason}`);
	return {entries: rest.entries, problems: [...problems, ...rest.problems]};
};
