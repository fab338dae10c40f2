import test from 'ava';
import {type Draft} from '../../source/domain/change.js';
import {policyDraft, policyRemoval} from '../../source/domain/keep/policy-drafts.js';
import {PolicyLook} from '../../source/domain/keep/policy-look.js';
import {planPolicyRun} from '../../source/domain/keep/policy-run.js';
import {checkStore} from '../../source/storage/check/check-store.js';
import {fold} from '../../source/storage/fold.js';
import {readManifest} from '../../source/storage/manifest.js';
import {type Store} from '../../source/storage/store.js';
import {admin, folder, opened, transfer, withSessions} from '../helpers/simulated-life.js';

const text = {name: 'Old', filter: 'active:..365d', act: 'delete', zone: 'UTC'} as const;

const set = async (store: Store, filter = text.filter as string): Promise<unknown> =>
	store.commit(admin, () => policyDraft(store.policies, {...text, filter}));

test('a policy is known again, with its runs, after a fold, in another process, and without store.json', async t => {
	const {files, store} = await withSessions();
	await fold(store);
	t.is(readManifest(files, folder).version, 2);
	await set(store);
	const {id} = store.policies[0]!;
	const about = async (kind: Draft['kind'], effects: Partial<Draft> = {}): Promise<unknown> =>
		store.commit(admin, () => ({kind, policy: {of: id}, ...effects}));
	await about('policy-simulated');
	await about('delete', {deleted: [1, 2]});
	t.like(store.policies[0], {id, isSimulated: true, took: 2});
	await about('policy-run');
	t.like(store.policies[0], {took: 0});
	t.is(store.policies[0]!.runs.length, 2);
	await set(store, 'active:..30d');
	t.like(store.policies[0], {id, isSimulated: false, took: 0, filter: 'active:..30d'});
	const isKnownElsewhere = async (): Promise<void> => {
		const other = await opened(files);
		t.deepEqual(other.policies, store.policies);
	};

	t.notRegex(files.bytes(`${folder}/changes.jsonl`).toString(), /365d|Old/);
	await isKnownElsewhere();
	await fold(store);
	t.is(readManifest(files, folder).version, 4);
	await isKnownElsewhere();
	const report = await checkStore({files, folder});
	t.deepEqual(report.problems, []);
	files.remove(`${folder}/store.json`);
	await isKnownElsewhere();
	await store.commit(admin, () => policyRemoval(store.policies, 'old'));
	t.deepEqual(store.policies, []);
	await fold(store);
	t.is(readManifest(files, folder).version, 4);
});

test('what was changed since the words were searched is left to the next run, where a policy seeks words', async t => {
	const {store} = await withSessions();
	const taken = async (filter: string, searchedAt: number, expect: number): Promise<readonly number[]> => {
		await set(store, filter);
		const look = new PolicyLook(store, new Map([['refund', new Set<number>()]]), searchedAt);
		const [policy] = store.policies;
		return planPolicyRun({policy: policy!, look, now: 4_000_000_000, expect}).plan.hits;
	};

	const [seeking, other] = ['id:1..2 -text:refund active:..365d', 'id:1..2 active:..365d'];
	const searchedAt = store.newestChange;
	t.deepEqual(await taken(seeking, searchedAt, 2), [1, 2]);
	await transfer(store, [1]);
	t.deepEqual(await taken(seeking, searchedAt, 1), [2]);
	t.deepEqual(await taken(seeking, store.newestChange, 2), [1, 2]);
	t.deepEqual(await taken(other, searchedAt, 2), [1, 2]);
});
