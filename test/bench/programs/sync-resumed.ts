import process from 'node:process';
import {pull} from '../../../source/exchange/sync/pull.js';
import {actor, connect} from '../pbx-client.js';

// A first sync that is broken off after so many calls, and the one that goes on. Tells how many pages of lists, and how
// many other calls, both made.
const [origin, folder, most] = process.argv.slice(2) as [string, string, string];
const {store, client, api, calls} = await connect(origin, folder);
const breaking = new AbortController();
const broken = pull({
	store,
	api,
	actor,
	signal: breaking.signal,
	onProgress() {
		if (calls.length >= Number(most)) breaking.abort();
	},
});
await broken.catch((error: unknown) => {
	if (!breaking.signal.aborted) throw error;
});
const {ended, troubles} = await pull({store, api, actor, signal: new AbortController().signal});
if (ended || troubles.length > 0) throw new Error(JSON.stringify([ended?.message, troubles]));
const pages = calls.filter(([path]) => path.includes('/message_session/list?')).length;
process.stdout.write(`${pages} ${calls.length - pages}`);
await client.close();
await store.close();
