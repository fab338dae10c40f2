/** The PBX as it is in memory: who is there, and what is said. Times are in Unix seconds. */
export interface Extension {
	readonly id: number;
	readonly number: string;
	readonly name: string;
}

interface Queue {
	readonly id: number;
	readonly name: string;
	/** An agent's own id, and that of the extension. */
	readonly members: readonly {readonly id: number; readonly extension: number}[];
}

/** Who has a session; `queue` is where an extension picked it up. */
export type Holder =
	| {readonly kind: 'extension'; readonly id: number; readonly queue?: number}
	| {readonly kind: 'queue'; readonly id: number}
	| {readonly kind: 'api'};

interface User {
	readonly user_type: number;
	readonly user_no: string;
	readonly username: string;
}

export interface Said {
	readonly id: number;
	readonly type: number;
	readonly sender: User;
	readonly text: string;
	readonly at: number;
	readonly param?: object;
	readonly files?: readonly object[];
	/** 0 sending, 1 sent, 2 failed. */
	delivery: number;
}

export interface Chat {
	readonly id: number;
	readonly type: string;
	readonly channel: string;
	readonly did: string;
	readonly customer: User;
	readonly isOfCampaign: boolean;
	holder: Holder;
	isClosed: boolean;
	/** Operators by `user_type:user_no`. */
	readonly archivedBy: Set<string>;
	readonly deletedBy: Set<string>;
	/** The oldest first. */
	readonly messages: Said[];
}

type Option = 'CREATE' | 'UPDATE' | 'DELETE';

const system: User = {user_type: 0, user_no: '', username: ''};

export class World {
	readonly extensions = new Map<number, Extension>();
	readonly queues = new Map<number, Queue>();
	readonly chats = new Map<number, Chat>();
	sn = '3621234567890';
	firmware = '37.23.0.31';
	/** Told of what a PBX has events for. */
	onExtension: (number: string, option: Option) => void = () => undefined;
	onMessageForApi: (chat: Chat, said: Said) => void = () => undefined;
	/** The id of the newest message; lower again after the PBX was set back. */
	lastMessage = 50_000;
	readonly now: () => number;
	#lastChat = 3000;

	constructor(now: () => number) {
		this.now = now;
	}

	addExtension(id: number, number: string, name: string): void {
		const option: Option = this.extensions.has(id) ? 'UPDATE' : 'CREATE';
		this.extensions.set(id, {id, number, name});
		this.onExtension(number, option);
	}

	deleteExtension(id: number): void {
		const {number} = this.extensions.get(id)!;
		this.extensions.delete(id);
		for (const [key, queue] of this.queues)
			this.queues.set(key, {...queue, members: queue.members.filter(({extension}) => extension !== id)});
		this.onExtension(number, 'DELETE');
	}

	/** The agents' own ids begin at 1000 times the queue's. */
	addQueue(id: number, name: string, extensions: readonly number[]): void {
		const members = extensions.map((extension, index) => ({id: id * 1000 + index, extension}));
		this.queues.set(id, {id, name, members});
	}

	/** A customer's first message; gives the session's id. */
	addChat(holder: Holder, more: Partial<Pick<Chat, 'type' | 'customer' | 'isOfCampaign'>> = {}): number {
		const id = ++this.#lastChat;
		const number = `+49170${id}`;
		this.chats.set(id, {
			id,
			type: 'whatsapp',
			channel: 'Shop',
			did: '+4930100',
			customer: {user_type: 2, user_no: number, username: `Customer ${id}`},
			isOfCampaign: false,
			holder,
			isClosed: false,
			archivedBy: new Set(),
			deletedBy: new Set(),
			messages: [],
			...more,
		});
		this.receive(id, `Hello from ${id}`);
		return id;
	}

	/** The customer writes. */
	receive(id: number, text: string): Said {
		const chat = this.chats.get(id)!;
		const said = this.say(chat, 0, chat.customer, text);
		if (chat.holder.kind === 'api') this.onMessageForApi(chat, said);
		return said;
	}

	say(chat: Chat, type: number, sender: User, text: string, param?: object): Said {
		const said: Said = {
			id: ++this.lastMessage,
			type,
			sender,
			text,
			at: this.now(),
			delivery: 1,
			...(param && {param}),
		};
		chat.messages.push(said);
		return said;
	}

	transfer(chat: Chat, to: Holder): void {
		const from = this.userOf(chat.holder);
		chat.holder = to;
		chat.archivedBy.clear();
		const type = to.kind === 'queue' ? 6 : 1;
		this.say(chat, type, from ?? system, '', {
			from,
			to: this.userOf(to) ?? {queue_id: to.kind === 'queue' && to.id},
		});
	}

	pickUp(id: number, extension: number): void {
		const chat = this.chats.get(id)!;
		const queue = chat.holder.kind === 'queue' ? chat.holder.id : 0;
		chat.holder = {kind: 'extension', id: extension, queue};
		this.say(chat, 5, this.userOf(chat.holder)!, '');
	}

	close(chat: Chat): void {
		chat.isClosed = true;
		this.say(chat, 2, this.userOf(chat.holder) ?? system, '');
	}

	/** As sessions and messages name the one who holds a session; nobody for a queue. */
	userOf(holder: Holder): User | undefined {
		if (holder.kind === 'queue') return undefined;
		if (holder.kind === 'api') return {user_type: 9, user_no: 'api', username: 'api'};
		const {number = String(holder.id), name = ''} = this.extensions.get(holder.id) ?? {};
		return {user_type: 1, user_no: number, username: name};
	}

	/** The sessions in an operator's list, the one with the newest message first. */
	inListOf(operator: Extension | 'api'): readonly Chat[] {
		const key = operatorKey(operator);
		return [...this.chats.values()]
			.filter(chat => !chat.deletedBy.has(key) && this.#isHeldBy(chat.holder, operator))
			.toSorted((a, b) => lastOf(b) - lastOf(a));
	}

	#isHeldBy(holder: Holder, operator: Extension | 'api'): boolean {
		if (operator === 'api') return holder.kind === 'api';
		if (holder.kind === 'extension') return holder.id === operator.id;
		if (holder.kind === 'api') return false;
		const members = this.queues.get(holder.id)?.members ?? [];
		return members.some(({extension}) => extension === operator.id);
	}
}

export const operatorKey = (operator: Extension | 'api'): string =>
	operator === 'api' ? '9:api' : `1:${operator.number}`;

export const lastOf = ({messages}: Chat): number => messages.at(-1)?.id ?? 0;
