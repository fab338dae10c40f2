import {once} from 'node:events';
import {randomInt} from 'node:crypto';
import {type Server} from 'node:http';
import {type AddressInfo, type Server as SocketServer} from 'node:net';
import {type ExecutionContext} from 'ava';

/**
Ports that no system hands out by itself (Linux begins at 32,768, others at 49,152). Where a test closes its server and
expects that nobody listens there any more, another test's server or connection can hardly take its place.
*/
const anyPort = (): number => randomInt(10_000, 32_000);

/** Lets it listen on this machine, at such a port. */
export const startListening = async (server: Pick<SocketServer, 'listen'>): Promise<void> => {
	for (;;) {
		server.listen(anyPort(), '127.0.0.1');
		try {
			await once(server as SocketServer, 'listening');
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		}
	}
};

/** Lets a server of the test's own listen on this machine until the test ends, and gives its port. */
export const listen = async (
	t: ExecutionContext,
	server: Pick<Server, 'listen' | 'close' | 'address' | 'closeAllConnections'>,
): Promise<number> => {
	await startListening(server);
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
};
