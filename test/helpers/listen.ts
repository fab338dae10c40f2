import {once} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import {randomInt} from 'node:crypto';
import {type AddressInfo, connect, type Server as SocketServer} from 'node:net';
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

type StoppableServer = Pick<SocketServer, 'close' | 'address'> & {readonly closeAllConnections?: () => void};

/** Why a connection to that port is refused or ends; `undefined` if it stands. */
const troubleAt = async (port: number): Promise<string | undefined> => {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return undefined;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code;
	} finally {
		socket.destroy();
	}
};

/**
Ends it as if it were switched off. A process that another test is just starting holds a copy of its socket for a moment,
and the system takes connections for that one.
*/
export const stopListening = async (server: StoppableServer): Promise<void> => {
	const {port} = server.address() as AddressInfo;
	server.closeAllConnections?.();
	server.close();
	while ((await troubleAt(port)) !== 'ECONNREFUSED') await delay(5);
};

/** Lets a server of the test's own listen on this machine until the test ends, and gives its port. */
export const listen = async (
	t: ExecutionContext,
	server: Pick<SocketServer, 'listen'> & StoppableServer,
): Promise<number> => {
	await startListening(server);
	t.teardown(() => {
		server.closeAllConnections?.();
		server.close();
	});
	return (server.address() as AddressInfo).port;
};
