import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {readSecretFile, said} from './secret-file.js';

export interface SecretSources {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where the platform of the operating system wants the user's settings. */
	readonly configFolder: string;
}

const inEnvironment = 'CHATLOGS_PLATFORM_SECRET';
const fileInEnvironment = 'CHATLOGS_PLATFORM_SECRET_FILE';

const fileOf = ({environment, configFolder}: SecretSources): string =>
	said(environment[fileInEnvironment]) ?? path.join(configFolder, 'platform-secret');

const missing = (file: string): never => {
	throw new Refusal(
		`The secret shared with the platform is missing. Put it into the variable ${inEnvironment}, or into ${file} with mode 0600.`,
	);
};

/**
The secret with which requests to the platform are signed, in the form of Standard Webhooks: `whsec_` and the base64
of 24 to 64 bytes. From the environment, else from a file for its owner alone.
@throws Refusal if there is none or it is not of that form; the message never holds any part of it
*/
export const readSecret = (sources: SecretSources): string => {
	const told = said(sources.environment[inEnvironment]);
	const secret = (told ?? readSecretFile(fileOf(sources)) ?? missing(fileOf(sources))).trim();
	const place = told === undefined ? fileOf(sources) : inEnvironment;
	const encoded = secret.replace(/^whsec_/, '');
	const bytes = /^[\d+/A-Za-z]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64').length : 0;
	if (bytes < 24 || bytes > 64 || encoded.length % 4 !== 0)
		throw new Refusal(
			`The secret in ${place} is not of the form whsec_… with the base64 of 24 to 64 bytes. Make one: echo "whsec_$(openssl rand -base64 32)"`,
		);
	return secret;
};
