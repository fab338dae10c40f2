import {type Actor} from '../../domain/change.js';
import {Refusal} from '../../domain/refusal.js';
import {type Store} from '../../storage/store.js';
import {type Network} from '../http/network.js';
import {type OpenPbx} from '../yeastar/connection/open-pbx.js';
import {EventIntake} from './event-intake.js';
import {eventOf} from './events.js';
import {Subscriber, type SubscriberOptions, type SubscriberState} from './subscriber.js';

export interface HearingOptions {
	readonly store: Store;
	readonly actor: Actor;
	readonly pbx: Pick<OpenPbx, 'api' | 'origin'> & Pick<SubscriberOptions, 'http'>;
	readonly network: Pick<Network, 'wait' | 'random'>;
	/** Ends it. */
	readonly signal: AbortSignal;
	/** Asks for a look at the PBX. */
	readonly nudge: (about: 'owners' | 'sessions') => void;
	readonly onState?: (state: SubscriberState) => void;
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
	onState = () => undefined,
}: HearingOptions): Promise<void> => {
	const intake = new EventIntake({store, actor, api, signal, nudge});
	const take = async (text: string): Promise<void> => {
		if (intake.isFull) nudge('sessions');
		else await intake.take(eventOf(text, store.connection?.sn), Buffer.byteLength(text));
	};

	await new Subscriber({
		http,
		origin,
		network,
		now: api.now,
		signal,
		tokens: api.tokens,
		onState,
		onConnected: () => nudge('owners'),
		onEvent(text) {
			take(text).catch((error: unknown) => {
				if (!(error instanceof Refusal)) throw error;
				nudge('sessions');
			});
		},
	}).run();
};
