import fs from 'node:fs';
import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {systemTrouble} from '../../domain/system-trouble.js';

export interface SecretSources {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where the platform of the operating system wants the user's settings. */
	readonly configFolder: string;
}

const inEnvironment = 'CHATLOGS_PLATFORM_SECRET';
const fileInEnvironment = 'CHATLOGS_PLATFORM_SECRET_FILE';

/** In bytes; a secret with its blanks needs a few dozen. */
const longestFile = 4096;

/** A variable that is empty says nothing. */
const said = (variable: string | undefined): string | undefined => (variable === '' ? undefined : variable);

const fileOf = ({environment, configFolder}: SecretSources): string =>
	said(environment[fileInEnvironment]) ?? path.join(configFolder, 'platform-secret');

const statusOf = (file: string): fs.Stats | undefined => {
	try {
		return fs.statSync(file, {throwIfNoEntry: false});
	} catch (error) {
		throw refusalFor(error, file);
	}
};

const refusalFor = (error: unknown, file: string): unknown => {
	const trouble = systemTrouble(error);
	return trouble === undefined
		? error
		: new Refusal(`${file} cannot be read: ${trouble.reason}. ${trouble.remedy}`, {cause: error});
};

const readSecretFile = (file: string): string => {
	const status = statusOf(file);
	if (status === undefined)
		throw new Refusal(
			`The secret shared with the analytics platform is missing. Put it into the variable ${inEnvironment}, or into ${file} with mode 0600.`,
		);
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

/**
The secret with which requests to the platform are signed, in the form of Standard Webhooks: `whsec_` and the base64
of 24 to 64 bytes. From the environment, else from a file for its owner alone.
@throws Refusal if there is none or it is not of that form; the message never holds any part of it
*/
export const readSecret = (sources: SecretSources): string => {
	const told = said(sources.environment[inEnvironment]);
	const secret = (told ?? readSecretFile(fileOf(sources))).trim();
	const place = told === undefined ? fileOf(sources) : inEnvironment;
	const encoded = secret.replace(/^whsec_/, '');
	const bytes = /^[\d+/A-Za-z]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64').length : 0;
	if (bytes < 24 || bytes > 64 || encoded.length % 4 !== 0)
		throw new Refusal(
			`The secret in ${place} is not of the form whsec_… with the base64 of 24 to 64 bytes. Make one: echo "whsec_$(openssl rand -base64 32)"`,
		);
	return secret;
};
