#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';
import about from '../package.json' with {type: 'json'};
import {folders} from './cli/folders.js';

/** As `engines` in package.json says. Looked at before anything is loaded that an older one does not have. */
const needed = [24, 12] as const;

/**
Early releases of Node 24 write to the terminal that SQLite is experimental, which would stand in the middle of the
screen. It is used for its lock alone, and nothing of that has changed since.
*/
const hideSqliteWarning = (): void => {
	const emitWarning = process.emitWarning.bind(process) as (...told: readonly unknown[]) => void;
	process.emitWarning = (...told: readonly unknown[]) => {
		const isIt = told[1] === 'ExperimentalWarning' && String(told[0]).startsWith('SQLite');
		if (!isIt) emitWarning(...told);
	};
};

// Node opens a debugger at this signal, by which anybody of this user could read what customers wrote.
process.on('SIGUSR1', () => undefined);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > needed[0] || (major === needed[0] && minor >= needed[1]);
if (isNewEnough && process.argv.length === 3 && process.argv[2] === '--version') {
	// Answered before anything of the program is loaded.
	process.stdout.write(`${about.version}\n`);
} else if (isNewEnough) {
	hideSqliteWarning();
	// What lies there is run, so it is a folder of the person's own. Only what is loaded from here on gains by it.
	module.enableCompileCache(folders.cache);
	await import('./cli/run.js');
} else {
	process.stderr.write(
		`chatlogs: this is Node ${process.versions.node}, and ${needed.join('.')} or later is needed: https://nodejs.org\n`,
	);
	process.exitCode = 1;
}
