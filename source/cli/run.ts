import process from 'node:process';
import {runCommandLine, tellOutputError} from '../commands/run-command-line.js';
import {folders} from './folders.js';
import {currentActor, network, machine} from '../machine.js';

/** The command line never loads React. The screen asks the environment what it shall look like. */
const loadScreen = async (isAccessible: boolean) => {
	if (isAccessible) process.env.CHATLOGS_ACCESSIBLE = '1';
	return import('./screen.js');
};

// Whoever reads may stop reading, as in `| head`, and a terminal may be closed: that is no mistake.
for (const output of [process.stdout, process.stderr]) {
	output.on('error', (error: NodeJS.ErrnoException) => {
		const isGone = error.code === 'EPIPE' || (error.code === 'EIO' && output.isTTY);
		if (isGone) return;
		process.exit(tellOutputError(error, process.argv.slice(2), process));
	});
}

const sender = {network, environment: process.env, configFolder: folders.config};

// The process ends by itself, so that all that was written is read.
process.exitCode = await runCommandLine(process.argv.slice(2), {
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	environment: process.env,
	dataFolder: folders.data,
	preferencesFolder: folders.config,
	stateFolder: folders.state,
	machine,
	sender,
	actor: currentActor,
	async openScreen({isAccessible, ...options}) {
		// What is typed from now on is meant for the screen: it is not echoed, and read when the screen is there.
		process.stdin.setRawMode(true);
		try {
			const {showStore} = await loadScreen(isAccessible);
			return await showStore(
				{
					...options,
					sender,
					pbx: {network, environment: process.env, folders},
					preferencesFolder: folders.config,
				},
				process,
			);
		} catch (error) {
			process.stdin.setRawMode(false);
			throw error;
		}
	},
	async drawScreen({folder, actor, machine: allowed, isAccessible, ...frame}) {
		const {drawStore} = await loadScreen(isAccessible);
		return drawStore({folder, actor, machine: allowed}, frame);
	},
});
