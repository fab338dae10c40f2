import {type JournalPoint} from '../../../storage/journal.js';
import {type Machine} from '../../../storage/machine.js';
import {type Store} from '../../../storage/store.js';
import {PrivateDocument} from '../api/private-document.js';
import {type Fields, isFields} from '../fields.js';
import {checkedInstance} from './connection-record.js';

const pointIn = ({seen}: Fields = {}): JournalPoint | undefined =>
	isFields(seen) &&
	typeof seen.position === 'number' &&
	typeof seen.n === 'number' &&
	typeof seen.digest === 'string'
		? {position: seen.position, n: seen.n, digest: seen.digest}
		: undefined;

const damaged =
	'what this machine remembers of this store is damaged, so nobody can tell whether the store was rolled back. What was done since may be done again. Thaw them: chatlogs pbx adopt';

/** @param kept `undefined` if nothing was ever kept */
const frozenIn = (kept: Fields | undefined): string | undefined => {
	if (typeof kept?.frozen === 'string') return kept.frozen;
	return kept === undefined || pointIn(kept) ? undefined : damaged;
};

type Looked = Pick<Store, 'identity' | 'journalPoint' | 'holdsPoint'>;

/** Whether all that was seen is still in the store. A journal that was written anew since can tell only how long it was. */
const isStillThere = (store: Looked, seen: JournalPoint): boolean => {
	if (store.holdsPoint(seen)) return true;
	const {rewritten} = store.identity;
	if (rewritten === undefined) return false;
	return seen.n === rewritten.n ? seen.digest === rewritten.digest : seen.n < rewritten.n;
};

const restored =
	'this store is an older one than it was: it was restored from a backup, or rolled back. What was done since may be done again. Thaw them: chatlogs pbx adopt';

/**
An instance's memory outside of its store, for all processes of its person: how far the journal went, and whether
acts are frozen. A store that was brought back from a backup cannot tell that by itself.
*/
export class InstanceMemory {
	readonly #document: PrivateDocument;
	/** Told in this process, and not written yet. */
	#frozen: string | undefined;
	#freezing: Promise<void> = Promise.resolve();

	/** @param stateFolder a folder `pbx` in it is for the person alone */
	constructor(machine: Pick<Machine, 'files' | 'lock'>, stateFolder: string, instance: string) {
		this.#document = new PrivateDocument(
			machine,
			`${stateFolder}/pbx`,
			`instance-${checkedInstance(instance)}`,
		);
	}

	/** Why nothing is carried out on the PBX until `chatlogs pbx adopt`, if so. Goes on after "acts frozen: ". */
	get frozen(): string | undefined {
		return frozenIn(this.#document.readIfThere()) ?? this.#frozen;
	}

	/**
	Compares the store with what was seen of it last, and remembers it as it is now. Call it before anything is carried
	out, and when something was.
	@returns why acts are frozen, if so
	@throws what kept the reason from being written
	*/
	async look(store: Looked): Promise<string | undefined> {
		await this.#freezing;
		const now = store.journalPoint;
		const known = this.#document.readIfThere();
		const isNews = pointIn(known)?.digest !== now.digest;
		if (!isNews || frozenIn(known) !== undefined) return frozenIn(known);
		return this.#document.locked(async () => {
			const kept = this.#document.readIfThere();
			const seen = pointIn(kept);
			const frozen =
				frozenIn(kept) ?? (seen === undefined || isStillThere(store, seen) ? undefined : restored);
			// Another process may have seen more than this one.
			const latest = seen !== undefined && seen.n > now.n ? seen : now;
			await this.#document.write({seen: {...latest}, ...(frozen !== undefined && {frozen})});
			return frozen;
		});
	}

	/** For a PBX that was restored or rolled back, which a pull finds out. The next look waits until that is written. */
	freeze(reason: string): void {
		this.#frozen ??= reason;
		this.#freezing = this.#freezing.then(async () =>
			this.#document.locked(async () => {
				const kept = this.#document.readIfThere();
				if (frozenIn(kept) === undefined) await this.#document.write({...kept, frozen: reason});
				this.#frozen = undefined;
			}),
		);
		this.#freezing.catch(() => undefined);
	}

	async forget(): Promise<void> {
		await this.#document.locked(async () => this.#document.remove());
	}
}
