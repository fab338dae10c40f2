import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {withErasureReceipt} from '../../../source/exchange/erase/erasure-receipt.js';
import {ErasureReceiptInSites} from '../../../source/exchange/erase/erasure-receipt-in-sites.js';
import {LockedRefusal} from '../../../source/storage/lock.js';
import {openStore} from '../../../source/storage/open-store.js';
import {ReceiptDraft} from '../../../source/storage/proof/write-receipt.js';
import {ann, noon, realFiles, temporaryFolder, temporaryStore} from '../../helpers/store.js';

test('a receipt tells that a site was locked, and how erasures ended before something else failed', async t => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'proof.json');
	const draft = await ReceiptDraft.begin(realFiles, path.join(folder, 'config'), file);
	const receipt = new ErasureReceiptInSites(draft);
	const store = await openStore(await temporaryStore(t), realFiles);
	t.teardown(async () => store.close());
	const later = async (): Promise<unknown> =>
		receipt.in({name: 'later', folder: store.folder}, async prove => {
			await prove(store, async () => {
				await store.commit(ann, () => ({kind: 'deferred', erasure: {id: 'a', upTo: noon}}));
				return [];
			});
			throw new Refusal('The sites cannot be written.');
		});
	const locked = async (): Promise<unknown> =>
		receipt.in({name: 'locked', folder}, () => {
			throw new LockedRefusal('Another process is writing.');
		});
	await t.throwsAsync(later, {instanceOf: Refusal});
	await t.throwsAsync(locked, {instanceOf: LockedRefusal});
	await receipt.finish(ann, noon);
	const {stores} = (
		JSON.parse(readFileSync(file, 'utf8')) as {
			readonly receipt: {readonly stores: readonly {readonly places: readonly {readonly state: string}[]}[]};
		}
	).receipt;
	t.deepEqual(
		stores.map(({places}) => places.map(({state}) => state)),
		[['nothing was there'], ['remains: another process kept it from writing']],
	);
});

test('what others change meanwhile is no erasure: a refusal leaves nothing of a receipt', async t => {
	const folder = temporaryFolder(t);
	const config = path.join(folder, 'config');
	const file = path.join(folder, 'proof.json');
	const store = await openStore(await temporaryStore(t), realFiles);
	t.teardown(async () => store.close());
	const refused = async (): Promise<never> => {
		await store.commit(ann, () => ({kind: 'pbx', pbx: {name: 'Head office'}}));
		throw new Refusal('Other sessions of this person came in meanwhile.');
	};

	const alone = await ReceiptDraft.begin(realFiles, config, file);
	await t.throwsAsync(withErasureReceipt(store, ann, alone, refused), {instanceOf: Refusal});
	t.deepEqual(readdirSync(folder), ['config']);
	const inSites = new ErasureReceiptInSites(await ReceiptDraft.begin(realFiles, config, file));
	const work = inSites.in({name: 'one', folder: store.folder}, async prove => prove(store, refused));
	await t.throwsAsync(work, {instanceOf: Refusal});
	t.is(await inSites.finish(ann, noon), undefined);
	t.deepEqual(readdirSync(folder), ['config']);
	t.deepEqual(
		readdirSync(path.join(config, 'receipts')).filter(name => name.endsWith('.key')),
		[],
	);
});
