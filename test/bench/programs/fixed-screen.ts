import {readFileSync} from 'node:fs';
import process from 'node:process';
import type * as AppModule from '../../../source/app.js';
import type * as CommandLineModule from '../../../source/commands/run-command-line.js';
import type * as DirectoryModule from '../../../source/domain/directory.js';
import {type Pbx} from '../../../source/domain/pbx.js';
import {type Session} from '../../../source/domain/session.js';
import type * as RowsModule from '../../../source/domain/table/rows.js';
import type * as TableModule from '../../../source/domain/table/session-table.js';
import type * as ScreenModule from '../../../source/screen/open-screen.js';
import type * as SurroundingsModule from '../../../source/surroundings.js';

// The whole program without its store: starts as chatlogs does, and shows sessions from a small file.
const [built, file] = process.argv.slice(2) as [string, string];
const load = async <Module>(name: string): Promise<Module> =>
	(await import(new URL(name, built).href)) as Module;

const {runCommandLine} = await load<typeof CommandLineModule>('commands/run-command-line.js');
const {currentActor, network, surroundings} = await load<typeof SurroundingsModule>('surroundings.js');

const fixedStore = async (): Promise<AppModule.AppOptions['store']> => {
	const {Directory, emptyDirectory} = await load<typeof DirectoryModule>('domain/directory.js');
	const {blockOf} = await load<typeof RowsModule>('domain/table/rows.js');
	const {SessionTable} = await load<typeof TableModule>('domain/table/session-table.js');
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
		table,
		pbx,
		directory: new Directory(emptyDirectory),
		readOnly: undefined,
		newestChange: 0,
		progress: 1,
		session: id => table.session(id),
		history: id => ({id, messages: [], records: []}),
		deletedMessages: id => table.deletedMessages(id),
		changes: () => [],
		changesOf: () => [],
		commit: () => Promise.reject(new Error('There is no store.')),
		refresh: () => Promise.resolve(),
	};
};

process.exitCode = await runCommandLine([], {
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	environment: process.env,
	dataFolder: '',
	surroundings,
	sender: {network, environment: {}, configFolder: ''},
	actor: currentActor,
	drawScreen: () => Promise.reject(new Error('There is nothing to draw.')),
	async openScreen({actor}) {
		process.env.NODE_ENV ??= 'production';
		const [{createApp}, {openScreen}] = await Promise.all([
			load<typeof AppModule>('app.js'),
			load<typeof ScreenModule>('screen/open-screen.js'),
		]);
		const store = await fixedStore();
		const {now} = surroundings;
		return openScreen(
			hooks =>
				Promise.resolve({
					app: createApp({...hooks, store, actor, now, milliseconds: () => performance.now()}),
					close: () => Promise.resolve(),
				}),
			process,
		);
	},
});
