import {type Actor} from '../../domain/change.js';
import {Refusal} from '../../domain/refusal.js';
import {type Store} from '../../storage/store.js';
import {type Network} from '../http/network.js';
import {type Nudge} from '../sync/nudge.js';
import {type OpenPbx} from '../yeastar/connection/open-pbx.js';
import {EventIntake} from './event-intake.js';
import {eventOf} from './events.js';
import {Subscriber, type SubscriberOptions} from './subscriber.js';

export interface HearingOptions {
	readonly store: Store;
	readonly actor: Actor;
	readonly pbx: Pick<OpenPbx, 'api' | 'origin'> & Pick<SubscriberOptions, 'http'>;
	readonly network: Pick<Network, 'wait' | 'random'>;
	/** Ends it. */
	readonly signal: AbortSignal;
	readonly nudge: Nudge;
	/** Told that the PBX ended the connection, or does not answer on it: a look is asked for, and has yet to tell why. */
	readonly onLost?: () => void;
}

/**
Takes in what a PBX tells by itself, until the signal comes. What cannot be used, or is too much at once, is left to the
pull that goes on beside it.
*/
export const hearEvents = async ({
	store,
	actor,
	pbx: {api, http, origin},
	network,
	signal,
	nudge,
	onLost,
}: HearingOptions): Promise<void> => {
	const intake = new EventIntake({store, actor, api, signal, nudge});
	const take = async (text: string): Promise<void> => {
		if (intake.isFull) nudge('sessions');
		else await intake.take(eventOf(text, store.connection?.sn), Buffer.byteLength(text));
	};

	let isHearing = false;
	await new Subscriber({
		http,
		origin,
		network,
		now: api.now,
		signal,
		tokens: api.tokens,
		onState({kind}) {
			const isLost = isHearing && kind !== 'live';
			isHearing = kind === 'live';
			if (!isLost) return;
			onLost?.();
			nudge('sessions');
		},
		onConnected: () => nudge('owners'),
		onEvent(text) {
			take(text).catch((error: unknown) => {
				if (!(error instanceof Refusal)) throw error;
				nudge('sessions');
			});
		},
	}).run();
};
