import {writeFileSync} from 'node:fs';
import process from 'node:process';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {withForPbx} from '../../../source/domain/outbox/for-pbx.js';
import {carryOutActs} from '../../../source/exchange/pbx-acts/carry-out-acts.js';
import {pull} from '../../../source/exchange/sync/pull.js';
import {machine} from '../../../source/machine.js';
import {actor, connect, cpuSince} from '../pbx-client.js';
import {idsOf} from '../stores.js';

// Sessions are pulled, given to one extension, and the PBX carries that out. Writes the calls that this takes, and tells
// its milliseconds and its CPU's, the number of sessions, of outcomes in the journal, and how often it was told how far it is.
const [origin, folder, file] = process.argv.slice(2) as [string, string, string];
const {signal} = new AbortController();
const {store, client, network, api, calls} = await connect(origin, folder);
await pull({store, api, actor, signal});
const [to, ...others] = store.directory.destinations('extension');
const ids = idsOf(store).filter(id => store.session(id)!.handler.id !== to!.id);
if (others.length === 0) throw new Error('There is nobody to transfer from.');
await store.commit(actor, facts => withForPbx(store, planTransfer(facts, {sessions: ids, to: to!}).draft));
calls.length = 0;
const before = process.cpuUsage();
const start = performance.now();
let times = 0;
let outcomes = 0;
const {givenUp} = await carryOutActs({
	store,
	api,
	actor,
	machine,
	network,
	signal,
	freeze(reason) {
		throw new Error(reason);
	},
	onSettled(settled) {
		times++;
		outcomes += settled.filter(({failure}) => failure === undefined).length;
	},
});
const took = performance.now() - start;
const work = cpuSince(before);
if (givenUp) throw new Error(givenUp.reason);
writeFileSync(file, JSON.stringify(calls));
process.stdout.write([took, work, ids.length, outcomes, times].join(' '));
await client.close();
await store.close();
