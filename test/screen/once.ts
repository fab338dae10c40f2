import test from 'ava';
import {startApp} from '../../source/app/start-app.js';
import {drawOnce} from '../../source/screen/once.js';
import {sampleNow} from '../helpers/open-app.js';
import {realFiles, temporaryStore} from '../helpers/store.js';

/** A frame of the sample, when each look at the clock takes so many milliseconds. */
const frame = async (folder: string, filter: string, passing: number): Promise<string> => {
	let milliseconds = 0;
	const options = {
		folder,
		machine: {...realFiles, now: () => sampleNow},
		actor: {by: 'ann'},
		milliseconds: () => (milliseconds += passing),
	};
	return drawOnce(async hooks => startApp(options, hooks), {size: {columns: 120, rows: 30}, filter});
};

for (const filter of [
	'',
	'is:orphaned',
	'text:order',
	'is:orphaned text:order sort:handler',
	'status:closed',
]) {
	test(`a frame shows all, however slowly it is counted: ${filter || 'no filter'}`, async t => {
		const folder = await temporaryStore(t);
		const slowly = await frame(folder, filter, 4);
		t.regex(slowly, /[▁-█]/u);
		t.is(slowly, await frame(folder, filter, 0));
	});
}
