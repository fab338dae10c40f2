import path from 'node:path';
import test from 'ava';
import {type Manifest} from '../../source/storage/manifest.js';
import {blockSize} from '../../source/domain/table/block.js';
import {fold, foldIfLong} from '../../source/storage/fold.js';
import {openStore} from '../../source/storage/open-store.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {bob, message} from '../helpers/office.js';
import {type SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {
	admin,
	folder,
	importInto,
	incoming,
	opened,
	processOn,
	told,
	transfer,
	withSessions,
} from '../helpers/simulated-life.js';

const manifestOf = (files: SimulatedFileSystem): Manifest =>
	JSON.parse(files.bytes(path.join(folder, 'store.json')).toString()) as Manifest;

const segmentsIn = (files: SimulatedFileSystem): readonly string[] =>
	files
		.list(folder)
		.filter(name => /^s\d/v.test(name))
		.toSorted();

test('a fold changes nothing that is told, and leaves nothing to be read again', async t => {
	const {files, store} = await withSessions(3);
	await transfer(store, [1, 2]);
	const before = told(store);
	t.true(store.unfoldedBytes > 0);
	await fold(store);
	t.is(store.unfoldedBytes, 0);
	t.is(told(store), before);
	const again = await opened(files);
	t.is(told(again), before);
	t.is(again.unfoldedBytes, 0);
	t.is(manifestOf(files).folded.n, 2);
});

test('older generations of what was rewritten are removed, and nothing else is', async t => {
	const {files, store} = await withSessions(blockSize + 2);
	t.deepEqual(segmentsIn(files), ['s0-1.jsonl', 's1-1.jsonl']);
	await transfer(store, [1]);
	await fold(store);
	t.deepEqual(segmentsIn(files), ['s0-2.jsonl', 's1-1.jsonl']);
	await transfer(store, [1, blockSize + 1], bob);
	await fold(store);
	t.deepEqual(segmentsIn(files), ['s0-3.jsonl', 's1-2.jsonl']);
	t.is(told(await opened(files), [1, blockSize + 1]), told(store, [1, blockSize + 1]));
});

test('a fold where there is nothing to fold writes nothing', async t => {
	const {files, store} = await withSessions(3);
	const {length} = files.operations;
	await fold(store);
	t.deepEqual(files.operations.slice(length), ['sync changes.jsonl']);
});

test('changes that touch no session are folded, too', async t => {
	const {files, store} = await withSessions(3);
	await store.commit(admin, () => ({kind: 'pbx', pbx: {name: 'Head office'}}));
	await fold(store);
	t.is(store.unfoldedBytes, 0);
	const again = await opened(files);
	t.deepEqual(again.pbx, {...ablePbx, name: 'Head office'});
});

test('a segment that another process has folded is not folded again', async t => {
	const {files, store} = await withSessions(3);
	const other = await opened(files);
	await transfer(store, [1]);
	await other.refresh();
	await fold(store);
	await fold(other);
	t.deepEqual(segmentsIn(files), ['s0-2.jsonl']);
	await transfer(store, [2]);
	await fold(other);
	t.deepEqual(segmentsIn(files), ['s0-3.jsonl']);
	await store.refresh();
	t.is(told(store), told(other));
	t.is(told(await opened(files)), told(other));
});

test('others go on working, also when they load what a fold has replaced', async t => {
	const {files, store} = await withSessions(blockSize + 2);
	const other = await opened(files);
	await transfer(store, [1, blockSize + 1]);
	const loading = await openStore(folder, processOn(files));
	await fold(store);
	await transfer(loading, [2, blockSize + 2], bob);
	await transfer(other, [3], bob);
	await store.refresh();
	await loading.refresh();
	const looked = [1, 2, 3, blockSize + 1, blockSize + 2];
	t.is(told(loading, looked), told(store, looked));
	t.is(told(other, looked), told(store, looked));
	t.is(told(await opened(files), looked), told(store, looked));
});

test('a fold that is broken off loses nothing, and the next goes on', async t => {
	const {files, store} = await withSessions(blockSize + 2);
	const looked = [1, blockSize + 1];
	await transfer(store, looked);
	const before = told(store, looked);
	let manifests = 0;
	files.fate = operation =>
		operation === 'make store.json.new' && ++manifests === 2 ? new Error('The disk is full.') : 'done';
	await t.throwsAsync(fold(store));
	files.fate = () => 'done';
	t.is(told(await opened(files), looked), before);
	t.is(manifestOf(files).folded.n, 1);
	await transfer(store, [2], bob);
	await fold(store);
	t.is(manifestOf(files).folded.n, 3);
	t.is(told(await opened(files), looked), told(store, looked));
});

test('histories whose rows the journal tells are folded by themselves where they are long', async t => {
	const {store} = await withSessions(3);
	await importInto(store, [incoming(1, [message({id: 3, text: 'x'.repeat(2 ** 18)})])]);
	await foldIfLong(store);
	t.true(store.unfoldedHistories > 2 ** 18);
	await importInto(store, [incoming(2, [message({id: 3, text: 'x'.repeat(2 ** 18)})])]);
	await foldIfLong(store);
	t.is(store.unfoldedHistories, 0);
	t.is(store.unfoldedBytes, 0);
});

test('only a long tail is folded by itself', async t => {
	const {store} = await withSessions(3);
	await transfer(store, [1]);
	await foldIfLong(store);
	t.true(store.unfoldedBytes > 0);
	await store.commit(admin, () => ({kind: 'pbx', pbx: {name: 'x'.repeat(2 ** 21)}}));
	await foldIfLong(store);
	t.is(store.unfoldedBytes, 0);
});
