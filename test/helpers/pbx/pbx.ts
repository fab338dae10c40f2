import {createServer as createHttpServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import {text} from 'node:stream/consumers';
import {type ExecutionContext} from 'ava';
import {fingerprintOf, issued, selfSigned} from '../certificates.js';
import {listen, stopListening} from '../listen.js';
import {actEndpoints} from './act-endpoints.js';
import {Answered, type Endpoint} from './call.js';
import {deliver, Faults, replaces, spoiled} from './faults.js';
import {messageEndpoints, messageRecord} from './message-endpoints.js';
import {ownerEndpoints} from './owner-endpoints.js';
import {likely, type Quirks} from './quirks.js';
import {sessionEndpoints} from './session-endpoints.js';
import {Sockets} from './sockets.js';
import {spelled} from './spelling.js';
import {TokenOffice} from './token-office.js';
import {World} from './world.js';

export interface PbxOptions {
	readonly quirks?: Partial<Quirks>;
	/** `http` is for this machine itself. */
	readonly shows?: 'self-signed' | 'issued' | 'http';
	/** Seconds without traffic after which a WebSocket is ended. */
	readonly silence?: number;
}

/** A call as it came in. */
interface Seen {
	readonly endpoint: string;
	readonly method: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly headers: IncomingMessage['headers'];
}

const free: Readonly<Record<string, Endpoint>> = {
	get_token: ({office, parameters}) => office.logIn(parameters.username, parameters.password),
	refresh_token: ({office, parameters}) => office.refresh(parameters.refresh_token),
};

const guarded: Readonly<Record<string, Endpoint>> = {
	del_token: ({office, parameters}) => {
		office.revoke(String(parameters.access_token));
		return {};
	},
	...ownerEndpoints,
	...sessionEndpoints,
	...messageEndpoints,
	...actEndpoints,
};

/** Deleting is a GET, too. */
const posted: ReadonlySet<string> = new Set([
	...Object.keys(free),
	...Object.keys(actEndpoints).filter(name => name !== 'message_session/delete'),
]);

/** Every endpoint, for tables of faults. */
export const endpoints: readonly string[] = [...Object.keys(free), ...Object.keys(guarded)];

/** 2026-11-22 12:00 UTC. */
const start = Date.UTC(2026, 10, 22, 12) / 1000;

/**
A Yeastar PBX with its API, as the developer guide has it and as far as that is known; what is not is a switch. It
listens on this machine by real HTTP, TLS and WebSocket, and misbehaves when it is told to.
*/
export class TestPbx {
	/** The PBX's clock, in Unix seconds. */
	now = start;
	readonly quirks: Quirks;
	readonly world: World;
	readonly office: TokenOffice;
	readonly faults = new Faults();
	readonly seen: Seen[] = [];
	/** Those of them that were done, whatever became of the answer. */
	readonly carried = new Set<Seen>();
	/** Endpoints that the firmware does not have. */
	readonly absent = new Set<string>();
	/** Why the application may not use an endpoint, as an error code. */
	readonly rights = new Map<string, number>();
	/** Files of messages by their path, as the PBX offers them; a number is the status of the answer instead. */
	readonly files = new Map<string, {readonly bytes: Uint8Array; readonly type: string} | number>();
	/** Calls under way, and the most there ever were. */
	atOnce = {now: 0, most: 0};
	/** Awaited before a call is answered: what happens meanwhile. */
	before: (seen: Seen) => unknown = () => undefined;
	readonly sockets: Sockets;
	origin = '';
	/** As if it were switched off. */
	close: () => Promise<void> = () => Promise.resolve();
	readonly shows: 'self-signed' | 'issued' | 'http';

	constructor({quirks, shows = 'self-signed', silence}: PbxOptions = {}) {
		this.quirks = {...likely, ...quirks};
		this.shows = shows;
		const now = (): number => this.now;
		this.world = new World(now);
		this.office = new TokenOffice(now, this.quirks);
		this.sockets = new Sockets({
			isTaken: token => this.office.trouble(token) === undefined,
			...(silence !== undefined && {silence}),
		});
		// Some events come with their message as a string, and without the serial number.
		this.world.onExtension = (number, option) => {
			this.sockets.tell(30_022, {type: 30_022, msg: JSON.stringify({ext_number: number, option})});
		};
		this.world.onMessageForApi = (chat, said) => {
			this.sockets.tell(30_031, {type: 30_031, sn: this.world.sn, msg: messageRecord(chat, said)});
		};
	}

	/** How its certificate is trusted. */
	get pin(): string {
		return fingerprintOf(this.shows === 'issued' ? issued : selfSigned);
	}

	/** So many seconds pass. */
	pass(seconds: number): void {
		this.now += seconds;
		if (this.quirks.doSocketsExpire) this.sockets.endExpired();
	}

	calls(endpoint: string): readonly Seen[] {
		return this.seen.filter(each => each.endpoint === endpoint);
	}

	async listen(t: ExecutionContext): Promise<void> {
		const handle = (request: IncomingMessage, response: ServerResponse): void => {
			response.on('error', () => undefined);
			void this.#handle(request, response);
		};
		const server =
			this.shows === 'http'
				? createHttpServer(handle)
				: createHttpsServer(this.shows === 'issued' ? issued : selfSigned, handle);
		server.on('upgrade', (request, stream, head) => this.sockets.open(request, stream, head));
		const port = await listen(t, server);
		this.close = async () => stopListening(server);
		t.teardown(() => this.sockets.close());
		this.origin = `${this.shows === 'http' ? 'http' : 'https'}://127.0.0.1:${port}`;
	}

	async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		this.atOnce = {now: this.atOnce.now + 1, most: Math.max(this.atOnce.most, this.atOnce.now + 1)};
		response.on('close', () => {
			this.atOnce = {...this.atOnce, now: this.atOnce.now - 1};
		});
		const {pathname, searchParams} = new URL(request.url!, 'http://pbx');
		const endpoint = pathname.replace(/^\/openapi\/v1\.0\//, '');
		const body = await text(request);
		const parameters = {
			...Object.fromEntries(searchParams),
			...(body && (JSON.parse(body) as object)),
		};
		const seen = {endpoint, method: request.method!, parameters, headers: request.headers};
		this.seen.push(seen);
		await this.before(seen);
		const fault = this.faults.take(endpoint);
		if (fault !== undefined && replaces(fault, response)) return;
		const file = this.files.get(pathname);
		if (file !== undefined && this.office.trouble(searchParams.get('access_token')) === undefined) {
			if (typeof file === 'number') response.writeHead(file, {location: 'https://elsewhere.example/'}).end();
			else response.writeHead(200, {'content-type': file.type}).end(file.bytes);
			return;
		}

		const isReplaced = typeof fault === 'object' && 'errcode' in fault;
		const answer = isReplaced ? {} : this.#answer(seen);
		deliver(fault, spelled(spoiled(fault, {...answer}), this.quirks), response);
	}

	#answer(seen: Seen): object {
		try {
			const answer = {errcode: 0, errmsg: 'SUCCESS', ...this.#run(seen)};
			this.carried.add(seen);
			return answer;
		} catch (error) {
			if (error instanceof Answered) return error.answer;
			throw error;
		}
	}

	#run({endpoint, method, parameters, headers}: Seen): object {
		const run = free[endpoint] ?? guarded[endpoint];
		// What is answered without one is not known, but the guide says that it must be there.
		if (headers['user-agent'] === undefined) throw new Answered(40_001);
		if (run === undefined || this.absent.has(endpoint)) throw new Answered(10_001);
		if ((method === 'POST') !== posted.has(endpoint)) throw new Answered(10_001);
		const token = parameters.access_token;
		const trouble =
			endpoint in free ? undefined : this.office.trouble(typeof token === 'string' ? token : null);
		const wrong = trouble ?? this.rights.get(endpoint);
		if (wrong !== undefined) throw new Answered(wrong);
		return run({endpoint, parameters, world: this.world, office: this.office, quirks: this.quirks});
	}
}

/** A small office: three extensions, of whom two serve a queue. */
export const furnish = ({world}: TestPbx): void => {
	world.addExtension(11, '1001', 'Ann');
	world.addExtension(12, '1002', 'Bob');
	world.addExtension(13, '1003', 'Cy');
	world.addQueue(5, 'Support', [11, 12]);
};

/** A PBX that listens until the test ends. */
export const startPbx = async (t: ExecutionContext, options: PbxOptions = {}): Promise<TestPbx> => {
	const pbx = new TestPbx(options);
	await pbx.listen(t);
	return pbx;
};
