import test from 'ava';
import {checkStore} from '../../source/storage/check-store.js';
import {purgedLife} from '../helpers/purged-life.js';
import {folder, made, opened} from '../helpers/simulated-life.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';

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
