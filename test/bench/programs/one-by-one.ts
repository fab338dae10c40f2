import {enableCompileCache} from 'node:module';
import process from 'node:process';
import envPaths from 'env-paths';

// What one of several workers does: one store after the other.
enableCompileCache(envPaths('chatlogs', {suffix: ''}).cache);
const {findRows, machine, openStore, parseFilter} = await import('../built.js');
const [filter, ...folders] = process.argv.slice(2) as [string, ...string[]];
const query = parseFilter(filter);
for (const folder of folders) {
	const store = await openStore(folder, machine);
	await store.loaded;
	findRows(store.table, query, {now: machine.now(), directory: store.directory}, store.locale);
	await store.close();
}
