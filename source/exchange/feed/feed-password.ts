import path from 'node:path';
import {Refusal} from '../../domain/refusal.js';
import {readSecretFile, said, type SecretSources} from '../http/secret-file.js';
import {type FeedAddress} from './feed-address.js';

/** The fields of a line of a password file; a backslash takes the next character as it is. */
const fieldsOf = (line: string): string[] =>
	[...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map(([, field = '']) => field.replaceAll(/\\(.)/g, '$1'));

/**
The password for that address in a file of passwords (PostgreSQL's manual, "The Password File"): lines of
`host:port:database:user:password`, where an asterisk stands for anything.
*/
const findLine = (text: string, {host, port, database, user}: FeedAddress): string | undefined => {
	const name = host.startsWith('/') ? 'localhost' : host;
	const wanted = [name, String(port), database, user];
	const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
	const found = lines
		.map(line => fieldsOf(line.replace(/\r$/, '')))
		.find(fields => wanted.every((value, index) => fields[index] === '*' || fields[index] === value));
	return found?.[wanted.length];
};

/**
The password, if there is one: from PGPASSWORD, else from the file of PGPASSFILE, else from `feed-password` in the
configuration folder. A server may ask for none.
@throws Refusal if others may read the file; the message never holds any part of it
*/
export const findFeedPassword = (
	address: FeedAddress,
	{environment, configFolder}: SecretSources,
): string | undefined => {
	const told = said(environment.PGPASSWORD);
	if (told !== undefined) return told;
	const file = said(environment.PGPASSFILE);
	if (file === undefined) return readSecretFile(path.join(configFolder, 'feed-password'))?.trim();
	const text = readSecretFile(file);
	if (text === undefined) throw new Refusal(`PGPASSFILE names ${file}, which is not there.`);
	return findLine(text, address);
};
