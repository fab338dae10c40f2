import {readFileSync} from 'node:fs';
import {enableCompileCache} from 'node:module';
import process from 'node:process';
import envPaths from 'env-paths';
import {type AppOptions} from '../../../source/app/create-app.js';
import {type Pbx} from '../../../source/domain/pbx.js';
import {type Session} from '../../../source/domain/session.js';
import {currentActor, network, machine} from '../../../source/machine.js';

// The whole program without reading a store: starts as chatlogs does in the folder of one, and shows sessions from a
// small file.
const [file, folder] = process.argv.slice(2) as [string, string];

const fixedStore = async (): Promise<AppOptions['store']> => {
	const [{Directory, emptyDirectory}, {blockOf}, {SessionTable}, {able}] = await Promise.all([
		import('../../../source/domain/directory.js'),
		import('../../../source/domain/table/rows.js'),
		import('../../../source/domain/table/session-table.js'),
		import('../../../source/domain/capabilities.js'),
	]);
	const {pbx, sessions} = JSON.parse(readFileSync(file, 'utf8')) as {pbx: Pbx; sessions: Session[]};
	const table = new SessionTable();
	const history = {file: '', offset: 0, length: 0};
	const rows = sessions.map(session => ({
		session,
		importedHandler: session.handler,
		history,
		highestMessage: 0,
	}));
	table.putBlock(0, blockOf(table, rows));
	return {
		identity: {},
		table,
		pbx,
		capabilities: {manage: able, remove: able, api: able},
		directory: new Directory(emptyDirectory),
		readOnly: undefined,
		newestChange: 0,
		holds: [],
		erasures: [],
		policies: [],
		progress: 1,
		session: id => table.session(id),
		isPurged: () => false,
		history: id => ({id, messages: [], records: []}),
		deletedMessages: id => table.deletedMessages(id),
		changes: () => [],
		outbox: new Map(),
		pbxOutbox: {since: 0, sessions: new Map()},
		changesOf: () => [],
		commit: () => Promise.reject(new Error('There is no store.')),
		refresh: () => Promise.resolve(),
	};
};

const none = (): never => {
	throw new Error('There is no store.');
};

const exporter = {fileFor: none, start: none};

enableCompileCache(envPaths('chatlogs', {suffix: ''}).cache);
const {runCommandLine} = await import('../../../source/commands/run-command-line.js');
process.exitCode = await runCommandLine(['--store', folder], {
	stdin: {isTTY: process.stdin.isTTY, stream: () => process.stdin},
	stdout: process.stdout,
	stderr: process.stderr,
	environment: process.env,
	dataFolder: '',
	stateFolder: '',
	machine,
	sender: {network, environment: {}, configFolder: ''},
	actor: currentActor,
	readKeys: () => Promise.reject(new Error('There are no keys to tell.')),
	drawScreen: () => Promise.reject(new Error('There is nothing to draw.')),
	async openScreen({actor}) {
		const [{createApp}, {openScreen}] = await Promise.all([
			import('../../../source/app/create-app.js'),
			import('../../../source/screen/open-screen.js'),
		]);
		const store = await fixedStore();
		const {now} = machine;
		return openScreen(
			hooks =>
				Promise.resolve({
					app: createApp({
						...hooks,
						store,
						actor,
						now,
						milliseconds: () => performance.now(),
						start: () => ({
							exporter,
							keeper: {kept: () => Promise.resolve(true)},
							sending: undefined,
							acting: undefined,
							eraser: undefined,
							jobs: () => [],
						}),
					}),
					close: () => Promise.resolve(),
				}),
			process,
		);
	},
});
