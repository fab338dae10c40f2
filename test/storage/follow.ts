import test from 'ava';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {follow} from '../../source/storage/follow.js';
import {openStore} from '../../source/storage/open-store.js';
import {removeStore} from '../../source/storage/remove-store.js';
import {ann, realFiles, temporaryStore} from '../helpers/store.js';

test('what others write is taken in by itself, until the store cannot be followed any more', async t => {
	const folder = await temporaryStore(t);
	const [store, other] = [await openStore(folder, realFiles), await openStore(folder, realFiles)];
	const {promise: error, resolve: onError} = Promise.withResolvers<unknown>();
	const stop = follow(store, onError);
	const {promise: heard, resolve: onChange} = Promise.withResolvers<undefined>();
	const silence = store.subscribe(() => onChange(undefined));
	await other.commit(ann, () => ({kind: 'pbx', pbx: {name: 'Head office'}}));
	await heard;
	t.is(store.pbx.name, 'Head office');
	silence();
	await other.close();
	await removeStore(folder, realFiles);
	t.true((await error) instanceof StoreRefusal);
	stop();
	await store.close();
});
