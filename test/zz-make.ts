import {createStore, openStore} from '../source/storage/open-store.js';
import {importSessions} from '../source/storage/import-sessions.js';
import {surroundings} from '../source/surroundings.js';
import {demoData} from '../source/exchange/demo/demo-data.js';
const folder = process.argv[2]!; const n = Number(process.argv[3]);
await createStore(folder, surroundings);
const store = await openStore(folder, surroundings);
await importSessions(store, {by: 'x'}, {...demoData({sessions: n, seed: 1, now: surroundings.now()}), sources: [], refused: []});
await store.close();
