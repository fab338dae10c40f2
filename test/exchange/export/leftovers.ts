import {spawnSync} from 'node:child_process';
import {readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {writeExport} from '../../../source/exchange/export/export-file.js';
import {temporaryFolder} from '../../helpers/store.js';

async function* text(): AsyncGenerator<string> {
	yield* await Promise.resolve(['x']);
}

test('an export takes away what killed processes left of theirs to this file, and nothing else', async t => {
	const folder = temporaryFolder(t);
	const {pid: dead} = spawnSync(process.execPath, ['--version']);
	const kept = [`a.csv.${process.ppid}.part`, `b.csv.${dead}.part`, 'a.csv.part', `a.csv.${dead}.parts`];
	for (const name of [...kept, `a.csv.${dead}.part`]) writeFileSync(path.join(folder, name), '');
	await writeExport({file: path.join(folder, 'a.csv'), storeFolder: '/nowhere', mayReplace: false}, text());
	t.deepEqual(readdirSync(folder).toSorted(), ['a.csv', ...kept].toSorted());
});

test('an export that is stopped leaves nothing', async t => {
	const folder = temporaryFolder(t);
	const target = {file: path.join(folder, 'a.csv'), storeFolder: '/nowhere', mayReplace: false};
	await t.throwsAsync(writeExport(target, text(), AbortSignal.abort()), {name: 'AbortError'});
	t.deepEqual(readdirSync(folder), []);
});
