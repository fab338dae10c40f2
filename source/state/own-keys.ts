import {didYouMean} from '../domain/language/nearest.js';
import {cutText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type KeyEntry, withoutClashes} from './key-clashes.js';
import {readKeyName} from './key-name.js';
import {keyLabel} from './key-label.js';
import {type KeyedAction, type OwnKeys} from './keymap.js';
import {type Place, textPlaces} from './state.js';

/** The own keys that can be used, and what is wrong with the others, each with its place. */
export interface ReadKeys {
	readonly own: OwnKeys;
	readonly problems: readonly string[];
}

/** More entries than there are actions by far, and more keys than anybody needs for one. */
const mostEntries = 500;
const mostKeys = 8;
const longestName = 40;

/** Keys that stay whatever the preferences say: the way out. */
const fixedKeys: ReadonlySet<string> = new Set(['escape', 'ctrl-c']);

const quoted = (text: string): string => `“${cutText(safeLine(text.slice(0, 200)), longestName)}”`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isTypedThere = (key: string): boolean =>
	key === 'space' || key === 'backspace' || !/^[a-z]+(?:-|$)/.test(key) || key.length === 1;

class Reader {
	readonly entries: KeyEntry[] = [];
	readonly problems: string[] = [];
	readonly #actions: ReadonlyMap<string, KeyedAction>;

	constructor(actions: readonly KeyedAction[]) {
		this.#actions = new Map(actions.map(action => [action.id, action]));
	}

	read(value: unknown): void {
		if (value === undefined) return;
		if (!isRecord(value)) {
			this.#report(
				'keys',
				'expected an object that gives actions their keys: {"session.transfer": "ctrl-t"}',
			);
			return;
		}

		const all = Object.entries(value);
		if (all.length > mostEntries)
			this.#report('keys', `only the first ${mostEntries} of ${all.length} entries are read`);
		for (const [id, given] of all.slice(0, mostEntries)) this.#readAction(id, given);
	}

	#readAction(id: string, given: unknown): void {
		const action = this.#actions.get(id);
		if (action === undefined) {
			const meant = id.length > longestName ? '' : didYouMean(id, [...this.#actions.keys()]);
			this.#report('keys', `there is no action ${quoted(id)}${meant}`);
		} else if (isRecord(given)) {
			for (const [place, keys] of Object.entries(given).slice(0, mostEntries)) {
				if ((action.places as readonly string[]).includes(place))
					this.#readKeys(action, [place as Place], keys, `keys.${id}.${place}`);
				else
					this.#report(
						`keys.${id}`,
						`${quoted(place)} is none of its places, which are ${action.places.join(', ')}`,
					);
			}
		} else this.#readKeys(action, action.places, given, `keys.${id}`);
	}

	#readKeys(action: KeyedAction, places: readonly Place[], given: unknown, path: string): void {
		const written: readonly unknown[] = given === 'none' ? [] : Array.isArray(given) ? given : [given];
		const fixed = action.keys.filter(key => fixedKeys.has(key));
		const problem =
			written.length > mostKeys
				? `expected at most ${mostKeys} keys`
				: written.length === 0 && fixed.length > 0
					? `${fixed.map(keyLabel).join(' and ')} always leads out, so it cannot be taken away`
					: undefined;
		if (problem !== undefined) {
			this.#report(path, problem);
			return;
		}

		const keys = written.map(key => this.#readKey(key, places, path));
		if (keys.every(key => key !== undefined))
			this.entries.push({action, places, path, keys: [...new Set([...keys, ...fixed])]});
	}

	/** Reports a key that cannot be used. */
	#readKey(written: unknown, places: readonly Place[], path: string): string | undefined {
		const expected = 'expected a key such as x, ctrl-x, alt-x, space, enter, tab, up or page-down, or none';
		if (typeof written !== 'string') {
			this.#report(path, expected);
			return undefined;
		}

		const key = readKeyName(written);
		const typing = places.find(place => textPlaces.has(place));
		if (key === undefined) this.#report(path, `${quoted(written)} is no key; ${expected}`);
		else if (typing !== undefined && isTypedThere(key))
			this.#report(path, `${quoted(written)} is for the text that is typed in ${typing}`);
		else return key;
		return undefined;
	}

	#report(path: string, problem: string): void {
		this.problems.push(`${path}: ${problem}`);
	}
}

const keysByPlace = (entries: readonly KeyEntry[]): OwnKeys => {
	const own: Record<string, Partial<Record<Place, readonly string[]>>> = {};
	for (const {action, places, keys} of entries)
		own[action.id] = {...own[action.id], ...Object.fromEntries(places.map(place => [place, keys]))};
	return own;
};

/**
Reads the keys in a person's preferences, which may hold anything. What cannot be used is told and left out, so that
the default keys stay there.
@param value `keys` of the preferences
*/
export const readOwnKeys = (value: unknown, actions: readonly KeyedAction[]): ReadKeys => {
	const reader = new Reader(actions);
	reader.read(value);
	const {entries, problems} = withoutClashes(reader.entries, actions);
	return {own: keysByPlace(entries), problems: [...reader.problems, ...problems]};
};
