import {type App, type Sending} from '../actions/app.js';
import {Refusal} from '../domain/refusal.js';
import {counted} from '../text/count.js';
import {type DelivererOptions, deliverWaiting, keepDelivering} from '../exchange/platform/deliverer.js';
import {withNotice} from '../state/state.js';

/** Failures in a row after which the user is told that the analytics platform takes nothing. */
const manyFailures = 3;

export interface RunningSending extends Sending {
	/**
	Delivers once, at once, what waits; also what was refused before of these sessions. Resolves to why it was given up,
	if it was.
	@throws Refusal if nothing can be sent
	*/
	once(sessions: ReadonlySet<number>): Promise<string | undefined>;
	/** Ends delivery; resolves once everything sent is written down. */
	close(): Promise<void>;
}

/** Delivers to the analytics platform behind the screen. */
export const keepSending = (
	app: App,
	options: Pick<DelivererOptions, 'store' | 'machine' | 'sender' | 'actor'>,
): RunningSending => {
	let ending = new AbortController();
	let working = Promise.resolve();
	/** Sessions whose refused deliveries are retried. */
	const retries = new Set<number>();
	let told = '';
	const tell = (text: string): void => {
		if (text !== told) app.update(withNotice('refused', text));
		told = text;
	};

	const note = (trouble: string | undefined): void => {
		if (app.state.sending.trouble !== trouble)
			app.update(state => ({...state, sending: {...state.sending, trouble}}));
	};

	const work = async (signal: AbortSignal): Promise<void> => {
		await options.store.loaded;
		await keepDelivering(
			{
				...options,
				signal,
				again: session => retries.has(session),
				onSettled(settled) {
					for (const {delivery} of settled) retries.delete(delivery.session);
					const failures = settled.flatMap(({failure}) => failure ?? []);
					told = '';
					note(undefined);
					if (failures.length > 0)
						tell(`${counted(failures.length, 'session')} not delivered: ${failures[0]!}.`);
				},
				onPause({reason, failures}) {
					note(`${reason}. chatlogs keeps trying.`);
					if (failures >= manyFailures) tell(`Delivery is waiting: ${reason}. chatlogs keeps trying.`);
				},
			},
			refusal => {
				note(refusal.message);
				tell(`Delivery is waiting: ${refusal.message}`);
			},
		);
	};

	const start = async (): Promise<void> => {
		ending = new AbortController();
		const {signal} = ending;
		await working;
		// The user already knows if the store cannot be read.
		await work(signal).catch((error: unknown) => {
			if (!(error instanceof Refusal)) throw error;
		});
	};

	let isClosed = false;
	working = start();
	return {
		async once(sessions) {
			if (app.state.sending.isStopped) throw new Refusal('delivery was stopped here');
			ending.abort();
			const one = new AbortController();
			ending = one;
			const delivering = working.then(async () =>
				deliverWaiting({
					...options,
					signal: one.signal,
					patience: 1,
					again: session => sessions.has(session),
					onPause: () => undefined,
				}),
			);
			working = delivering.then(
				() => undefined,
				() => undefined,
			);
			try {
				return await delivering;
			} finally {
				// Unless something else was begun or ended meanwhile.
				if (ending === one && !isClosed && !one.signal.aborted) working = start();
			}
		},
		again(sessions) {
			for (const session of sessions) retries.add(session);
			ending.abort();
			app.update(state => ({...state, sending: {}}));
			working = start();
		},
		stop() {
			ending.abort();
			app.update(state => ({...state, sending: {isStopped: true}}));
		},
		async close() {
			isClosed = true;
			ending.abort();
			await working;
		},
	};
};
