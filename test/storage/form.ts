import path from 'node:path';
import test from 'ava';
import {isAnything, parseFile, readForm} from '../../source/storage/form.js';
import {DamagedManifest, openManifest} from '../../source/storage/manifest.js';
import {folder, withSessions} from '../helpers/simulated-life.js';

const deep = (levels: number): string => '{"a":['.repeat(levels / 2) + ']}'.repeat(levels / 2);

test('what is nested so deeply that nobody could write it again is no JSON of ours', async t => {
	t.notThrows(() => JSON.stringify(parseFile(deep(2000))));
	t.throws(() => parseFile(deep(2002)), {instanceOf: SyntaxError});
	t.is(readForm(deep(100_000), isAnything), undefined);
	const {files, store} = await withSessions();
	await store.close();
	files.put(path.join(folder, 'store.json'), `{"format":"chatlogs","version":2,"other":${deep(100_000)}}`);
	await t.throwsAsync(async () => openManifest(files, folder).read(), {instanceOf: DamagedManifest});
});
