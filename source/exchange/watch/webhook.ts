import {Refusal, refuseIf, UsageRefusal} from '../../domain/refusal.js';
import {idsIn} from '../../domain/id-ranges.js';
import {type Beginning} from '../../domain/watching.js';
import {certificateBlocker, readAddress} from '../http/address.js';
import {Backoff, type BackoffOptions} from '../http/backoff.js';
import {type Network} from '../http/network.js';
import {findSecret, type SecretSources} from '../http/secret-file.js';
import {readSigningSecret} from '../http/secret.js';
import {verdictOn, verdictOnError} from '../http/verdict.js';
import {type Sign, signer} from '../platform/sign.js';

/** Where and how a webhook is told. */
export interface Webhook {
	readonly url: string;
	readonly sign: Sign;
}

const who = 'the webhook';

/**
The webhook by the environment or the configuration folder. Its address may tell who may post there, so it is kept like
the secret, and no message holds any part of it.
@throws Refusal if something is missing, or the address cannot be used
*/
export const findWebhook = (sources: SecretSources, allowHttp: boolean): Webhook => {
	refuseIf(certificateBlocker(sources.environment));
	const {secret: address, origin, file} = findSecret('CHATLOGS_WATCH_URL', 'watch-url', sources);
	if (address === undefined)
		throw new Refusal(
			`The address of ${who} is missing. Put it into the variable CHATLOGS_WATCH_URL, or into ${file} with mode 0600.`,
		);
	let url: string;
	try {
		url = readAddress(address, allowHttp);
	} catch (error) {
		if (!(error instanceof UsageRefusal)) throw error;
		// Not as the cause, since its message holds the address.
		throw new Refusal(
			`The address of ${who} in ${origin} cannot be used: expected https://HOST/PATH, without a user, a password and a #. Add --allow-http for http:// to another machine, if the way there is safe.`,
		);
	}

	const secret = readSigningSecret({who, variable: 'CHATLOGS_WATCH_SECRET', file: 'watch-secret'}, sources);
	return {url, sign: signer(secret)};
};

/** Ids that a page has at most, so that it stays below 128 KiB. */
const pageLength = 5000;

/** The watch that a beginning is of. */
export interface Watched {
	readonly watch: string;
	/** The store's id; `null` for a store that was never changed. */
	readonly store: string | null;
	/** The name that the store has here, if it has one. */
	readonly site?: string | undefined;
}

interface WatchPage {
	readonly key: string;
	readonly body: string;
}

/** What is posted of a beginning, each page the same at each try. */
export function* pagesOf(watched: Watched, {id, at, began, matching}: Beginning): Generator<WatchPage> {
	const timestamp = new Date(at * 1000).toISOString();
	const ids = [...idsIn(began)];
	const pages = Math.ceil(ids.length / pageLength);
	for (let page = 1; page <= pages; page++) {
		const sessions = ids.slice((page - 1) * pageLength, page * pageLength);
		const data = {...watched, began: ids.length, matching, page, pages, sessions};
		yield {key: `msg_${id}_${page}`, body: JSON.stringify({type: 'watch.began', timestamp, data})};
	}
}

/** How a webhook is told. */
export interface TellOptions extends BackoffOptions {
	readonly network: Pick<Network, 'post' | 'random' | 'wait'>;
	/** In Unix seconds. */
	readonly now: () => number;
	/** Keeps on trying whatever the answer; else an answer that refuses is the end. */
	readonly isPatient: boolean;
}

/**
Tells the webhook until it has taken all.
@returns why it was given up; `undefined` if all was taken
@throws the reason of the signal, if that ended it
*/
export const tellWebhook = async (
	{url, sign}: Webhook,
	pages: Iterable<WatchPage>,
	options: TellOptions,
): Promise<string | undefined> => {
	const {network, signal, now, isPatient} = options;
	const backoff = new Backoff(options);
	for (const {key, body} of pages) {
		for (let isTaken = false; !isTaken;) {
			signal.throwIfAborted();
			const verdict = await network.post(sign(url, key, body, now()), signal).then(
				answer => verdictOn(who, answer, now()),
				(error: unknown) => verdictOnError(who, error),
			);
			if (verdict.kind === 'accepted') {
				isTaken = true;
				backoff.succeed();
				continue;
			}

			if (verdict.kind === 'refused' && !isPatient) return verdict.reason;
			backoff.fail({...verdict, kind: 'later'});
			const givenUp = await backoff.pause();
			if (givenUp !== undefined) return givenUp;
		}
	}

	return undefined;
};
