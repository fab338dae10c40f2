import {Refusal} from '../../domain/refusal.js';
import {findSecret, type SecretSources} from './secret-file.js';

/** Who is sent signed requests, and where the secret shared with them is looked for. */
interface SigningSecret {
	readonly who: string;
	readonly variable: string;
	/** The name of the file in the configuration folder. */
	readonly file: string;
}

/**
A secret with which requests are signed, in the form of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes.
From the environment, else from a file for its owner alone.
@throws Refusal if there is none or it is not of that form; the message never holds any part of it
*/
export const readSigningSecret = (
	{who, variable, file: usualName}: SigningSecret,
	sources: SecretSources,
): string => {
	const {secret, origin, file} = findSecret(variable, usualName, sources);
	if (secret === undefined)
		throw new Refusal(
			`The secret shared with ${who} is missing. Put it into the variable ${variable}, or into ${file} with mode 0600.`,
		);
	const encoded = secret.replace(/^whsec_/, '');
	const bytes = /^[\d+/A-Za-z]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64').length : 0;
	if (bytes < 24 || bytes > 64 || encoded.length % 4 !== 0)
		throw new Refusal(
			`The secret in ${origin} is not of the form whsec_… with the base64 of 24 to 64 bytes. Make one: echo "whsec_$(openssl rand -base64 32)"`,
		);
	return secret;
};

/** The secret shared with the analytics platform; see `readSigningSecret`. */
export const readSecret = (sources: SecretSources): string =>
	readSigningSecret(
		{who: 'the analytics platform', variable: 'CHATLOGS_PLATFORM_SECRET', file: 'platform-secret'},
		sources,
	);
