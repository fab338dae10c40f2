import fs from 'node:fs';
import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';

/** In bytes; a secret with its blanks needs a few dozen. */
const longestFile = 4096;

/** A variable of the environment that is empty says nothing. */
export const said = (variable: string | undefined): string | undefined =>
	variable === '' ? undefined : variable;

const refusalFor = (error: unknown, file: string): unknown => {
	const trouble = systemTrouble(error);
	return trouble === undefined
		? error
		: new Refusal(`${file} cannot be read: ${trouble.reason}. ${trouble.remedy}`, {cause: error});
};

const statusOf = (file: string): fs.Stats | undefined => {
	try {
		return fs.statSync(file, {throwIfNoEntry: false});
	} catch (error) {
		throw refusalFor(error, file);
	}
};

/**
A file for its owner alone; `undefined` if there is none.
@throws Refusal if others may read it, or it is no secret; the message never holds any part of it
*/
export const readSecretFile = (file: string): string | undefined => {
	const status = statusOf(file);
	if (status === undefined) return undefined;
	if (!status.isFile())
		throw new Refusal(`${file} is no plain file. Put the secret into one, with mode 0600.`);
	if ((status.mode & 0o077) !== 0)
		throw new Refusal(`${file} may be read by others than its owner. Make it yours alone: chmod 600 ${file}`);
	if (status.size > longestFile) throw new Refusal(`${file} is too long to be a secret.`);
	try {
		return fs.readFileSync(file, 'utf8');
	} catch (error) {
		throw refusalFor(error, file);
	}
};

export interface SecretSources {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where the platform of the operating system wants the user's settings. */
	readonly configFolder: string;
}

interface FoundSecret {
	/** Without the blanks around it; `undefined` if there is none. */
	readonly secret: string | undefined;
	/** The variable or the file that it is from. */
	readonly origin: string;
	/** Where it is looked for if no variable has it. */
	readonly file: string;
}

/**
A secret from a variable of the environment, else from a file that `VARIABLE_FILE` names, else from that file in the
configuration folder.
@throws Refusal as `readSecretFile` does
*/
export const findSecret = (
	variable: string,
	usualName: string,
	{environment, configFolder}: SecretSources,
): FoundSecret => {
	const file = said(environment[`${variable}_FILE`]) ?? path.join(configFolder, usualName);
	const told = said(environment[variable]);
	const secret = (told ?? readSecretFile(file))?.trim();
	return {secret, origin: told === undefined ? file : variable, file};
};
