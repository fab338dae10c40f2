import {once} from 'node:events';
import {type Server} from 'node:http';
import {type AddressInfo} from 'node:net';
import {type ExecutionContext} from 'ava';

/** Lets a server of the test's own listen on this machine until the test ends, and gives its port. */
export const listen = async (
	t: ExecutionContext,
	server: Pick<Server, 'listen' | 'close' | 'address' | 'closeAllConnections'>,
): Promise<number> => {
	server.listen(0, '127.0.0.1');
	await once(server as Server, 'listening');
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
};
