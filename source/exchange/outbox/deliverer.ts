import path from 'node:path';
import {type Actor} from '../../domain/change.js';
import {Refusal, refuseIf} from '../../domain/refusal.js';
import {deliverLockName} from '../../storage/file-names.js';
import {LockedRefusal} from '../../storage/lock.js';
import {type Store} from '../../storage/store.js';
import {type Machine} from '../../storage/machine.js';
import {certificateBlocker, isHttpAllowed, readAddress} from '../http/address.js';
import {deliver, type DeliverOptions} from './deliver.js';
import {type Network} from '../http/network.js';
import {readSecret, type SecretSources} from '../http/secret.js';
import {signer} from '../platform/sign.js';

/** This process as one that sends to the platform. */
export interface Sender extends SecretSources {
	readonly network: Network;
}

export interface DelivererOptions extends Pick<
	DeliverOptions,
	'signal' | 'patience' | 'again' | 'onSettled' | 'onPause'
> {
	readonly store: Store;
	readonly machine: Machine;
	readonly sender: Sender;
	readonly actor: Actor;
}

/** Another process delivers from the store, which is as good. */
export class AnotherDeliverer extends Refusal {}

const hold = async (store: Store, {files, lock: lockOn}: Machine): Promise<() => void> => {
	const file = path.join(store.folder, deliverLockName);
	// Opened only if it is missing: closing it would free the lock that this process may hold on it.
	if (files.stat(file) === undefined) files.open(file, 'write').close();
	const lock = lockOn(file);
	try {
		const release = await lock.acquire(0);
		return () => {
			release();
			lock.close();
		};
	} catch (error) {
		lock.close();
		if (!(error instanceof LockedRefusal)) throw error;
		throw new AnotherDeliverer('Another process is delivering from this store already.', {cause: error});
	}
};

/**
Where the platform is. Anybody who can write the store's files can have put that there, so it is looked at as if it
were new.
@throws Refusal if there is no address, or none that could be set
*/
const addressOf = (store: Store): string => {
	const {platform: url} = store;
	if (url === undefined)
		throw new Refusal('The platform has no URL, so nothing is sent. Set it: chatlogs platform set URL');
	try {
		return readAddress(url, isHttpAllowed(store, url));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		throw new Refusal(
			`The URL of the platform in the store cannot be used, so nothing is sent. ${error.message} Set it again: chatlogs platform set URL`,
			{cause: error},
		);
	}
};

/**
Delivers what waits, as the only one in this store.
@returns why it was given up, if it was
@throws AnotherDeliverer if another process is at it
@throws Refusal if nothing can be sent at all, such as without a secret
*/
export const deliverWaiting = async ({
	store,
	machine,
	sender,
	...options
}: DelivererOptions): Promise<string | undefined> => {
	const url = addressOf(store);
	refuseIf(store.readOnly);
	refuseIf(certificateBlocker(sender.environment));
	const sign = signer(readSecret(sender));
	const release = await hold(store, machine);
	const {platform: kept} = store;
	const moved = new AbortController();
	const unsubscribe = store.subscribe(() => {
		if (store.platform !== kept) moved.abort();
	});
	try {
		const signal = AbortSignal.any([options.signal, moved.signal]);
		return await deliver(store, {
			...options,
			url,
			sign,
			signal,
			network: sender.network,
			now: machine.now,
		});
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
export const keepDelivering = async (
	options: Omit<DelivererOptions, 'patience'>,
	onRefusal: (refusal: Refusal) => void,
): Promise<void> => {
	const {store, sender, signal} = options;
	let changed = Promise.withResolvers<undefined>();
	const wake = (): void => changed.resolve(undefined);
	const unsubscribe = store.subscribe(wake);
	signal.addEventListener('abort', wake);
	/** Milliseconds after which to try again at the latest, if that does not depend on a change of the store. */
	const attempt = async (): Promise<number | undefined> => {
		if (store.platform === undefined || store.outbox.size === 0) return undefined;
		try {
			await deliverWaiting(options);
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
		await (interval === undefined
			? changed.promise
			: sender.network.wait(interval, signal).catch(() => undefined));
	}

	unsubscribe();
};
