import {chmodSync, statSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {apiHandler} from '../../../source/domain/handler.js';
import {StoreRefusal} from '../../../source/domain/refusal.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {type CheckRequest} from '../../../source/storage/check/check-index.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {type FileSystem} from '../../../source/storage/file-system.js';
import {fold} from '../../../source/storage/fold.js';
import {repairStore} from '../../../source/storage/repair/repair-store.js';
import {type Store} from '../../../source/storage/store.js';
import {bytesOf, livedStore, putBytes, repaired} from '../../helpers/damage.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {office} from '../../helpers/office.js';
import {purgedLife} from '../../helpers/purged-life.js';
import {admin, commit, folder, importInto, incoming, made, opened} from '../../helpers/simulated-life.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';
import {realFiles, temporaryStore} from '../../helpers/store.js';

const problemsOf = async (request: CheckRequest): Promise<readonly string[]> => {
	const {problems} = await checkStore(request);
	return problems.map(({what}) => what);
};

test('nothing is wrong with a store that only this program wrote', async t => {
	const files = new SimulatedFileSystem();
	let store = await made(files);
	for (const [index, step] of purgedLife.entries()) {
		if (step === 'reopen') {
			await store.close();
			store = await opened(files);
		} else await step(store);

		const {problems, changes} = await checkStore({files, folder});
		t.deepEqual(problems, [], `step ${index}`);
		t.is(changes, store.newestChange);
	}
});

test('nothing is wrong with a store that tells the platform of its transfers', async t => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await importInto(store, [incoming(1), incoming(2)], {pbx: ablePbx, directory: office.toRecord()});
	const steps: readonly ((store: Store) => Promise<unknown>)[] = [
		async () => store.commit(admin, () => ({kind: 'platform', platform: 'https://a.example/'})),
		async () => commit(store, facts => planTransfer(facts, {sessions: [1, 2], to: apiHandler})),
		async () => store.commit(admin, () => ({kind: 'delivery', begun: [{of: 3, sessions: [1]}]})),
		async () =>
			store.commit(admin, () => ({kind: 'delivery', deliveries: [{of: 3, sessions: [1, 2], tries: 1}]})),
		fold,
		async () => store.commit(admin, () => ({kind: 'platform', platform: 'https://b.example/'})),
		async () => commit(store, facts => planUndo(facts, admin)),
		fold,
		async () => store.commit(admin, () => ({kind: 'platform', platform: null})),
	];
	for (const [index, step] of steps.entries()) {
		await step(store);
		t.deepEqual(await problemsOf({files, folder}), [], `step ${index}`);
	}

	const outbox = JSON.stringify([...store.outbox]);
	await store.close();
	files.remove(path.join(folder, 'store.json'));
	const {after} = await repaired(files);
	t.deepEqual(after.problems, []);
	const again = await opened(files);
	t.is(JSON.stringify([...again.outbox]), outbox);
	t.is(again.platform, undefined);
});

/** Calls back when the check has read all sessions, as long as that says that it wants to be called again. */
const whileChecking = async (files: FileSystem, happens: () => boolean): ReturnType<typeof checkStore> => {
	let isWanted = true;
	return checkStore({
		files,
		folder,
		onProgress() {
			if (isWanted) isWanted = happens();
		},
	});
};

test('a change that is just being written is no problem', async t => {
	const files = await livedStore();
	const whole = bytesOf(files, 'changes.jsonl');
	putBytes(files, 'changes.jsonl', whole.subarray(0, -10));
	const {problems} = await whileChecking(files, () => {
		putBytes(files, 'changes.jsonl', whole);
		return false;
	});
	t.deepEqual(problems, []);
});

test('what is wrong is told although somebody writes all the time', async t => {
	const files = await livedStore();
	const whole = bytesOf(files, 'changes.jsonl');
	let looks = 0;
	putBytes(files, 'changes.jsonl', whole.subarray(0, -10));
	const {problems} = await whileChecking(files, () => {
		looks++;
		putBytes(files, 'changes.jsonl', whole.subarray(0, -10 - looks));
		return true;
	});
	t.is(looks, 3);
	t.true(problems.length > 0);
});

test('what somebody takes away while it is read is looked for again', async t => {
	const files = await livedStore();
	/** The folder while somebody takes away what is to be listed. */
	const vanishing = (times: number): FileSystem => {
		let left = times;
		return Object.assign(files.afterKill(), {
			list(name: string) {
				if (left-- <= 0) return files.list(name);
				putBytes(files, 'store.json', bytesOf(files, 'store.json'));
				throw new StoreRefusal('it is missing');
			},
		});
	};

	t.deepEqual(await problemsOf({files: vanishing(2), folder}), []);
	await t.throwsAsync(async () => checkStore({files: vanishing(3), folder}), {message: 'it is missing'});
});

test('files are for their owner alone, unless the folder is for a group', async t => {
	const ours = await temporaryStore(t);
	const file = path.join(ours, 'store.json');
	const problems = async (): Promise<readonly string[]> => problemsOf({files: realFiles.files, folder: ours});
	chmodSync(file, 0o664);
	t.deepEqual(await problems(), ['other users may access it (mode 664)']);
	chmodSync(file, 0o660);
	t.deepEqual(await problems(), ['other users may access it (mode 660)']);
	chmodSync(ours, 0o2770);
	t.deepEqual(await problems(), []);
	chmodSync(file, 0o664);
	t.deepEqual(await problems(), ['other users may access it (mode 664)']);
	const {after} = await repairStore({folder: ours, machine: realFiles, actor: admin});
	t.deepEqual(after.problems, []);
	t.is(statSync(file).mode & 0o777, 0o660);
	chmodSync(ours, 0o700);
	const again = await repairStore({folder: ours, machine: realFiles, actor: admin});
	t.deepEqual(again.after.problems, []);
	t.is(statSync(path.join(ours, 'changes.jsonl')).mode & 0o777, 0o600);
});
