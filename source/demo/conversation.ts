import {type Handler} from '../domain/handler.js';
import {type Author, type Message, messageType, userType} from '../domain/message.js';
import {type Random} from './random.js';

const pbxAuthor: Author = {userType: 0, number: '', name: 'PBX'};

const authorOf = ({kind, number, name}: Handler): Author => {
	if (kind === 'extension') return {userType: userType.extension, number, name};
	return kind === 'api' ? {userType: userType.api, number: 'api', name} : pbxAuthor;
};

const closings: ReadonlySet<number> = new Set([
	messageType.closedByHand,
	messageType.closedAutomatically,
	messageType.closedByVisitor,
]);

interface Beginning {
	/** Unix seconds, of the first message. */
	readonly at: number;
	readonly handler: Handler;
	readonly customer: Author;
	/** Id of the first message; the others follow without a gap. */
	readonly firstMessage: number;
	/** Whether answers come quickly, without hours between them. */
	readonly isRapid: boolean;
}

/** The optional parts of a message beyond its text. */
type Extras = Pick<Message, 'files' | 'delivery' | 'error' | 'param'>;

/**
A session while it is being written: its clock, its handler and its messages. The clock goes on with each message;
once it has passed `now`, nothing more happens, so the last sessions are still under way.
*/
export class Conversation {
	readonly messages: Message[] = [];
	readonly #random: Random;
	readonly #now: number;
	readonly #beginning: Beginning;
	#at: number;
	#handler: Handler;
	#agent: Author;

	constructor(beginning: Beginning, random: Random, now: number) {
		this.#beginning = beginning;
		this.#random = random;
		this.#now = now;
		this.#at = beginning.at;
		this.#handler = beginning.handler;
		this.#agent = authorOf(beginning.handler);
	}

	get at(): number {
		return this.#at;
	}

	get handler(): Handler {
		return this.#handler;
	}

	/** Seconds from the last message until now; negative when the story has outrun it. */
	get age(): number {
		return this.#now - this.#at;
	}

	get isClosed(): boolean {
		const last = this.messages.at(-1);
		return last !== undefined && closings.has(last.type);
	}

	wait(seconds: number): void {
		this.#at += seconds;
	}

	customer(text: string, extras?: Extras): void {
		this.#add(messageType.user, this.#beginning.customer, text, extras);
	}

	/** By the handler, who must not be a queue. */
	company(text: string, extras?: Extras): void {
		this.#add(messageType.user, this.#agent, text, {delivery: this.age < 90 ? 'sending' : 'sent', ...extras});
	}

	pbx(text: string): void {
		this.#add(messageType.user, pbxAuthor, text, {delivery: 'sent'});
	}

	unsupported(): void {
		this.#add(messageType.unsupported, this.#beginning.customer, '');
	}

	/** `duration` is in seconds; 0 if nobody answered. */
	call(duration: number): void {
		this.#add(messageType.call, this.#agent, '', {param: {duration}});
		this.wait(duration);
	}

	pickUp(agent: Handler): void {
		if (this.#add(messageType.pickedUp, authorOf(agent), '')) this.#give(agent);
	}

	transfer(to: Handler): void {
		const type = to.kind === 'queue' ? messageType.transferredToQueue : messageType.transferred;
		if (this.#add(type, this.#agent, '', {param: {from: this.#handler, to}})) this.#give(to);
	}

	closeByHand(): void {
		this.#add(messageType.closedByHand, this.#agent, '');
	}

	closeAutomatically(): void {
		this.#add(messageType.closedAutomatically, pbxAuthor, '');
	}

	closeByVisitor(): void {
		this.#add(messageType.closedByVisitor, this.#beginning.customer, '');
	}

	#give(handler: Handler): void {
		this.#handler = handler;
		this.#agent = authorOf(handler);
	}

	/** Whether the message was still in time. */
	#add(type: number, author: Author, text: string, extras?: Extras): boolean {
		if (this.messages.length > 0) this.#at += this.#pause();
		if (this.age < 0) return false;
		const id = this.#beginning.firstMessage + this.messages.length;
		const message = {id, type, at: this.#at, author, text};
		this.messages.push(extras ? {...message, ...extras} : message);
		return true;
	}

	/** Seconds until the next message: mostly under two minutes, now and then hours. */
	#pause(): number {
		const length = this.#random.fraction();
		if (this.#beginning.isRapid) return 5 + Math.floor(length * 40);
		if (length < 0.9) return 5 + Math.floor(length * 130);
		if (length < 0.985) return this.#random.between(180, 2400);
		return this.#random.between(3600, 72_000);
	}
}
