import process from 'node:process';
import {Refusal, StoreRefusal, UsageRefusal} from '../domain/refusal.js';
import {EventIntake, type Taken} from '../exchange/receive/event-intake.js';
import {eventOf, NoEvent, type PbxEvent} from '../exchange/receive/events.js';
import {readListenAddress} from '../exchange/receive/listen-address.js';
import {readWebhookSecret} from '../exchange/receive/webhook-secret.js';
import {type Reception, startWebhookServer} from '../exchange/receive/webhook-server.js';
import {follow} from '../storage/follow.js';
import {LockedRefusal} from '../storage/lock.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {expectNoInput} from './ids.js';
import {printLine} from './output.js';
import {type Synchronizing, whileSynchronizing} from './while-synchronizing.js';
import {tidyUp, withStore} from './with-store.js';

const flags = {
	listen: {type: 'string', value: 'HOST:PORT', explanation: 'where the PBX’s webhook comes in'},
	path: {type: 'string', value: '/PATH', explanation: 'the only path that is answered; / if it is not said'},
	allowRemote: {
		type: 'boolean',
		explanation: 'listen where other machines may reach it: a proxy that speaks TLS belongs before it',
	},
} as const satisfies Flags;

type ReceiveContext = Context<typeof flags>;

const optionWords = {CREATE: 'made', UPDATE: 'edited', DELETE: 'deleted'} as const;

const takenText = (taken: Taken, {isPbxAsked}: Synchronizing): string => {
	if (taken.kind === 'left') return isPbxAsked ? `not taken, asking the PBX (${taken.reason})` : taken.reason;
	if (taken.kind === 'passed') return 'nothing to keep';
	return taken.change === undefined ? 'nothing new' : `change ${taken.change}`;
};

const eventText = (event: PbxEvent, taken: Taken, synchronizing: Synchronizing): string => {
	switch (event.kind) {
		case 'owner': {
			const then = synchronizing.isPbxAsked
				? 'asking for the owners'
				: 'the next chatlogs sync asks for the owners';
			return `extension ${event.number} ${optionWords[event.option]}: ${then}`;
		}

		case 'message': {
			return `${event.incoming.origin}: ${takenText(taken, synchronizing)}`;
		}

		case 'result': {
			return `result of ${event.incoming.origin}: ${takenText(taken, synchronizing)}`;
		}

		case 'read': {
			return 'a message was read: nothing to keep';
		}

		case 'test': {
			return 'a test of the PBX’s';
		}

		case 'other': {
			return `event ${event.type}: nothing to keep`;
		}
	}
};

/** Takes the bodies of webhooks into the store. */
const receiverFor = (
	{flags: {quiet}, actor, stderr}: ReceiveContext,
	store: Store,
	synchronizing: Synchronizing,
	signal: AbortSignal,
): ((body: Buffer) => Promise<Reception>) => {
	const intake = new EventIntake({store, actor, signal, nudge: synchronizing.nudge});
	const tell = (text: string): void => {
		if (!quiet) printLine(stderr, `chatlogs: ${text}`);
	};

	let tidying: Promise<void> = Promise.resolve();
	return async body => {
		if (intake.isFull) return 'busy';
		try {
			const event = eventOf(body.toString(), store.connection?.sn);
			const taken = await intake.take(event, body.length);
			tell(eventText(event, taken, synchronizing));
			if (taken.kind === 'taken') tidying = tidying.then(async () => tidyUp(store, actor));
			return 'received';
		} catch (error) {
			// The PBX tries that again; nothing else gets better by it.
			if (error instanceof LockedRefusal) return 'busy';
			if (!(error instanceof Refusal) || error instanceof StoreRefusal) throw error;
			tell(`passed over: ${error.message}`);
			return error instanceof NoEvent ? 'unreadable' : 'received';
		}
	};
};

const receiveUntil = async (
	context: ReceiveContext,
	store: Store,
	signal: AbortSignal,
	end: (reason?: unknown) => void,
): Promise<void> => {
	const {flags: given, sender, stderr} = context;
	const address = readListenAddress(given.listen ?? '', given.allowRemote === true);
	const secret = readWebhookSecret(sender);
	await whileSynchronizing(context, store, end, async synchronizing => {
		const server = await startWebhookServer({
			...address,
			path: given.path ?? '/',
			secret,
			receive: receiverFor(context, store, synchronizing, signal),
			onTrouble: end,
		});
		printLine(stderr, `chatlogs: Listening at ${server.url}; Ctrl-C ends it.`);
		const ended = Promise.withResolvers<unknown>();
		signal.addEventListener('abort', ended.resolve);
		if (!signal.aborted) await ended.promise;
		await server.close();
	});
};

export const receive = defineCommand({
	name: 'receive',
	summary: 'take in events that the PBX posts by a webhook, as they happen',
	usage: ['receive --listen HOST:PORT [--path /PATH] [--allow-remote] [--quiet]'],
	flags,
	examples: [
		{line: 'receive --listen 127.0.0.1:8787', explanation: 'keep running until Ctrl-C'},
		{line: 'receive --listen 127.0.0.1:8787 --path /pbx --quiet', explanation: 'as a service'},
	],
	async run(context) {
		expectNoInput(context);
		const {flags: given, actor} = context;
		if (given.json) throw new UsageRefusal('receive never ends by itself, so it takes no --json.');
		if (given.listen === undefined)
			throw new UsageRefusal('Say where to listen: chatlogs receive --listen 127.0.0.1:8787');
		if (given.path !== undefined && !/^\/[^\s?#]*$/.test(given.path))
			throw new UsageRefusal(`--path cannot be “${given.path}”; expected a path such as /pbx.`);
		readListenAddress(given.listen, given.allowRemote === true);
		const ending = new AbortController();
		// Requests that have come by then are answered first.
		const end = (reason?: unknown): void => ending.abort(reason);
		process.once('SIGINT', end).once('SIGTERM', end);
		try {
			return await withStore(context, async store => {
				store.refuseToWrite();
				const unfollow = follow(store, end);
				try {
					await receiveUntil(context, store, ending.signal, end);
				} finally {
					unfollow();
				}

				await tidyUp(store, actor);
				const {reason} = ending.signal as {readonly reason: unknown};
				if (reason instanceof Error) throw reason;
				return exitCode.done;
			});
		} finally {
			process.off('SIGINT', end).off('SIGTERM', end);
		}
	},
});
