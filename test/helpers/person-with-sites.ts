import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {type ExecutionContext} from 'ava';
import {demoData} from '../../source/demo/demo-data.js';
import {network} from '../../source/machine.js';
import {importSessions} from '../../source/storage/import-sessions.js';
import {createStore, openStore} from '../../source/storage/open-store.js';
import {run} from './command-line.js';
import {copiesOf} from './copied-store.js';
import {ann, noon, realFiles, temporaryFolder} from './store.js';

export const program = path.resolve('dist/cli.js');

export interface Ended {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Person {
	readonly folder: string;
	/** That of the processes which the program starts, and of the program where it is one. */
	readonly environment: NodeJS.ProcessEnv;
	/** Runs the program in this process, as only some tests are about one of its own. */
	readonly chatlogs: (...argv: readonly string[]) => Promise<Ended>;
}

/** Somebody with folders of their own, who runs the program. */
export const personIn = (t: ExecutionContext): Person => {
	const folder = temporaryFolder(t);
	const environment = {
		...process.env,
		XDG_CONFIG_HOME: path.join(folder, 'config'),
		XDG_DATA_HOME: path.join(folder, 'data'),
		XDG_STATE_HOME: path.join(folder, 'state'),
	};
	const own = (kind: string): string => path.join(folder, kind, 'chatlogs');
	const chatlogs = async (...argv: readonly string[]): Promise<Ended> =>
		run(argv, {
			program,
			environment,
			dataFolder: own('data'),
			preferencesFolder: own('config'),
			stateFolder: own('state'),
			sender: {network, environment, configFolder: own('config')},
			now: Math.floor(Date.now() / 1000),
		});

	return {folder, environment, chatlogs};
};

const {sessions: all, ...demo} = demoData({sessions: 400, seed: 7, now: noon});

const many = [...all];

/** A store with those of the demo's sessions that belong into it. */
export const makeStore = async (folder: string, isIn: (id: number) => boolean): Promise<void> => {
	await createStore(folder, realFiles);
	const store = await openStore(folder, realFiles);
	const sessions = many.filter(({id}) => isIn(id));
	await importSessions(store, ann, {...demo, sessions, sources: [{name: 'x', digest: ''}], refused: []});
	await store.close();
};

export const siteNames = ['a', 'b', 'c'];

const copyStore = siteNames.map((_, index) =>
	copiesOf(async folder => makeStore(folder, id => id % siteNames.length === index)),
);

/** Somebody with three sites, each with a third of the demo's sessions. */
export const withSites = async (t: ExecutionContext): Promise<Person> => {
	const person = personIn(t);
	const {folder, chatlogs} = person;
	for (const [index, name] of siteNames.entries()) {
		const store = path.join(folder, name);
		await copyStore[index]!(t, store);
		const {code, stderr} = await chatlogs('site', 'add', name, '--store', store);
		t.is(code, 0, stderr);
	}

	return person;
};

/** The processes that run in this person's folders. */
export const processesOf = (folder: string): readonly string[] =>
	readdirSync('/proc').filter(name => {
		try {
			return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').includes(folder);
		} catch {
			return false;
		}
	});
