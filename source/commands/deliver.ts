import {type Delivery} from '../domain/outbox/due.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {AnotherDeliverer} from '../exchange/outbox/deliverer.js';
import {type Settled} from '../exchange/outbox/ledger.js';
import {type DelivererOptions, deliverWaiting, keepDelivering} from '../exchange/platform/deliverer.js';
import {countOutbox} from '../exchange/platform/waiting.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {printLine} from './output.js';
import {interruptible} from './interruptible.js';
import {readRetries} from './read-retries.js';
import {reportDelivery, tellSettled} from './report-delivery.js';
import {sitesFlags} from './sites-flags.js';
import {whileFollowing} from './while-following.js';
import {tidyUp, withStore} from './with-store.js';

const flags = {
	watch: {type: 'boolean', explanation: 'keep running, and deliver sessions as they come'},
	retry: {
		type: 'boolean',
		explanation: 'also retry what the analytics platform refused, for these sessions or for all',
	},
	...sitesFlags,
} as const satisfies Flags;

type DeliverContext = Context<typeof flags>;

/** Failures in a row after which a single run leaves the rest to the next one. */
const patience = 5;

const deliverOnce = async (
	context: DeliverContext,
	store: Store,
	options: DelivererOptions,
): Promise<number> => {
	const retries = readRetries(context);
	const {waiting, failed} = countOutbox(store);
	const settled: Settled<Delivery>[] = [];
	const onSettled = (those: readonly Settled<Delivery>[]): void => void settled.push(...those);
	let stopped: string | undefined;
	let isElsewhere = false;
	try {
		if (waiting > 0 || (retries && failed > 0))
			stopped = await deliverWaiting({...options, patience, again: retries, onSettled});
	} catch (error) {
		if (!(error instanceof AnotherDeliverer)) throw error;
		stopped = error.message;
		isElsewhere = true;
	}

	reportDelivery(context, store, settled, stopped);
	await tidyUp(store, options.actor);
	const isDone = countOutbox(store).waiting === 0 && settled.every(({failure}) => failure === undefined);
	return isDone || isElsewhere ? exitCode.done : exitCode.refused;
};

const deliverFromNowOn = async (context: DeliverContext, options: DelivererOptions): Promise<number> => {
	const {stderr} = context;
	let told = '';
	const tellOnce = ({message}: Error): void => {
		if (message !== told) printLine(stderr, `chatlogs: ${message}`);
		told = message;
	};

	await whileFollowing(options.store, options.signal, async signal =>
		keepDelivering({...options, signal, onSettled: settled => tellSettled(context, settled)}, tellOnce),
	);
	return exitCode.done;
};

export const deliver = defineCommand({
	name: 'deliver',
	summary: 'send what waits for the analytics platform, then end; for cron',
	usage: [
		'deliver [--retry [ID…]] [--json]',
		'deliver --watch',
		'deliver --all-sites | --sites A,B | --tag T …',
	],
	numbers: 'all',
	flags,
	together: {
		kind: 'outputs',
		mayWait: true,
		lone: ({flags: given, input}) =>
			given.watch ? '--watch' : input.length > 0 ? 'The number of a session' : undefined,
	},
	examples: [
		{line: 'deliver', explanation: 'after five failures in a row, the rest waits for the next run'},
		{line: 'deliver --watch', explanation: 'keep running until Ctrl-C'},
		{line: 'deliver --retry', explanation: 'also what was refused before'},
		{line: 'deliver --retry 3073', explanation: 'the same for session 3073 alone'},
	],
	async run(context) {
		readRetries(context);
		const {flags: given, machine, sender, actor, stderr} = context;
		if (given.watch && (given.retry || given.json))
			throw new UsageRefusal('--watch never ends by itself, so it takes neither --retry nor --json.');
		// On a signal, first write down the deliveries already made.
		return interruptible(new Refusal('Ended before everything was delivered.'), async signal =>
			withStore(context, async store => {
				// The outcomes of deliveries are written down.
				store.refuseToWrite();
				const options: DelivererOptions = {
					store,
					machine,
					sender,
					actor,
					signal,
					onPause: ({reason, milliseconds}) =>
						printLine(stderr, `chatlogs: ${reason}; again in ${Math.ceil(milliseconds / 1000)} s`),
				};
				return given.watch ? deliverFromNowOn(context, options) : deliverOnce(context, store, options);
			}),
		);
	},
});
