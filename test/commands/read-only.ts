import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {loadCommands} from '../../source/commands/command-list.js';
import {lockName} from '../../source/storage/file-names.js';
import {openStore} from '../../source/storage/open-store.js';
import {run} from '../helpers/command-line.js';
import {makeStore} from '../helpers/person-with-sites.js';
import {Platform} from '../helpers/platform.js';
import {ann, realFiles, sampleFile, temporaryFolder} from '../helpers/store.js';

/** Everything in a store but the lock, which is taken for reading, too. */
const contentOf = (folder: string): ReadonlyMap<string, string> =>
	new Map(
		readdirSync(folder, {recursive: true, withFileTypes: true})
			.filter(entry => entry.isFile() && entry.name !== lockName)
			.map(({parentPath, name}) => path.join(parentPath, name))
			.map(file => [file, readFileSync(file, 'latin1')]),
	);

/** The words of an example; its quotes hold no others. */
const wordsOf = (line: string): readonly string[] =>
	line.match(/'[^']*'|"[^"]*"|\S+/g)!.map(word => word.replaceAll(/^['"]|['"]$/g, ''));

/** Whether it would go on for ever, begin another program, or write beside the store. */
const isElsewhere = (line: string): boolean =>
	/^(?:receive|demo|site|completion)\b|--watch|^watch(?!.*--once)|[|<>]|--output|--report|-o /.test(line);

test('no example of any command writes into a read-only store', async t => {
	const folder = temporaryFolder(t);
	const store = path.join(folder, 'store');
	await makeStore(store, () => true);
	const open = await openStore(store, realFiles);
	const deleted = Array.from({length: 60}, (_, index) => 3001 + index);
	await open.commit(ann, () => ({kind: 'delete', deleted}));
	await open.setReadOnly(ann, true);
	await open.close();
	const before = contentOf(store);
	const {sender} = new Platform();
	const setting = {
		isTerminal: true,
		stdin: 'y\n',
		stateFolder: path.join(folder, 'state'),
		dataFolder: path.join(folder, 'data'),
		sender: {...sender, configFolder: path.join(folder, 'config')},
	};
	const refused = new Set<string>();
	const commands = await loadCommands();
	for (const {name, examples, flags} of commands) {
		const more = name === 'import' ? [`import ${sampleFile}`] : [];
		for (const line of [...more, ...examples.map(each => each.line)]) {
			if (isElsewhere(line)) continue;
			const words = wordsOf(line).filter(word => !['--dry-run', '--all-sites'].includes(word));
			const yes = Object.hasOwn(flags, 'yes') && !words.includes('--yes') ? ['--yes'] : [];
			const {stderr} = await run([...words, ...yes, '--store', store], setting);
			if (stderr.includes('The store is read-only')) refused.add(name);
			t.deepEqual(contentOf(store), before, line);
		}
	}

	// The examples do ask for changes.
	const writing = [
		'archive',
		'close',
		'delete',
		'hold',
		'import',
		'pbx',
		'purge',
		'restore',
		'sync',
		'transfer',
	];
	t.deepEqual(
		writing.filter(name => !refused.has(name)),
		[],
	);
});

test('a command that changes something chooses no site by itself', async t => {
	const folder = temporaryFolder(t);
	const {sender} = new Platform();
	const setting = {
		stateFolder: path.join(folder, 'state'),
		dataFolder: path.join(folder, 'data'),
		sender: {...sender, configFolder: path.join(folder, 'config')},
	};
	for (const name of ['a', 'b']) {
		const store = path.join(folder, name);
		await makeStore(store, id => id < 3010);
		t.is(await run.code(['site', 'add', name, '--store', store], setting), 0);
	}

	const commands = await loadCommands();
	for (const {isWithoutStore, examples, flags} of commands) {
		if (isWithoutStore || !Object.hasOwn(flags, 'yes')) continue;
		for (const {line} of examples) {
			if (isElsewhere(line)) continue;
			const yes = /--yes|--dry-run/.test(line) ? [] : ['--yes'];
			t.is(await run.code([...wordsOf(line), ...yes], setting), 2, line);
		}
	}
});
