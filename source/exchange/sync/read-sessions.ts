import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Directory} from '../../domain/directory.js';
import {type ImportedRecord} from '../../domain/history.js';
import {type IncomingSession, type RefusedRecord, type ToldSession} from '../../domain/incoming.js';
import {joinTold} from '../../domain/merge/told.js';
import {isClosing, isMove, isSpoken, type Message, newestOf} from '../../domain/message.js';
import {Refusal} from '../../domain/refusal.js';
import {type Country} from '../../text/phone-number.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {findSession, findSessions} from '../yeastar/api/sessions.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type Fields, without} from '../yeastar/fields.js';
import {toldSessionOf} from '../yeastar/session-record.js';
import {toldBySightings} from '../yeastar/sightings.js';
import {type Known} from './known.js';
import {MessageReader, type ReadMessages} from './read-messages.js';
import {type Sightings} from './sightings.js';

/** Fields by which some builds tell who holds a session, or may soon: the lists know that better. */
const holding: ReadonlySet<string> = new Set(['participants', 'pickup_member_id', 'queue_id', 'from']);

interface ReaderOptions {
	readonly api: PbxApi;
	readonly known: Known;
	readonly sightings: Sightings;
	/** Told of sessions that have messages which are newer than their lists. */
	readonly onAhead: (session: number) => void;
	/** Told of sessions that are not there any more. */
	readonly onMissing: (session: number) => void;
	readonly owners: Directory;
	readonly country: Country | undefined;
	/** Whether also what came in before is read again. */
	readonly isFull: boolean;
	/** Unix seconds. */
	readonly now: number;
	readonly signal: AbortSignal;
}

/** The outcome of reading some listed sessions. */
export interface ReadSessions {
	readonly sessions: readonly IncomingSession[];
	/** Messages that could not be used. */
	readonly refused: readonly RefusedRecord[];
	readonly troubles: readonly {readonly session: number; readonly trouble: PbxTrouble}[];
}

/** Reads what sessions are, and their messages, once lists have told of them. */
export class SessionReader {
	readonly #options: ReaderOptions;
	readonly #messages: MessageReader;

	constructor(options: ReaderOptions) {
		this.#options = options;
		this.#messages = new MessageReader(options.api, options.signal);
	}

	/**
	Reads some sessions, of which as little as possible is asked for.
	@throws PbxTrouble if nothing of them can be read
	*/
	async read(ids: readonly number[]): Promise<ReadSessions> {
		const {known, isFull, sightings} = this.#options;
		const unread = ids.filter(
			id => isFull || known.completeUpTo(id) < Math.max(1, sightings.lastMessageOf(id)),
		);
		const wanted = unread.map(session => ({session, downTo: this.#downTo(session)}));
		const [details, messages] = await Promise.all([
			this.#details(ids.filter(id => isFull || !known.hasDetails(id))),
			wanted.length === 0 ? new Map<number, never>() : this.#messages.read(wanted),
		]);
		// What was answered meanwhile makes room for further calls.
		await nextTurn();
		const isUnread = new Set(unread);
		const sessions: IncomingSession[] = [];
		const refused: RefusedRecord[] = [];
		const troubles: {session: number; trouble: PbxTrouble}[] = [];
		for (const id of ids) {
			const read = isUnread.has(id) ? messages.get(id) : {messages: [], refused: []};
			if (read === undefined) {
				const trouble = await this.#whyMissing(id);
				if (trouble) troubles.push({session: id, trouble});
				else this.#options.onMissing(id);
			} else if (read instanceof PbxTrouble) troubles.push({session: id, trouble: read});
			else {
				refused.push(...read.refused);
				const told = this.#upToList(id, read.messages);
				sessions.push({
					id,
					origin: `session ${id}`,
					...this.#toldOf(id, details.get(id), told),
					messages: told,
					isWhole: true,
					records: isFull ? this.#deletedThere(id, read) : [],
				});
			}
		}

		return {sessions, refused, troubles};
	}

	/** Newer messages may say that somebody else holds the session: that comes in when a list tells of it. */
	#upToList(id: number, messages: readonly Message[]): readonly Message[] {
		const {sightings, onAhead, isFull} = this.#options;
		const lastMessage = sightings.lastMessageOf(id);
		if (lastMessage === 0 && isFull) return this.#upToMove(id, messages);
		if (lastMessage === 0 || !messages.some(message => message.id > lastMessage)) return messages;
		onAhead(id);
		return messages.filter(message => message.id <= lastMessage);
	}

	/** For a session that no list tells of now but one may soon: it was asked for too early, or too late. */
	#upToMove(id: number, messages: readonly Message[]): readonly Message[] {
		const upTo = this.#options.known.completeUpTo(id);
		const moves = messages.filter(message => message.id > upTo && isMove(message));
		const first = Math.min(...moves.map(message => message.id));
		return messages.filter(message => message.id < first);
	}

	/** Messages that are here but no longer on the PBX: somebody deleted them on the web page. They stay, with one note. */
	#deletedThere(id: number, {messages, refused}: ReadMessages): readonly ImportedRecord[] {
		const history = this.#options.known.history(id);
		if (history === undefined || refused.length > 0) return [];
		const there = new Set(messages.map(message => message.id));
		const noted = new Set(history.records.map(({text}) => text));
		return history.messages
			.filter(message => isSpoken(message) && !there.has(message.id))
			.map(message => ({
				at: this.#options.now,
				kind: 'deleted on the PBX',
				by: '',
				text: `Message ${message.id} is not on the PBX any more.`,
			}))
			.filter(({text}) => !noted.has(text));
	}

