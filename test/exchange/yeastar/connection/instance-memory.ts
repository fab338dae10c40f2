import {cpSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {InstanceMemory} from '../../../../source/exchange/yeastar/connection/instance-memory.js';
import {openStore} from '../../../../source/storage/open-store.js';
import {type Store} from '../../../../source/storage/store.js';
import {instance} from '../../../helpers/pbx/connected-store.js';
import {ann, realFiles, temporaryFolder, temporaryStore} from '../../../helpers/store.js';

/** A store with a backup of it, and the memory of its instance. */
const scene = async (t: ExecutionContext) => {
	const folder = await temporaryStore(t);
	const backup = path.join(temporaryFolder(t), 'backup');
	cpSync(folder, backup, {recursive: true});
	const state = path.join(temporaryFolder(t), 'state');
	const memory = (): InstanceMemory => new InstanceMemory(realFiles, state, instance);
	const within = async <Result>(work: (store: Store) => Promise<Result>): Promise<Result> => {
		const store = await openStore(folder, realFiles);
		await store.loaded;
		return work(store).finally(async () => store.close());
	};

	return {
		file: () =>
			path.join(
				state,
				'pbx',
				readdirSync(path.join(state, 'pbx')).find(name => name.endsWith('.json'))!,
			),
		name: async (name: string) =>
			within(async store => store.commit(ann, () => ({kind: 'pbx', pbx: {name}}))),
		look: async (by = memory()) => within(async store => by.look(store)),
		memory,
		restore: (): void => {
			rmSync(folder, {recursive: true});
			cpSync(backup, folder, {recursive: true});
		},
	};
};

test('a store that goes on is the one that was seen', async t => {
	const {look, name} = await scene(t);
	t.is(await look(), undefined);
	t.is(await look(), undefined);
	await name('One');
	t.is(await look(), undefined);
});

test('a store that is shorter than it was has its acts frozen, and stays so', async t => {
	const {look, name, restore, memory} = await scene(t);
	await name('One');
	t.is(await look(), undefined);
	restore();
	t.regex((await look())!, /restored from a backup/);
	t.regex(memory().frozen!, /restored from a backup/);
	await name('Two');
	await name('Three');
	t.regex((await look())!, /restored from a backup/);
});

test('a store that went on in another way has its acts frozen, though it is as long', async t => {
	const {look, name, restore} = await scene(t);
	await name('One');
	await look();
	restore();
	await name('Two');
	t.regex((await look())!, /restored from a backup/);
});

test('acts are frozen for the first reason that is told, until it is forgotten', async t => {
	const {look, memory} = await scene(t);
	const told = memory();
	for (const reason of ['the PBX was rolled back', 'something else']) told.freeze(reason);
	t.is(told.frozen, 'the PBX was rolled back');
	t.is(await look(told), 'the PBX was rolled back');
	t.is(await look(), 'the PBX was rolled back');
	await memory().forget();
	t.is(memory().frozen, undefined);
	t.is(await look(), undefined);
});

test('a memory that is damaged has the acts frozen, until it is forgotten', async t => {
	const {look, memory, file} = await scene(t);
	await look();
	const kept = file();
	for (const damage of [
		'',
		'{"seen":',
		'{}',
		'[]',
		'{"frozen":1,"seen":{"position":1,"n":"2"}}',
		undefined,
	]) {
		rmSync(kept);
		if (damage === undefined) symlinkSync('/dev/null', kept);
		else writeFileSync(kept, damage, {mode: 0o600});
		t.regex(memory().frozen!, /remembers of this store is damaged/);
		t.regex((await look())!, /remembers of this store is damaged/);
	}

	await memory().forget();
	t.is(await look(), undefined);
});
