import {UsageRefusal} from '../../domain/refusal.js';
import {isLoopback} from '../http/address.js';

/** A database as it is reached. */
export interface FeedAddress {
	/** A host name, or the folder of a Unix socket. */
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly database: string;
	/** Whether the way is encrypted and the server's certificate is checked. */
	readonly isVerified: boolean;
}

const usualPort = 5432;
const modes = ['verify-full', 'disable'] as const;
const parameters = ['host', 'sslmode'] as const;

const parse = (text: string): URL => {
	const url = URL.parse(text);
	// The text may hold a password, so no message repeats it.
	if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol))
		throw new UsageRefusal('This is no address of a database; expected postgres://USER@HOST/DATABASE.');
	if (url.password !== '')
		throw new UsageRefusal(
			'The address must not hold a password, since others can read arguments, and the address is kept in the store. Put it into the variable PGPASSWORD, or into a file of mode 0600 that PGPASSFILE names.',
		);
	return url;
};

/**
The URL as it is kept in a store: without a secret.
@throws UsageRefusal if it is not one of a database, or holds a password or anything else that is not known
*/
export const readFeedUrl = (text: string): string => {
	const url = parse(text);
	if (url.username === '' || url.hostname === '' || url.pathname.length < 2 || url.hash !== '')
		throw new UsageRefusal(
			'The address needs a user, a host and a database: postgres://USER@HOST/DATABASE. For a Unix socket: postgres://USER@localhost/DATABASE?host=/run/postgresql',
		);
	for (const [name, value] of url.searchParams) {
		if (!(parameters as readonly string[]).includes(name))
			throw new UsageRefusal(`The address has “${name}”; only ${parameters.join(' and ')} are known.`);
		if (name === 'sslmode' && !(modes as readonly string[]).includes(value))
			throw new UsageRefusal(`sslmode is one of ${modes.join(' and ')}.`);
		if (name === 'host' && !value.startsWith('/'))
			throw new UsageRefusal(
				'“host” behind the question mark is the folder of a Unix socket: /run/postgresql',
			);
	}

	return url.href;
};

/** Without `sslmode`, only a server on this machine is reached without encryption. */
export const feedAddressOf = (href: string): FeedAddress => {
	const url = parse(href);
	const socket = url.searchParams.get('host') ?? undefined;
	const mode = url.searchParams.get('sslmode');
	return {
		host: socket ?? url.hostname.replaceAll(/[[\]]/g, ''),
		port: Number(url.port || usualPort),
		user: decodeURIComponent(url.username),
		database: decodeURIComponent(url.pathname.slice(1)),
		isVerified: mode === null ? socket === undefined && !isLoopback(url.hostname) : mode === 'verify-full',
	};
};
