import {chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {openStore} from '../../source/storage/open-store.js';
import {storeStamp} from '../../source/storage/store-stamp.js';
import {noteSync} from '../../source/storage/sync-time.js';
import {ann, noon, realFiles, temporaryStore} from '../helpers/store.js';

test('it stays the same when a store is read, and becomes another one with each thing that can be told of it', async t => {
	const folder = await temporaryStore(t);
	const file = (name: string): string => path.join(folder, name);
	const stamp = (): string => storeStamp(folder, realFiles.files);
	const store = await openStore(folder, realFiles);
	t.teardown(async () => store.close());
	await store.loaded;
	t.is(stamp(), stamp());
	const seen = new Set([stamp()]);
	const isAnother = (what: string): void => {
		const now = stamp();
		t.false(seen.has(now), what);
		t.is(stamp(), now, what);
		seen.add(now);
	};

	await store.commit(ann, facts => planDeletion(facts, {sessions: [3028]}).draft);
	isAnother('a change');
	await noteSync(store, {at: noon});
	isAnother('a sync');
	await noteSync(store, {at: noon + 600});
	isAnother('a sync that brought nothing');
	const segment = [...realFiles.files.list(folder)].find(name => /^s\d/.test(name))!;
	const bytes = readFileSync(file(segment));
	bytes[10]! ^= 1;
	writeFileSync(file(segment), bytes);
	isAnother('damage that leaves the length');
	renameSync(file('store.json'), file('elsewhere'));
	isAnother('a missing file');
	const mode = 0o400;
	chmodSync(file('changes.jsonl'), mode);
	isAnother('a mode');
	renameSync(folder, `${folder}-moved`);
	isAnother('a missing folder');
	symlinkSync(`${folder}-moved`, folder);
	isAnother('a link in its place');
});

test('files that nobody reads for it are nothing to it', async t => {
	const folder = await temporaryStore(t);
	const before = storeStamp(folder, realFiles.files);
	writeFileSync(path.join(folder, 'notes.txt'), 'x');
	mkdirSync(path.join(folder, 'files'));
	t.is(storeStamp(folder, realFiles.files), before);
});
