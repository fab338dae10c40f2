#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';
import about from '../package.json' with {type: 'json'};
import {folders} from './cli/folders.js';

/** The same as `engines` in package.json. Checked before loading anything that an older Node does not have. */
const needed = [24, 12] as const;

/**
Hides the warning of early Node 24 releases that SQLite is experimental, which would appear in the middle of the screen.
Only SQLite's lock is used, and that has not changed since.
*/
const hideSqliteWarning = (): void => {
	const emitWarning = process.emitWarning.bind(process) as (...told: readonly unknown[]) => void;
	process.emitWarning = (...told: readonly unknown[]) => {
		const isIt = told[1] === 'ExperimentalWarning' && String(told[0]).startsWith('SQLite');
		if (!isIt) emitWarning(...told);
	};
};

// Node would open a debugger on this signal, through which any process of this user could read what customers wrote.
process.on('SIGUSR1', () => undefined);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > needed[0] || (major === needed[0] && minor >= needed[1]);
if (isNewEnough && process.argv.length === 3 && process.argv[2] === '--version') {
	// Answered without loading the rest of the program.
	process.stdout.write(`${about.version}\n`);
} else if (isNewEnough) {
	hideSqliteWarning();
	// Node runs the code cached there, so the folder must be the user's own. Only modules loaded from here on use it.
	module.enableCompileCache(folders.cache);
	await import('./cli/run.js');
} else {
	process.stderr.write(
		`chatlogs: this is Node ${process.versions.node}, but ${needed.join('.')} or later is needed: https://nodejs.org\n`,
	);
	process.exitCode = 1;
}
