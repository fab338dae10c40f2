import process from 'node:process';
import {type Host, runCommandLine, tellOutputError} from '../commands/run-command-line.js';
import {serveAsWorker} from '../commands/together/site-worker.js';
import {workerWord} from '../commands/together/worker.js';
import {folders} from './folders.js';
import {standardStreams} from './standard-streams.js';
import {currentActor, network, machine as bare} from '../machine.js';

/** Loads the screen only when needed, so that commands never load React. The environment decides how it looks. */
const loadScreen = async (isAccessible: boolean) => {
	if (isAccessible) process.env.CHATLOGS_ACCESSIBLE = '1';
	return import('./screen.js');
};

const streams = standardStreams((error, isTerminal) => {
	// The reader may stop, as in `| head`, or the terminal may be closed; neither is an error.
	const isGone = /^(?:EPIPE|ECONNRESET)$/.test(error.code ?? '') || (error.code === 'EIO' && isTerminal);
	if (!isGone) process.exit(tellOutputError(error, process.argv.slice(2), streams));
});

/** Remembers who was erased from stores, whatever becomes of those. */
const machine = {...bare, stateFolder: folders.state};

const sender = {network, environment: process.env, configFolder: folders.config};

const host: Host = {
	...streams,
	environment: process.env,
	dataFolder: folders.data,
	preferencesFolder: folders.config,
	stateFolder: folders.state,
	machine,
	sender,
	actor: currentActor,
	readKeys: async preferences => import('../app/key-report.js').then(({keyReport}) => keyReport(preferences)),
	program: process.argv[1]!,
	async openScreen({isAccessible, ...options}) {
		// Keys typed from now on are for the screen: they are not echoed, and wait until it is there.
		process.stdin.setRawMode(true);
		try {
			const {showStore} = await loadScreen(isAccessible);
			return await showStore(
				{
					...options,
					sender,
					pbx: {network, environment: process.env, folders},
					preferencesFolder: folders.config,
					configFolder: folders.config,
				},
				process,
			);
		} catch (error) {
			process.stdin.setRawMode(false);
			throw error;
		}
	},
	async drawScreen({folder, site, actor, machine: allowed, isAccessible, ...frame}) {
		const {drawStore} = await loadScreen(isAccessible);
		return drawStore({folder, site, actor, machine: allowed}, frame);
	},
};

// Only another process of this program can tell a worker what to do.
if (process.argv[2] === workerWord && process.send !== undefined) serveAsWorker(host);
else {
	// Sets the exit code and lets the process end by itself, so that no output is lost.
	process.exitCode = await runCommandLine(process.argv.slice(2), host);
}
