import {createHash} from 'node:crypto';
import {Webhook} from 'standardwebhooks';
import {type WebRequest} from '../http/network.js';

/** One request's worth: a page of a session. */
export interface Page {
	/** From 0, in one session for one change. */
	readonly number: number;
	readonly body: string;
}

/**
The same for the same page however often it is sent, so that a receiver can tell what it knows already; another one
if what is in it was altered meanwhile.
*/
export const idempotencyKey = (change: number, session: number, {number, body}: Page): string => {
	const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
	return `msg_${change}_${session}_${number}_${digest}`;
};

export type Sign = (url: string, key: string, body: string, now: number) => WebRequest;

/** Signs by the scheme of Standard Webhooks (standardwebhooks.com, version 1). `now` is in Unix seconds. */
export const signer = (secret: string): Sign => {
	const webhook = new Webhook(secret);
	return (url, key, body, now) => ({
		url,
		body,
		headers: {
			'content-type': 'application/json',
			'user-agent': 'chatlogs',
			'webhook-id': key,
			'webhook-timestamp': String(now),
			'webhook-signature': webhook.sign(key, new Date(now * 1000), body),
		},
	});
};
