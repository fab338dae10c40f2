import path from 'node:path';
import test from 'ava';
import {refuseIf, StoreRefusal} from '../../source/domain/refusal.js';
import {type FileSystem} from '../../source/storage/file-system.js';
import {openStore} from '../../source/storage/open-store.js';
import {
	alterManifest,
	bytesOf,
	checked,
	livedStore,
	manifestText,
	namesIn,
	positionOf,
	putBytes,
} from '../helpers/damage.js';
import {folder, opened, processOn, told, transfer} from '../helpers/simulated-life.js';
import {oneIn} from '../helpers/random.js';
import {type SimulatedFileSystem} from '../helpers/simulated-file-system.js';

const toldBy = async (files: SimulatedFileSystem): Promise<string> => {
	const store = await opened(files);
	refuseIf(store.readOnly);
	const text = told(store);
	await store.close();
	return text;
};

const flipped = (bytes: Buffer, at: number): Buffer => {
	const altered = Buffer.from(bytes);
	altered[at]! ^= 1 << (at % 8);
	return altered;
};

test('whichever bit of store.json is flipped, the store tells the same, and is right again', async t => {
	const whole = await livedStore();
	const expected = await toldBy(whole);
	const bytes = bytesOf(whole, 'store.json');
	for (const at of oneIn(19, [...bytes.keys()])) {
		const files = await livedStore();
		putBytes(files, 'store.json', flipped(bytes, at));
		t.is(await toldBy(files), expected, `byte ${at}`);
		const {problems} = await checked(files);
		t.deepEqual(problems, [], `byte ${at}`);
	}
});

for (const [title, alter, what] of [
	[
		'names another number of folded changes',
		(text: string) => text.replace(/"n":\d+/, '"n":1'),
		'names a point that the journal does not have',
	],
	[
		'names another place of what is folded',
		(text: string) => text.replace(/"position":\d+/, '"position":100'),
		'names a point that the journal does not have',
	],
	[
		'is of no form',
		() => '{"format":"chatlogs","version":1}',
		'is damaged: parts of it are missing, or not what they should be',
	],
] as const) {
	test(`a store.json that ${title} is made anew, and that is told`, async t => {
		const files = await livedStore();
		const expected = await toldBy(files);
		alterManifest(files, alter);
		const store = await opened(files);
		t.deepEqual(store.notices, [
			`store.json ${what}. It was made anew from the journal and the index; nothing is lost.`,
		]);
		t.is(told(store), expected);
		await transfer(store, [1]);
		await store.close();
		const again = await opened(files);
		t.deepEqual(again.notices, []);
	});
}

test('a store.json that is missing is made anew', async t => {
	const files = await livedStore();
	const expected = await toldBy(files);
	files.remove(path.join(folder, 'store.json'));
	t.is(await toldBy(files), expected);
	t.true(namesIn(files).includes('store.json'));
});

test('a store.json without a checksum, as older programs wrote it, is good', async t => {
	const files = await livedStore();
	const expected = await toldBy(files);
	const old = manifestText(files);
	putBytes(files, 'store.json', old);
	t.is(await toldBy(files), expected);
	t.is(bytesOf(files, 'store.json').toString(), old);
	const {problems} = await checked(files);
	t.deepEqual(problems, []);
});

test('where more is wrong, the store is only read, and nothing is written', async t => {
	const files = await livedStore();
	const {file, offset} = positionOf(files, 8);
	putBytes(files, file, flipped(bytesOf(files, file), offset + 50));
	putBytes(files, 'store.json', flipped(bytesOf(files, 'store.json'), 9));
	const {length} = files.operations;
	const store = await opened(files);
	const reason = /^The store can only be read: store\.json is .+, and more is wrong\. Run: chatlogs check$/v;
	t.regex(store.readOnly ?? '', reason);
	t.regex(store.notices[0] ?? '', reason);
	await t.throwsAsync(transfer(store, [1]), {message: reason});
	t.is(files.operations.length, length);
});

test('where nothing may be written, it is made anew in memory', async t => {
	const files = await livedStore();
	const expected = await toldBy(files);
	putBytes(files, 'store.json', flipped(bytesOf(files, 'store.json'), 9));
	const {length} = files.operations;
	const readable: FileSystem = Object.assign(files.afterKill(), {
		open(file: string, mode: Parameters<FileSystem['open']>[1]) {
			if (mode !== 'read') throw new StoreRefusal(`${file} may not be written`);
			return files.open(file, mode);
		},
	});
	const store = await openStore(folder, {...processOn(files), files: readable});
	await store.loaded;
	t.is(told(store), expected);
	t.regex(store.readOnly ?? '', /may not be written$/v);
	t.is(files.operations.length, length);
});
