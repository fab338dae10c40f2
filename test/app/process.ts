import {cp, mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {demoData} from '../../source/demo/demo-data.js';
import {importSessions} from '../../source/storage/import-sessions.js';
import {createStore, openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {machine} from '../../source/machine.js';
import {openInShell, openProgram} from '../helpers/process-terminal.js';
import {oneIn} from '../helpers/random.js';

const sane = {alternateScreen: false, autowrap: true, bracketedPaste: false};

const temporaryFolder = async (t: ExecutionContext): Promise<string> => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chatlogs-process-'));
	t.teardown(async () => rm(folder, {recursive: true}));
	return folder;
};

const demo = async (t: ExecutionContext, sessions: number): Promise<string> => {
	const folder = await temporaryFolder(t);
	await createStore(folder, machine);
	const store = await openStore(folder, machine);
	await importSessions(
		store,
		{by: 'importer'},
		{...demoData({sessions, seed: 1, now: machine.now()}), sources: [], refused: []},
	);
	await store.close();
	return folder;
};

test.serial('q ends the program with 0 and gives the terminal back', async t => {
	const terminal = openProgram(t, await demo(t, 100));
	await terminal.shows('100 match');
	await terminal.isOn();
	terminal.pty.write('q');
	t.deepEqual(await terminal.end, {exitCode: 0});
	t.deepEqual(terminal.modes, sane);
});

test.serial('Ctrl-C ends the program and gives the terminal back', async t => {
	const terminal = openProgram(t, await demo(t, 100));
	await terminal.shows('100 match');
	await terminal.isOn();
	terminal.pty.write('\u0003');
	t.deepEqual(await terminal.end, {exitCode: 0});
	t.deepEqual(terminal.modes, sane);
});

for (const [signal, exitCode] of [
	['SIGTERM', 143],
	['SIGINT', 130],
	['SIGHUP', 129],
	['SIGQUIT', 131],
] as const) {
	test.serial(`${signal} ends the program with ${exitCode} and gives the terminal back`, async t => {
		const terminal = openProgram(t, await demo(t, 100));
		await terminal.shows('100 match');
		terminal.pty.kill(signal);
		t.deepEqual(await terminal.end, {exitCode});
		t.deepEqual(terminal.modes, sane);
	});
}

test.serial('a store that is not there is told without touching the screen', async t => {
	const terminal = openProgram(t, path.join(await temporaryFolder(t), 'nothing'));
	t.deepEqual(await terminal.end, {exitCode: 3});
	t.regex(terminal.screen, /There is no store in/);
	t.deepEqual(terminal.modes, sane);
});

test.serial(
	'a store that is not there leaves the terminal reading lines, and showing what is typed',
	async t => {
		const terminal = openInShell(t, path.join(await temporaryFolder(t), 'nothing'));
		await terminal.shows(/There is no store in/);
		terminal.pty.write("stty -a | tr ' ' '\\n' | grep -cxE 'icanon;?|echo;?'\r");
		await terminal.shows(/^2$/m);
		t.pass();
	},
);

test.serial('keys that are typed before anything is shown are done when it is', async t => {
	const terminal = openProgram(t, await demo(t, 100));
	terminal.pty.write('jj');
	await terminal.shows(/^(?:.*\n){5}▸/);
	t.notRegex(terminal.screen, /jj/);
});

test.serial('the terminal tells of another size, and the frame follows', async t => {
	const terminal = openProgram(t, await demo(t, 100));
	await terminal.shows('100 match');
	terminal.pty.resize(50, 12);
	await terminal.shows('have 50x12, need 60x16');
	await terminal.isOn();
	t.pass();
});

test.serial('Ctrl-Z gives the terminal to the shell, and fg draws everything again', async t => {
	const terminal = openInShell(t, await demo(t, 100));
	for (let turn = 0; turn < 2; turn++) {
		await terminal.shows('100 match');
		await terminal.isOn();
		terminal.pty.write('\u001A');
		await terminal.shows('Stopped');
		await terminal.isOff();
		terminal.pty.write('fg\r');
	}

	await terminal.shows('100 match');
	await terminal.isOn();
	terminal.pty.write('q');
	await terminal.isOff();
	t.notRegex(terminal.screen, /100 match/);
});

test.serial('what the terminal became while the program was stopped, the frame follows after fg', async t => {
	const terminal = openInShell(t, await demo(t, 100));
	await terminal.shows('100 match');
	await terminal.isOn();
	terminal.pty.write('\u001A');
	await terminal.shows('Stopped');
	await terminal.isOff();
	terminal.pty.resize(50, 12);
	terminal.pty.write('fg\r');
	await terminal.shows('have 50x12, need 60x16');
	t.pass();
});

test.serial('Ctrl-Z where no shell could bring it back goes on at once', async t => {
	const terminal = openProgram(t, await demo(t, 100));
	await terminal.shows('100 match');
	await terminal.isOn();
	terminal.pty.write('\u001A');
	await terminal.isOff();
	await terminal.isOn();
	terminal.pty.write('?');
	await terminal.shows('What can be done here');
	t.pass();
});

const countDeleted = (store: Store): number =>
	store.table.blocks.flatMap(block => [...block!.id]).filter(id => store.session(id)!.deleted).length;

test.serial(
	'killed while it deletes 20,000 sessions, the store holds either all of them or none',
	async t => {
		const sessions = 20_000;
		const source = await demo(t, sessions);
		for (const round of oneIn(6, [0, 1, 2, 3, 4, 5])) {
			const folder = await temporaryFolder(t);
			await cp(source, folder, {recursive: true});
			const terminal = openProgram(t, folder);
			await terminal.shows('20,000 match');
			await terminal.isOn();
			terminal.pty.write('*');
			await terminal.shows('20,000 marked');
			terminal.pty.write('d');
			await terminal.shows('Type 20000 and Enter');
			// Until the confirmation is no longer deaf.
			for (; !terminal.screen.includes('delete:  2'); await pause(50)) terminal.pty.write('2');
			terminal.pty.write('\u007F'.repeat(9));
			await terminal.shows('delete:  _');
			terminal.pty.write('20000');
			await terminal.shows('delete:  20000_');
			terminal.pty.write('\r');
			await pause(round * round * 4);
			terminal.pty.kill('SIGKILL');
			await terminal.end;

			const store = await openStore(folder, machine);
			await store.loaded;
			const deleted = countDeleted(store);
			t.true(deleted === 0 || deleted === sessions, `${deleted} are deleted`);
			t.is(store.newestChange, deleted === 0 ? 1 : 2);
			t.is(store.readOnly, undefined);
			t.log(`after ${round * round * 4} ms: ${deleted === 0 ? 'none' : 'all'}`);
			await store.close();
		}
	},
);
