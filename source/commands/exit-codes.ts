import {exitCode} from './command.js';

/** The exit codes in words. */
export const exitCodes: readonly {readonly code: number; readonly meaning: string}[] = [
	{code: exitCode.done, meaning: 'done; a session skipped because it is already so counts as done'},
	{code: exitCode.refused, meaning: 'something was refused, and each refusal is named'},
	{code: exitCode.usage, meaning: 'a mistake in the arguments, or in the filter'},
	{
		code: exitCode.store,
		meaning:
			'the store, the PBX or the database of a feed cannot be used: missing, damaged, newer version, no permission, disk full, no connection',
	},
	{code: exitCode.somethingNew, meaning: 'watch --once: something began to match, and was told'},
	{code: exitCode.bug, meaning: 'a bug in chatlogs; its trace is on stderr'},
];
