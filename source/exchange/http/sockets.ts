import {type Agent} from 'node:http';
import {type Duplex} from 'node:stream';
import {Turns} from './turns.js';

/** Exchanges of this process that are under way at the same time, whatever the number of servers. */
export const mostBusy = 64;

/** Connections that this process keeps for the next request, whatever the number of servers. */
export const mostIdle = 64;

/** Whose turn it is to have a connection. WebSockets are not counted, since each of them is open all day. */
export const turns = new Turns(mostBusy);

/** The connections that are kept, the longest first; some of them may have ended. */
const idle = new Set<Duplex>();

const endTooMany = (): void => {
	if (idle.size <= mostIdle) return;
	for (const socket of idle) if (socket.destroyed) idle.delete(socket);
	const [longest] = idle;
	if (idle.size > mostIdle) longest!.destroy();
};

/** Has an agent end that connection which all agents together have kept longest, whenever there are too many. */
export const boundIdle = (agent: Agent): void => {
	const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
	const reuse = agent.reuseSocket.bind(agent);
	agent.keepSocketAlive = (socket: Duplex): boolean => {
		if (!keep(socket)) return false;
		idle.add(socket);
		endTooMany();
		return true;
	};

	agent.reuseSocket = (socket, request) => {
		idle.delete(socket);
		reuse(socket, request);
	};
};
