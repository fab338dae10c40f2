import {Refusal} from '../../domain/refusal.js';
import {EventIntake, type EventIntakeOptions} from './event-intake.js';
import {eventOf} from './events.js';
import {Subscriber, type SubscriberOptions} from './subscriber.js';

export type HearOptions = EventIntakeOptions & Omit<SubscriberOptions, 'onEvent' | 'onConnected'>;

/**
Takes the events of the PBX into the store that is connected to it, until the signal comes. Asks for a look at the PBX
wherever an event was missed, or could not be taken in.
*/
export const hearEvents = async (options: HearOptions): Promise<void> => {
	const {store, nudge} = options;
	const intake = new EventIntake(options);
	const take = async (text: string): Promise<void> => {
		try {
			const event = eventOf(text, store.connection?.sn);
			if (intake.isFull) nudge('sessions');
			else await intake.take(event, Buffer.byteLength(text));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			nudge('sessions');
		}
	};

	await new Subscriber({
		...options,
		onEvent: text => void take(text),
		onConnected: () => nudge('owners'),
	}).run();
};
