import {type RefusedRecord} from '../../domain/incoming.js';
import {type Message} from '../../domain/message.js';
import {type PbxApi} from '../yeastar/api/pbx-api.js';
import {listMessages, listNewestMessages, type MessagePage} from '../yeastar/api/messages.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';

/** The messages of one session that are wanted. */
interface WantedMessages {
	readonly session: number;
	/** Down to this message, which is known, and may be read again; 0 for all. */
	readonly downTo: number;
}

export interface ReadMessages {
	readonly messages: readonly Message[];
	readonly refused: readonly RefusedRecord[];
}

const lengthOf = ({messages, refused}: MessagePage): number => messages.length + refused.length;

/** Reads sessions' messages, the newest first. */
export class MessageReader {
	readonly #api: PbxApi;
	readonly #signal: AbortSignal;
	/** By endpoint, the records of its longest page: a shorter one is the last, however many were asked for. */
	readonly #longest = {query: 0, get: 0};

	constructor(api: PbxApi, signal: AbortSignal) {
		this.#api = api;
		this.#signal = signal;
	}

	/**
	Reads the newest pages of many sessions by one call, and goes on with each that reaches deeper. A session that is not
	there any more is left out.
	@returns by session, what was read, or why it was not
	@throws PbxTrouble if the newest pages are not given
	*/
	async read(wanted: readonly WantedMessages[]): Promise<ReadonlyMap<number, ReadMessages | PbxTrouble>> {
		const sessions = wanted.map(({session}) => session);
		const newest = await listNewestMessages(this.#api, sessions, this.#signal);
		for (const page of newest.values()) this.#longest.query = Math.max(this.#longest.query, lengthOf(page));
		const entries = wanted.map(
			async each => [each.session, await this.#readOn(each, newest.get(each.session))] as const,
		);
		const read = await Promise.all(entries);
		return new Map(
			read.flatMap(([session, found]) => (found === undefined ? [] : [[session, found] as const])),
		);
	}

	async #readOn(
		{session, downTo}: WantedMessages,
		newest: MessagePage | undefined,
	): Promise<ReadMessages | PbxTrouble | undefined> {
		const pages: MessagePage[] = [];
		const isBottom = ({next}: MessagePage, isShort: boolean): boolean =>
			next === undefined || next <= downTo || isShort;
		try {
			let isDown = false;
			if (newest !== undefined) {
				pages.push(newest);
				isDown = isBottom(newest, lengthOf(newest) < this.#longest.query);
			}

			while (!isDown) {
				const before = pages.at(-1)?.next;
				const page = await listMessages(this.#api, session, before, this.#signal);
				if (page === undefined) return undefined;
				if (page.isPartial || (before !== undefined && page.next !== undefined && page.next >= before))
					throw new PbxTrouble('other', `The PBX gives only a part of the messages of session ${session}.`);
				const length = lengthOf(page);
				isDown = isBottom(page, length < this.#longest.get);
				this.#longest.get = Math.max(this.#longest.get, length);
				pages.push(page);
			}
		} catch (error) {
			if (error instanceof PbxTrouble) return error;
			throw error;
		}

		if (pages.length === 1) return pages[0];
		return {
			messages: pages.flatMap(({messages}) => messages),
			refused: pages.flatMap(({refused}) => refused),
		};
	}
}
