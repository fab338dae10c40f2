#!/usr/bin/env node
import process from 'node:process';
import envPaths from 'env-paths';
import {exitCode} from './commands/command.js';
import {runCommandLine} from './commands/run-command-line.js';
import {currentActor, surroundings} from './surroundings.js';

// Whoever reads may stop reading, as in `| head`, and a terminal may be closed: that is no mistake.
for (const output of [process.stdout, process.stderr]) {
	output.on('error', (error: NodeJS.ErrnoException) => {
		const isGone = error.code === 'EPIPE' || (error.code === 'EIO' && output.isTTY);
		if (isGone) return;
		process.stderr.write(`chatlogs: the output cannot be written: ${error.message}\n`);
		process.exit(exitCode.refused);
	});
}

// The process ends by itself, so that all that was written is read.
process.exitCode = await runCommandLine(process.argv.slice(2), {
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	environment: process.env,
	dataFolder: envPaths('chatlogs', {suffix: ''}).data,
	surroundings,
	actor: currentActor,
	async openScreen(place) {
		// React is slow unless it is told so before it is loaded; and the command line never loads it.
		process.env.NODE_ENV ??= 'production';
		const [{startApp}, {openScreen}] = await Promise.all([
			import('./app.js'),
			import('./screen/open-screen.js'),
		]);
		return openScreen(hooks => startApp({...place, surroundings}, hooks), process);
	},
});
