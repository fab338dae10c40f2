import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {startListening, stopListening} from './listen.js';

/** Where Debian puts the programs of each version, and where others may be. */
const programFolders = [
	...(existsSync('/usr/lib/postgresql')
		? readdirSync('/usr/lib/postgresql').map(version => `/usr/lib/postgresql/${version}/bin`)
		: []
	).toReversed(),
	...(process.env.PATH ?? '').split(':'),
];

/** The folder of `initdb` and `postgres`; `undefined` where there are none. */
const programs = programFolders.find(folder => existsSync(path.join(folder, 'initdb')));

/** A user that is not root, which PostgreSQL refuses to be run by; missing if we are none. */
interface User {
	readonly uid: number;
	readonly gid: number;
}

const numberOf = (option: string): number =>
	Number(execFileSync('id', [option, 'nobody'], {encoding: 'utf8'}));

const user: User | undefined =
	process.getuid?.() === 0 ? {uid: numberOf('-u'), gid: numberOf('-g')} : undefined;

/** Why tests cannot have a database here, if so. */
export const postgresMissing: string | undefined =
	programs === undefined ? 'PostgreSQL is not installed' : undefined;

/** Runs a server until our end of its input is closed, which it also is if this process is killed. */
const untilDeserted = '"$@" & cat >/dev/null; kill -QUIT $!; wait';

/** Milliseconds that a server has for starting. */
const patience = 60_000;

/** A port that nobody has now. */
const freePort = async (): Promise<number> => {
	const server = createServer();
	await startListening(server);
	const {port} = server.address() as AddressInfo;
	await stopListening(server);
	return port;
};

/** Makes it listen on this machine, encrypted, and gives the settings for that. */
const encrypted = async (
	data: string,
	certificate: {readonly cert: string; readonly key: string},
): Promise<Readonly<Record<string, string>>> => {
	for (const [name, text] of Object.entries(certificate)) {
		const file = path.join(data, `server.${name}`);
		writeFileSync(file, text, {mode: 0o600});
		if (user !== undefined) chownSync(file, user.uid, user.gid);
	}

	writeFileSync(path.join(data, 'pg_hba.conf'), 'local all all trust\nhostssl all all 127.0.0.1/32 trust\n');
	return {
		listen_addresses: '127.0.0.1',
		port: String(await freePort()),
		ssl: 'on',
		ssl_cert_file: 'server.cert',
		ssl_key_file: 'server.key',
	};
};

/** A PostgreSQL of the tests' own, on a Unix socket in a temporary folder. */
export class Postgres {
	readonly folder: string;
	readonly port: string;
	readonly #process: ChildProcess;

	private constructor(folder: string, port: string, server: ChildProcess) {
		this.folder = folder;
		this.port = port;
		this.#process = server;
	}

	/**
	Starts one that ends with this process at the latest.
	@param certificate what it shows on 127.0.0.1, where it then takes encrypted connections only
	*/
	static async start(certificate?: {readonly cert: string; readonly key: string}): Promise<Postgres> {
		const folder = mkdtempSync(path.join(tmpdir(), 'pg-'));
		chmodSync(folder, 0o755);
		const data = path.join(folder, 'data');
		mkdirSync(data, {mode: 0o700});
		if (user !== undefined) {
			chownSync(data, user.uid, user.gid);
			chownSync(folder, user.uid, user.gid);
		}

		const asUser = {...user, cwd: folder, env: {PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8'}};
		execFileSync(
			path.join(programs!, 'initdb'),
			['-D', data, '-U', 'admin', '--auth=trust', '--encoding=UTF8', '--no-sync'],
			{...asUser, stdio: 'ignore'},
		);
		const settings = {
			port: '5432',
			listen_addresses: '',
			unix_socket_directories: folder,
			fsync: 'off',
			max_connections: '20',
			...(certificate && (await encrypted(data, certificate))),
			shared_buffers: '32MB',
		};
		const server = spawn(
			'sh',
			[
				'-c',
				untilDeserted,
				'sh',
				path.join(programs!, 'postgres'),
				'-D',
				data,
				...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
			],
			{...asUser, stdio: ['pipe', 'ignore', 'ignore']},
		);
		const postgres = new Postgres(folder, settings.port, server);
		process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
		const end = performance.now() + patience;
		while (!postgres.#answers()) {
			if (server.exitCode !== null || performance.now() > end) throw new Error('PostgreSQL did not start.');
			await pause(50);
		}

		return postgres;
	}

	/** Makes a database that belongs to a role of the same name, which may do no more than it must. */
	create(name: string): string {
		this.sql(`CREATE ROLE ${name} LOGIN`, 'postgres');
		this.sql(`CREATE DATABASE ${name} OWNER ${name}`, 'postgres');
		return this.url(name);
	}

	/** Lets a role in with its password only. */
	askPassword(role: string, password: string): void {
		const file = path.join(this.folder, 'data', 'pg_hba.conf');
		writeFileSync(file, `local all ${role} scram-sha-256\n${readFileSync(file, 'utf8')}`);
		this.sql(`ALTER ROLE ${role} PASSWORD '${password}'`, 'postgres');
		this.sql('SELECT pg_reload_conf()', 'postgres');
	}

	/** The address of a database, as a role, or the role of the same name. */
	url(database: string, role = database): string {
		return `postgres://${role}@localhost/${database}?host=${this.folder}`;
	}

	/** What psql answers, without any ornament, as a role. */
	sql(text: string, database: string, role = 'admin'): string {
		return this.psql(['-v', 'ON_ERROR_STOP=1', '-Atc', text], database, role).trim();
	}

	/** Runs psql. */
	psql(argv: readonly string[], database: string, role = 'admin'): string {
		return execFileSync(
			'psql',
			['-X', '-q', '-h', this.folder, '-p', this.port, '-U', role, '-d', database, ...argv],
			{
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'pipe'],
				maxBuffer: 256 * 1024 * 1024,
			},
		);
	}

	async stop(): Promise<void> {
		if (this.#process.exitCode === null) {
			const ended = once(this.#process, 'exit');
			this.#process.stdin!.end();
			await ended;
		}

		rmSync(this.folder, {recursive: true, force: true});
	}

	#answers(): boolean {
		try {
			return this.sql('SELECT 1', 'postgres') === '1';
		} catch {
			return false;
		}
	}
}
