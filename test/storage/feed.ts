import test from 'ava';
import {checkStore} from '../../source/storage/check/check-store.js';
import {fold} from '../../source/storage/fold.js';
import {readManifest} from '../../source/storage/manifest.js';
import {admin, folder, opened, withSessions} from '../helpers/simulated-life.js';

const url = 'postgres://chatlogs@db.example.com/logs';

test('where a store is fed is known again after a fold, in another process, and without store.json', async t => {
	const {files, store} = await withSessions();
	const isKnown = async (feed: string | undefined): Promise<void> => {
		const other = await opened(files);
		t.is(other.feed, feed);
		const {problems} = await checkStore({files, folder});
		t.deepEqual(problems, []);
	};

	t.is(readManifest(files, folder).version, 2);
	await store.commit(admin, () => ({kind: 'feed', feed: url}));
	t.is(store.feed, url);
	await isKnown(url);
	await fold(store);
	t.is(readManifest(files, folder).version, 4);
	await isKnown(url);
	files.remove(`${folder}/store.json`);
	await isKnown(url);
	await store.commit(admin, () => ({kind: 'feed', feed: null}));
	await fold(store);
	await isKnown(undefined);
	// The journal still has lines that an older program does not know.
	t.is(readManifest(files, folder).version, 4);
});
