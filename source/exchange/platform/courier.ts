import {type Delivery, platformDues} from '../../domain/outbox/due.js';
import {platformTarget, targetLabel} from '../../domain/outbox/target.js';
import {Refusal, refuseIf} from '../../domain/refusal.js';
import {type Machine} from '../../storage/machine.js';
import {type Store} from '../../storage/store.js';
import {certificateBlocker, isHttpAllowed, readAddress} from '../http/address.js';
import {type Network} from '../http/network.js';
import {type SecretSources} from '../http/secret-file.js';
import {readSecret} from '../http/secret.js';
import {type Verdict, verdictOn, verdictOnError} from '../http/verdict.js';
import {type Call, type Courier} from '../outbox/courier.js';
import {type Contents, pagesOf} from './pages.js';
import {idempotencyKey, type Page, signer} from './sign.js';

/** This process as one that sends to the platform. */
export interface Sender extends SecretSources {
	readonly network: Network;
}

/**
Where the platform is. Anybody who can write the store's files can have put that there, so it is looked at as if it
were new.
@throws Refusal if there is no address, or none that could be set
*/
const addressOf = (store: Store): string => {
	const {platform: url} = store;
	if (url === undefined)
		throw new Refusal(
			'The analytics platform has no URL, so nothing is sent. Set it: chatlogs platform set URL',
		);
	try {
		return readAddress(url, isHttpAllowed(store, url));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		throw new Refusal(
			`The URL of the analytics platform in the store cannot be used, so nothing is sent. ${error.message} Set it again: chatlogs platform set URL`,
			{cause: error},
		);
	}
};

const contentsOf = (store: Store, id: number): Contents => {
	const session = store.session(id)!;
	const history = store.history(id);
	const deleted = store.deletedMessages(id);
	return {session, history, messages: history.messages.filter(message => !deleted.has(message.id))};
};

const who = targetLabel(platformTarget);

type Post = (delivery: Delivery, page: Page) => Promise<Verdict>;

/** A page a call. Nothing goes out any more that holds messages deleted since the first page was made. */
function* callsOf(store: Store, post: Post, delivery: Delivery): Generator<Call> {
	const {session: id} = delivery;
	const deleted = store.deletedMessages(id);
	const isSame = (): boolean => store.deletedMessages(id).symmetricDifference(deleted).size === 0;
	try {
		for (const page of pagesOf(delivery, () => contentsOf(store, id)))
			yield async () => (isSame() ? post(delivery, page) : undefined);
	} catch (error) {
		// A history that is damaged must not keep the others waiting.
		if (!(error instanceof Refusal)) throw error;
		yield () => Promise.resolve({kind: 'refused', reason: error.message});
	}
}

/** Tells the analytics platform of transfers to it, with the complete history, and of their undo. */
export const platformCourier = (
	store: Store,
	sender: Sender,
	{now}: Pick<Machine, 'now'>,
): Courier<Delivery> => ({
	...platformDues(store),
	target: platformTarget,
	get address() {
		return store.platform;
	},
	setOut(signal) {
		const url = addressOf(store);
		refuseIf(certificateBlocker(sender.environment));
		const sign = signer(readSecret(sender));
		const post: Post = async ({session, change}, page) =>
			sender.network.post(sign(url, idempotencyKey(change.n, session, page), page.body, now()), signal).then(
				answer => verdictOn(who, answer, now()),
				(error: unknown) => verdictOnError(who, error),
			);
		return delivery => callsOf(store, post, delivery);
	},
});
