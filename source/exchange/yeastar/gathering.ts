import {type Owner, type OwnerKind} from '../../domain/directory.js';
import {type RefusedRecord} from '../../domain/incoming.js';
import {type Message} from '../../domain/message.js';
import {type Pbx} from '../../domain/pbx.js';
import {Refusal} from '../../domain/refusal.js';
import {type Channel} from '../../domain/session.js';
import {type Fields, idOf, textOf} from './fields.js';
import {messageOf} from './message-record.js';
import {ownerOf} from './owner-record.js';

/** Event 30022. It has neither the extension's id nor the time. */
export interface ExtensionEvent {
	readonly number: string;
	readonly option: 'CREATE' | 'UPDATE' | 'DELETE';
}

/** Everything that the inputs said of one session. */
interface GatheredSession {
	/** Each answer about it, since those of `list` and of `get` complete each other. */
	readonly answers: {readonly origin: string; readonly fields: Fields}[];
	readonly messages: Message[];
	/** The origin of its first message, used if nothing else names the session. */
	messageOrigin?: string;
}

/** Everything that the inputs hold, before owners are known, and before sessions are joined with their messages. */
export class Gathering {
	pbx: Pbx = {};
	readonly owners: Owner[] = [];
	/** The kinds of owners that were listed, and how many there are, as the PBX says in `total_number`. */
	readonly listed = new Map<OwnerKind, number>();
	readonly channels: Channel[] = [];
	/** How many owners of a kind were listed but could not be used. */
	readonly unusable = new Map<OwnerKind, number>();
	readonly extensionEvents: ExtensionEvent[] = [];
	readonly sessions = new Map<number, GatheredSession>();
	readonly refused: RefusedRecord[] = [];

	/** The result of `read`; `undefined` if it refuses, which is noted with its origin, and the rest goes on. */
	attempt<Result>(origin: () => string, read: () => Result): Result | undefined {
		try {
			return read();
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.refused.push({origin: origin(), reason: error.message});
			return undefined;
		}
	}

	addSession(fields: Fields, origin: string): void {
		this.#session(idOf(fields.id ?? fields.session_id, 'id')).answers.push({origin, fields});
	}

	addMessage(fields: Fields, sessionId: unknown, origin: string, kind?: 'result'): void {
		const id = idOf(fields.session_id ?? sessionId, 'session_id');
		const message = messageOf(fields, kind);
		const session = this.#session(id);
		session.messageOrigin ??= origin;
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

	/** A list of a kind, or a page of it. */
	noteList(kind: OwnerKind, total = 0): void {
		this.listed.set(kind, Math.max(total, this.listed.get(kind) ?? 0));
	}

	/** An entry of `message_channel/list`: one channel with all its numbers. */
	addChannel({type, name, number}: Fields): void {
		for (const each of Array.isArray(number) ? number : [number])
			this.channels.push({type: textOf(type).toLowerCase(), name: textOf(name), number: textOf(each)});
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
