import {type App} from '../actions/app.js';
import {Refusal} from '../domain/refusal.js';
import {counted} from '../domain/text/time.js';
import {type DelivererOptions} from '../exchange/deliver/deliverer.js';
import {withNotice} from '../state/state.js';

/** From so many failures in a row on, the user is told that the platform takes nothing. */
const manyFailures = 3;

/** Delivers to the platform behind the screen. What it gives ends that, and resolves when what was sent is written down. */
export const keepSending = (
	app: App,
	options: Pick<DelivererOptions, 'store' | 'surroundings' | 'sender' | 'actor'>,
): (() => Promise<void>) => {
	const ending = new AbortController();
	let told = '';
	const tell = (text: string): void => {
		if (text !== told) app.update(withNotice('refused', text));
		told = text;
	};

	const work = async (): Promise<void> => {
		await options.store.loaded;
		const {keepDelivering} = await import('../exchange/deliver/deliverer.js');
		await keepDelivering(
			{
				...options,
				signal: ending.signal,
				onSettled(settled) {
					const failures = settled.flatMap(({failure}) => failure ?? []);
					told = '';
					if (failures.length > 0)
						tell(`${counted(failures.length, 'session')} not delivered: ${failures[0]!}.`);
				},
				onPause({reason, failures}) {
					if (failures >= manyFailures) tell(`Delivery waits: ${reason}. It is tried again.`);
				},
			},
			refusal => tell(`Delivery waits: ${refusal.message}`),
		);
	};

	// That the store cannot be read is told already.
	const working = work().catch((error: unknown) => {
		if (!(error instanceof Refusal)) throw error;
	});
	return async () => {
		ending.abort();
		await working;
	};
};
