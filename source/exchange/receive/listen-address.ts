import {UsageRefusal} from '../../domain/refusal.js';
import {isLoopback} from '../http/address.js';

interface ListenAddress {
	/** Without the brackets of IPv6. */
	readonly host: string;
	readonly port: number;
}

/**
Where to listen, as people write it: `127.0.0.1:8787`, `[::1]:8787`.
@throws UsageRefusal if it is no such address, or others may reach it and that was not allowed
*/
export const readListenAddress = (text: string, allowRemote: boolean): ListenAddress => {
	const [, port = ''] = /^[^\s/@?#]+:(\d{1,5})$/.exec(text) ?? [];
	const host = port === '' ? undefined : URL.parse(`http://${text}`)?.hostname;
	if (host === undefined)
		throw new UsageRefusal(
			`“${text}” is no address to listen at; expected HOST:PORT, such as 127.0.0.1:8787.`,
		);
	if (!allowRemote && !isLoopback(host))
		throw new UsageRefusal(
			`Other machines may reach ${host}, and what comes there is not encrypted. Listen at 127.0.0.1 behind a proxy that speaks TLS, or add --allow-remote if the way to such a proxy is safe.`,
		);
	return {host: host.replaceAll(/^\[|\]$/g, ''), port: Number(port)};
};
