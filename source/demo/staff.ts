import {Directory, type Owner} from '../domain/directory.js';
import {type Handler} from '../domain/handler.js';
import {deletedExtensions, extensionNames, type QueueKey, queues} from './directory-data.js';
import {type Random} from './random.js';

const day = 86_400;
/** An agent gets nothing new in the last days before the deletion, so nobody writes after it. */
const notice = 14 * day;
/** Each agent works for two queues of the eight. */
const queueGroups = 4;

interface Post {
	readonly handler: Handler;
	/** Unix seconds. */
	readonly until: number;
}

const post = ({kind, id, number, name, deletedAt}: Owner): Post => ({
	handler: {kind, id, number, name},
	until: deletedAt === undefined ? Infinity : deletedAt - notice,
});

const deletion = (now: number, daysAgo: number | undefined): Pick<Owner, 'deletedAt'> =>
	daysAgo === undefined ? {} : {deletedAt: now - daysAgo * day};

const isNight = (at: number): boolean => {
	const hour = new Date(at * 1000).getUTCHours();
	return hour < 7 || hour >= 20;
};

/** The extensions and queues of the demo, and which of them existed when. */
export class Staff {
	readonly directory: Directory;
	readonly #queues: ReadonlyMap<QueueKey, Post>;
	readonly #agents: readonly Post[];

	constructor(now: number) {
		const extensionOwners = extensionNames.map((name, index): Owner => {
			const number = String(1001 + index);
			return {
				kind: 'extension',
				id: 101 + index,
				number,
				name,
				...deletion(now, deletedExtensions.get(number)),
			};
		});
		const queueOwners = queues.map((queue, index): Owner => {
			const daysAgo = 'deletedDaysAgo' in queue ? queue.deletedDaysAgo : undefined;
			const {name, assignmentMode} = queue;
			return {kind: 'queue', id: index + 1, number: '', name, assignmentMode, ...deletion(now, daysAgo)};
		});
		this.directory = new Directory({
			owners: [...extensionOwners, ...queueOwners],
			complete: ['extension', 'queue'],
		});
		this.#agents = extensionOwners.map(post);
		this.#queues = new Map(queues.map(({key}, index) => [key, post(queueOwners[index]!)]));
	}

	/** The queue that took such chats then: at night the night shift's, as long as there was one. */
	queue(key: QueueKey, at: number): Handler {
		const night = this.#queues.get('night')!;
		return isNight(at) && at < night.until ? night.handler : this.#queues.get(key)!.handler;
	}

	/** One of the queue's agents who was there then. */
	agentOf(queue: Handler, at: number, random: Random): Handler {
		const group = queue.id % queueGroups;
		const members = this.#agents.length / queueGroups;
		let index = random.between(0, members - 1);
		for (;;) {
			const agent = this.#agents[index * queueGroups + group]!;
			if (at < agent.until) return agent.handler;
			index = (index + 1) % members;
		}
	}
}
