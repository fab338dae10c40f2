import {type Owner, type OwnerKind} from '../../domain/directory.js';
import {type RefusedRecord} from '../../domain/incoming.js';
import {type Message} from '../../domain/message.js';
import {type Pbx} from '../../domain/pbx.js';
import {Refusal} from '../../domain/refusal.js';
import {type Fields, idOf} from './fields.js';
import {messageOf} from './message-record.js';
import {ownerOf} from './owner-record.js';

/** Event 30022. It tells neither the extension's id nor the time. */
export interface ExtensionEvent {
	readonly number: string;
	readonly option: 'CREATE' | 'UPDATE' | 'DELETE';
}

/** All that the inputs said of one session. */
interface GatheredSession {
	/** Each answer that tells of it, since those of `list` and of `get` complete each other. */
	readonly answers: {readonly place: string; readonly fields: Fields}[];
	readonly messages: Message[];
	/** Of the first message, so that it is named if nothing else tells of the session. */
	messagePlace?: string;
}

/** What the inputs hold, before owners are known and sessions and their messages, from wherever, are put together. */
export class Gathering {
	pbx: Pbx = {};
	readonly owners: Owner[] = [];
	/** How many owners of a kind there are, as the PBX says in `total_number`. */
	readonly totals = new Map<OwnerKind, number>();
	/** How many owners of a kind were listed but could not be used. */
	readonly unusable = new Map<OwnerKind, number>();
	readonly extensionEvents: ExtensionEvent[] = [];
	readonly sessions = new Map<number, GatheredSession>();
	readonly refused: RefusedRecord[] = [];

	/** What `read` gives; `undefined` if it refuses, which is named with the place, and the rest goes on. */
	attempt<Result>(place: () => string, read: () => Result): Result | undefined {
		try {
			return read();
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.refused.push({place: place(), reason: error.message});
			return undefined;
		}
	}

	addSession(fields: Fields, place: string): void {
		this.#session(idOf(fields.id ?? fields.session_id, 'id')).answers.push({place, fields});
	}

	addMessage(fields: Fields, sessionId: unknown, place: string, kind?: 'result'): void {
		const id = idOf(fields.session_id ?? sessionId, 'session_id');
		const message = messageOf(fields, kind);
		const session = this.#session(id);
		session.messagePlace ??= place;
		session.messages.push(message);
	}

	addOwner(kind: OwnerKind, fields: Fields): void {
		try {
			this.owners.push(ownerOf(kind, fields));
		} catch (error) {
			this.unusable.set(kind, (this.unusable.get(kind) ?? 0) + 1);
			throw error;
		}
	}

	#session(id: number): GatheredSession {
		let session = this.sessions.get(id);
		if (session === undefined) {
			session = {answers: [], messages: []};
			this.sessions.set(id, session);
		}

		return session;
	}
}
