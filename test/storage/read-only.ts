import {readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {Refusal} from '../../source/domain/refusal.js';
import {checkStore} from '../../source/storage/check/check-store.js';
import {isSegmentFile, syncLockName} from '../../source/storage/file-names.js';
import {fold} from '../../source/storage/fold.js';
import {holdAlone} from '../../source/storage/only-one.js';
import {repairStore} from '../../source/storage/repair/repair-store.js';
import {openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {ann, realFiles, temporaryStore} from '../helpers/store.js';

const deleteFirst = async (store: Store): Promise<unknown> =>
	store.commit(ann, () => ({kind: 'delete', deleted: [3001]}));

const refusal = {instanceOf: Refusal, message: /^The store is read-only.*--read-only off$/};

test('a read-only store takes no change but the one that takes that back', async t => {
	const folder = await temporaryStore(t);
	const other = await openStore(folder, realFiles);
	const store = await openStore(folder, realFiles);
	const made = await store.setReadOnly(ann, true);
	t.is(made?.kind, 'read-only');
	t.is(await store.setReadOnly(ann, true), undefined);
	// The other process learns of it before it writes.
	for (const each of [store, other]) {
		await t.throwsAsync(deleteFirst(each), refusal);
		await t.throwsAsync(fold(each), refusal);
		await t.throwsAsync(holdAlone(each, realFiles, syncLockName), refusal);
		t.is(each.newestChange, made!.n);
	}

	await other.setReadOnly(ann, false);
	await deleteFirst(other);
	await store.refresh();
	t.is(store.readOnly, undefined);
	t.true(store.session(3001)?.deleted);
	await store.close();
	await other.close();
});

test('it stays read-only when it is opened again, also after a fold', async t => {
	const folder = await temporaryStore(t);
	const store = await openStore(folder, realFiles);
	await store.setReadOnly(ann, true);
	await store.setReadOnly(ann, false);
	await fold(store);
	await store.setReadOnly(ann, true);
	await store.close();
	const again = await openStore(folder, realFiles);
	await again.loaded;
	await t.throwsAsync(deleteFirst(again), refusal);
	await again.setReadOnly(ann, false);
	await fold(again);
	t.is(again.readOnly, undefined);
	await again.close();
	const {problems} = await checkStore({...realFiles, folder});
	t.deepEqual(problems, []);
});

test('a repair mends it, and leaves a whole one as it is', async t => {
	const folder = await temporaryStore(t);
	const store = await openStore(folder, realFiles);
	await fold(store);
	await store.setReadOnly(ann, true);
	await store.close();
	const request = {folder, machine: realFiles, actor: ann};
	const untouched = await repairStore(request);
	t.is(untouched.change, undefined);
	const segment = readdirSync(folder).find(name => isSegmentFile(name))!;
	writeFileSync(path.join(folder, segment), 'x');
	const {before, after} = await repairStore(request);
	t.true(before.problems.length > 0);
	t.deepEqual(after.problems, []);
	const again = await openStore(folder, realFiles);
	await t.throwsAsync(deleteFirst(again), refusal);
	await again.close();
});
