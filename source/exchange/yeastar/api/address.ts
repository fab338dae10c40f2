import {UsageRefusal} from '../../../domain/refusal.js';
import {isLoopback} from '../../http/address.js';

/** Where the guide says that the API is, should somebody give it with the address. */
const root = /^\/(?:openapi(?:\/v1\.0)?\/?)?$/;

/**
The origin of a PBX's API, from its address as people write it: `https://HOST:PORT`.
@throws UsageRefusal if it cannot be used, or would send the secret unencrypted
*/
export const readPbxAddress = (text: string, allowHttp: boolean): string => {
	const url = URL.parse(text.trim());
	if (url === null || !['https:', 'http:'].includes(url.protocol))
		throw new UsageRefusal(`“${text}” is no address of a PBX; expected https://HOST:PORT.`);
	if (url.username !== '' || url.password !== '')
		throw new UsageRefusal(
			'The address must not hold a user or password. The PBX knows us by client id and secret.',
		);
	if (!root.test(url.pathname) || url.search !== '' || url.hash !== '')
		throw new UsageRefusal(
			`The API of a PBX is at ${url.origin}, without “${url.pathname}${url.search}${url.hash}” behind it.`,
		);
	if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname))
		throw new UsageRefusal(
			`http:// sends the secret unencrypted to ${url.hostname}. Use https://, or add --allow-http if the way there is safe.`,
		);
	return url.origin;
};
