import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {type ExecutionContext} from 'ava';
import {commandLineOn, type Setting} from '../command-line.js';
import {temporaryFolder, temporaryStore} from '../store.js';
import {furnish, type PbxOptions, startPbx, type TestPbx} from './pbx.js';

/** Every file below a folder with what is in it. */
export const filesBelow = (folder: string): ReadonlyMap<string, string> =>
	new Map(
		readdirSync(folder, {recursive: true, withFileTypes: true})
			.filter(entry => entry.isFile())
			.map(entry => path.join(entry.parentPath, entry.name))
			.map(file => [file, readFileSync(file, 'latin1')]),
	);

/** A person with folders of their own, and the secret in the environment if not said otherwise. */
export const personWith = (t: ExecutionContext) => {
	const home = temporaryFolder(t);
	const environment = {CHATLOGS_PBX_SECRET: 'secret-1'};
	const configFolder = path.join(home, 'config');
	const network = {
		post: () => Promise.reject(new Error('Nothing is posted.')),
		wait: () => Promise.resolve(),
		random: () => 0,
	};
	const setting: Setting = {
		environment,
		stateFolder: path.join(home, 'state'),
		sender: {network, environment, configFolder},
	};
	return {home, setting};
};

/** What an import would have brought of the PBX's sessions. */
const documentOf = ({world}: TestPbx): object => ({
	extensions: [...world.extensions.values()],
	sessions: [...world.chats.values()].map(({id, type, did, customer}) => ({
		id,
		type,
		did_number: did,
		from: {user_type: 1, user_no: '1001', username: 'Ann'},
		to: customer,
	})),
});

/** A PBX with three sessions of Ann's, a store that was filled by an import of them, and a person. */
export const connectScene = async (t: ExecutionContext, {shows = 'http'}: PbxOptions = {}) => {
	const pbx = await startPbx(t, {shows});
	furnish(pbx);
	for (let count = 0; count < 3; count++) pbx.world.addChat({kind: 'extension', id: 11});
	const folder = await temporaryStore(t, documentOf(pbx));
	const person = personWith(t);
	const by = (setting: Setting, at = folder) => commandLineOn(at, setting);
	const connect = ['pbx', 'connect', pbx.origin, '--client-id', pbx.office.clientId];
	return {pbx, folder, person, by, chatlogs: by(person.setting), connect};
};
