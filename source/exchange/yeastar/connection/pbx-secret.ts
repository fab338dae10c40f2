import {Refusal} from '../../../domain/refusal.js';
import {secretVariable} from '../../../domain/site.js';
import {readSecretFile, said} from '../../http/secret-file.js';
import {PbxTrouble} from '../api/trouble.js';

/** A store by its name, where somebody looks after several. */
export interface SecretSite {
	readonly name: string;
	/** Whether it is the only one, so that a secret without a name can be no other's. */
	readonly isOnly: boolean;
}

interface PbxSecretSources {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly secretFile?: string | undefined;
	/** Missing where the store is no site. */
	readonly site?: SecretSite | undefined;
}

const variable = 'CHATLOGS_PBX_SECRET';

const variablesOf = (site: SecretSite | undefined): readonly string[] => {
	if (site === undefined) return [variable];
	const own = secretVariable(site);
	return site.isOnly ? [own, variable] : [own];
};

const inFile = (file: string): string => {
	try {
		return readSecretFile(file) ?? '';
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		throw new PbxTrouble('no secret', error.message);
	}
};

/**
The client secret that the PBX gave to the application: from the environment, else from a file for its owner alone.
@throws PbxTrouble if there is none that can be used; the message never holds any part of it
*/
export const readPbxSecret = ({environment, secretFile, site}: PbxSecretSources): string => {
	const variables = variablesOf(site);
	const told = variables.map(name => said(environment[name])).find(value => value !== undefined);
	const secret = (told ?? (secretFile === undefined ? '' : inFile(secretFile))).trim();
	if (secret !== '') return secret;
	const elsewhere =
		secretFile === undefined
			? 'name a file with it when you connect: --secret-file FILE'
			: `into ${secretFile}, with mode 0600`;
	throw new PbxTrouble(
		'no secret',
		`The client secret of the PBX is missing. Put it into the variable ${variables[0]!}, or ${elsewhere}.`,
	);
};