	/** One that was deleted since it was listed is no trouble. */
	async #whyMissing(id: number): Promise<PbxTrouble | undefined> {
		const found = await findSession(this.#options.api, id, this.#options.signal);
		return found && new PbxTrouble('other', `The PBX lists session ${id}, but does not give its messages.`);
	}

	#downTo(session: number): number {
		const {known, isFull, now} = this.#options;
		const upTo = isFull ? 0 : known.completeUpTo(session);
		const sending = upTo === 0 ? undefined : known.oldestSending(session, now);
		return Math.min(upTo, sending ?? upTo);
	}

	/** Details that only `message_session/query` tells, such as the channel's name. */
	async #details(ids: readonly number[]): Promise<ReadonlyMap<number, Fields>> {
		try {
			return ids.length === 0 ? new Map() : await findSessions(this.#options.api, ids, this.#options.signal);
		} catch (error) {
			// The lists tell enough to go on.
			if (error instanceof PbxTrouble && ['not there', 'refused', 'other'].includes(error.pbxCause))
				return new Map();
			throw error;
		}
	}

	#toldOf(
		id: number,
		details: Fields | undefined,
		messages: readonly Message[],
	): Pick<IncomingSession, 'told' | 'contradiction'> {
		const {sightings, owners, known, country} = this.#options;
		const seen = sightings.of(id);
		if (seen.length === 0) return this.#toldByMessages(id, messages);
		try {
			const told: ToldSession = toldBySightings(
				seen,
				owners,
				known.holderAt(id, sightings.lastMessageOf(id)),
			);
			const answers = details === undefined ? [told] : [this.#toldByDetails(details), told];
			const joined = joinTold(id, answers, country);
			return typeof joined === 'string' ? {contradiction: joined} : {told: joined};
		} catch (error) {
			if (error instanceof Refusal) return {contradiction: error.message};
			throw error;
		}
	}

	/** Where no list tells of a session, its newest message may still tell that it was closed. */
	#toldByMessages(id: number, messages: readonly Message[]): Pick<IncomingSession, 'told'> {
		const session = this.#options.known.row(id)?.session;
		const newest = newestOf(messages);
		if (session === undefined || newest === undefined || !isClosing(newest)) return {};
		return {told: {channel: session.channel, customer: session.customer, status: 'closed'}};
	}

	#toldByDetails(details: Fields): ToldSession {
		return toldSessionOf(without(details, holding) ?? {}, this.#options.owners);
	}
}
