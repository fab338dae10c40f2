import {type Due} from '../../domain/outbox/survey.js';
import {Refusal} from '../../domain/refusal.js';
import {deliverLockName} from '../../storage/file-names.js';
import {type Machine} from '../../storage/machine.js';
import {holdAlone} from '../../storage/only-one.js';
import {type Store} from '../../storage/store.js';
import {type Courier} from './courier.js';
import {carryOut, type RunOptions} from './run.js';

export interface CarryOptions<Told extends Due> extends Omit<RunOptions<Told>, 'send' | 'now'> {
	readonly store: Store;
	readonly machine: Machine;
	readonly courier: Courier<Told>;
}

/** Another process delivers from the store, which is as good. */
export class AnotherDeliverer extends Refusal {}

/**
Holds the right to tell that target of this store.
@returns how to give it back
@throws AnotherDeliverer if another process has it
*/
export const holdTarget = async (store: Store, machine: Machine, target: string): Promise<() => void> => {
	const release = await holdAlone(store, machine, deliverLockName(target));
	if (release !== undefined) return release;
	throw new AnotherDeliverer('Another process is delivering from this store already.');
};

/**
Tells the courier's target of what waits, as the only one in this store that does.
@returns why it was given up, if it was
@throws AnotherDeliverer if another process is at it
@throws Refusal if nothing can be sent at all, such as without a secret
*/
export const carryWaiting = async <Told extends Due>({
	store,
	machine,
	...options
}: CarryOptions<Told>): Promise<string | undefined> => {
	const {courier} = options;
	const {address} = courier;
	const moved = new AbortController();
	const signal = AbortSignal.any([options.signal, moved.signal]);
	const send = courier.setOut(signal);
	const release = await holdTarget(store, machine, courier.target);
	const look = (): void => {
		if (courier.address !== address) moved.abort();
	};

	const unsubscribe = store.subscribe(look);
	look();
	try {
		return await carryOut(store, {...options, signal, send, now: machine.now});
	} finally {
		unsubscribe();
		release();
	}
};

/** Milliseconds until another look, where another process delivers, and where nothing can be sent at all. */
const lockedInterval = 10_000;
const refusedInterval = 60_000;

/**
Delivers whenever something waits, until the signal comes; resolves when what was sent by then is written down. Takes
over when another process that delivered has ended.
@param onRefusal told each time that nothing can be sent
*/
export const keepCarrying = async <Told extends Due>(
	options: Omit<CarryOptions<Told>, 'patience'>,
	onRefusal: (refusal: Refusal) => void,
): Promise<void> => {
	const {store, courier, network, signal} = options;
	let changed = Promise.withResolvers<undefined>();
	const wake = (): void => changed.resolve(undefined);
	const unsubscribe = store.subscribe(wake);
	signal.addEventListener('abort', wake);
	/** Milliseconds after which to try again at the latest, if that does not depend on a change of the store. */
	const attempt = async (): Promise<number | undefined> => {
		if (courier.address === undefined || courier.outbox.size === 0) return undefined;
		try {
			await carryWaiting(options);
			return undefined;
		} catch (error) {
			if (error instanceof AnotherDeliverer) return lockedInterval;
			if (!(error instanceof Refusal)) throw error;
			onRefusal(error);
			return refusedInterval;
		}
	};

	while (!signal.aborted) {
		changed = Promise.withResolvers();
		const interval = await attempt();
		await (interval === undefined ? changed.promise : network.wait(interval, signal).catch(() => undefined));
	}

	unsubscribe();
};
