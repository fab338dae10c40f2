import {Refusal} from '../../domain/refusal.js';
import {findSecret, type SecretSources} from '../http/secret-file.js';

const variable = 'CHATLOGS_WEBHOOK_SECRET';

/**
The secret with which a PBX signs its webhook. From the environment, else from a file for its owner alone.
@throws Refusal if there is none; the message never holds any part of it
*/
export const readWebhookSecret = (sources: SecretSources): string => {
	const {secret = '', file} = findSecret(variable, 'webhook-secret', sources);
	if (secret !== '') return secret;
	throw new Refusal(
		`The secret of the webhook is missing. Copy it from the webhook’s settings on the PBX into the variable ${variable}, or into ${file} with mode 0600.`,
	);
};
