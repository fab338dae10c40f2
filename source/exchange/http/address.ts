import {type Facts} from '../../domain/facts.js';
import {UsageRefusal} from '../../domain/refusal.js';

/** Whether a host name, as a URL has it, is this machine itself. */
export const isLoopback = (host: string): boolean =>
	host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/**
The URL of a platform as it is kept.
@throws UsageRefusal if it cannot be used, or would tell customers' words to everybody on the way
*/
export const readAddress = (text: string, allowHttp: boolean): string => {
	const url = URL.parse(text);
	if (url === null || !['https:', 'http:'].includes(url.protocol))
		throw new UsageRefusal(`“${text}” is no web address; expected https://HOST/PATH.`);
	if (url.username !== '' || url.password !== '')
		throw new UsageRefusal(
			'The address must not hold a user or password, since it is kept in the store. The analytics platform knows us by the signature.',
		);
	if (url.hash !== '')
		throw new UsageRefusal(`“${url.hash}” is never sent to the analytics platform; leave it out.`);
	if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname))
		throw new UsageRefusal(
			`http:// sends everything unencrypted to ${url.hostname}. Use https://, or add --allow-http if the way there is safe.`,
		);
	return url.href;
};

/** Whether the change that set this URL also said that it may be one without encryption. */
export const isHttpAllowed = (store: Pick<Facts, 'changes'>, url: string): boolean => {
	if (!url.startsWith('http:')) return false;
	for (const {platform, allowHttp = false} of store.changes())
		if (platform !== undefined) return platform === url && allowHttp;
	return false;
};

/** Why nothing may be sent from a process with this environment, if so. */
export const certificateBlocker = (
	environment: Readonly<Record<string, string | undefined>>,
): string | undefined =>
	environment.NODE_TLS_REJECT_UNAUTHORIZED === '0'
		? 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of certificates off, so nothing is sent. Take it away; a certificate of your own goes into NODE_EXTRA_CA_CERTS.'
		: undefined;
