import {foreignness} from '../../domain/merge/another-pbx.js';
import {isSpoken} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {type Store} from '../../storage/store.js';
import {listMessages} from '../yeastar/api/messages.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {type ListedSession} from '../yeastar/api/sessions.js';
import {customerOf} from '../yeastar/session-record.js';
import {type Known} from './known.js';
import {RolledBack} from './trouble.js';

/** One such session may be a mishap of its own. */
const fewest = 2;

/** Finds out whether the PBX was set back to an earlier state: then it tells less of sessions than it told before. */
export class SetBackWatch {
	readonly #store: Store;
	readonly #known: Known;
	readonly #api: PbxApi;
	readonly #signal: AbortSignal;
	readonly #suspects = new Map<number, string>();
	/** The newest message that any list told of. */
	#newest = 0;

	constructor(store: Store, known: Known, api: PbxApi, signal: AbortSignal) {
		this.#store = store;
		this.#known = known;
		this.#api = api;
		this.#signal = signal;
	}

	/** @throws RolledBack if it was */
	async look(sessions: readonly ListedSession[]): Promise<void> {
		this.#newest = Math.max(this.#newest, ...sessions.map(({lastMessage = 0}) => lastMessage));
		for (const session of sessions) {
			if (this.#suspects.has(session.id) || !this.#known.isPulled(session.id)) continue;
			const reason = this.#foreign(session) ?? (await this.#older(session));
			if (reason !== undefined) this.#suspects.set(session.id, reason);
		}

		if (this.#suspects.size < fewest) return;
		const [first] = this.#suspects.values();
		throw new RolledBack(
			`The PBX tells less than it told before, of ${this.#suspects.size} sessions at least, as if it had been set back to an earlier state (first: ${first!}). No more of that is taken in. If it is so: chatlogs pbx adopt`,
		);
	}

	#foreign({id, record}: ListedSession): string | undefined {
		const session = this.#store.session(id);
		if (session === undefined) return undefined;
		try {
			const told = {channel: session.channel, customer: customerOf(record)};
			return (
				foreignness(session, told, this.#store.table.country, true) && `session ${id} has another customer`
			);
		} catch (error) {
			// A record that cannot be used is refused where it is taken in.
			if (error instanceof Refusal) return undefined;
			throw error;
		}
	}

	async #older({id, lastMessage}: ListedSession): Promise<string | undefined> {
		const told = this.#known.newestTold(id);
		if (lastMessage === undefined || lastMessage >= told || this.#isDeletable(id, told)) return undefined;
		// The list may be older than what came in meanwhile.
		const page = await listMessages(this.#api, id, undefined, this.#signal);
		const newest = page?.messages[0]?.id ?? lastMessage;
		return newest < told ? `session ${id} ends with message ${newest}, and ended with ${told}` : undefined;
	}

	/** Somebody's words can be deleted on the web page. What the PBX itself says cannot, nor can all that is newest. */
	#isDeletable(id: number, told: number): boolean {
		if (told > this.#newest || this.#known.row(id)?.isPurged) return this.#known.row(id)?.isPurged === true;
		const lost = this.#store.history(id).messages.find(message => message.id === told);
		return lost === undefined || isSpoken(lost);
	}
}
