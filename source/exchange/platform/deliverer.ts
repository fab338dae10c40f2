import {type Delivery} from '../../domain/outbox/due.js';
import {type Refusal} from '../../domain/refusal.js';
import {type CarryOptions, carryWaiting, keepCarrying} from '../outbox/deliverer.js';
import {platformCourier, type Sender} from './courier.js';

export interface DelivererOptions extends Omit<CarryOptions<Delivery>, 'courier' | 'network'> {
	readonly sender: Sender;
}

const toPlatform = ({sender, ...options}: DelivererOptions): CarryOptions<Delivery> => ({
	...options,
	network: sender.network,
	courier: platformCourier(options.store, sender, options.machine),
});

/** Delivers to the platform what waits; see `carryWaiting`. */
export const deliverWaiting = async (options: DelivererOptions): Promise<string | undefined> =>
	carryWaiting(toPlatform(options));

/** Delivers to the platform whenever something waits; see `keepCarrying`. */
export const keepDelivering = async (
	options: Omit<DelivererOptions, 'patience'>,
	onRefusal: (refusal: Refusal) => void,
): Promise<void> => keepCarrying(toPlatform(options), onRefusal);
