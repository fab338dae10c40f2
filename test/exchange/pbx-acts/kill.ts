import test from 'ava';
import {apiHandler, type Handler, handlerLabel} from '../../../source/domain/handler.js';
import {type ConnectedScene, connectedStore} from '../../helpers/connected-store.js';
import {type Fault} from '../../helpers/pbx/faults.js';
import {seed, trials} from '../../helpers/random.js';
import {Random} from '../../../source/demo/random.js';

const bob: Handler = {kind: 'extension', id: 12, number: '1002', name: 'Bob'};
const cy: Handler = {kind: 'extension', id: 13, number: '1003', name: 'Cy'};
const support: Handler = {kind: 'queue', id: 5, number: '', name: 'Support'};

/** Faults with which what was asked for is done or not. */
const faults: readonly Fault[] = ['reset', 'lost', 'cut', 'half', 'html', {status: 503}, {errcode: 70_082}];

const many = 24;

const actsOn = async ({act}: ConnectedScene, ids: readonly number[]): Promise<void> => {
	await act({kind: 'transfer', sessions: ids.filter(id => id % 3 !== 0), to: [bob]});
	await act({kind: 'transfer', sessions: ids.filter(id => id % 3 === 1), to: [support]});
	await act({kind: 'transfer', sessions: ids.filter(id => id % 6 === 2), to: [apiHandler]});
	await act({kind: 'transfer', sessions: ids.filter(id => id % 12 === 4), to: [cy]});
	await act({kind: 'delete', sessions: ids.filter(id => id % 3 === 0)});
};

for (let trial = 1; trial <= trials(8); trial++) {
	test.serial(
		`both sides agree after a kill among faults, and no deletion is repeated (${trial})`,
		async t => {
			const random = new Random(seed + trial);
			const office = await connectedStore(t, {
				facts: {deleteGrace: 0},
				timeout: 60_000,
				fill(world) {
					for (let count = 0; count < many; count++) world.addChat({kind: 'extension', id: 11});
				},
			});
			const {pbx, run, store} = office;
			const ids = Array.from({length: many}, (_, index) => 3001 + index);
			await actsOn(office, ids);
			pbx.faults.choose = () => {
				if (random.fraction() >= 0.05) return undefined;
				return faults[Math.floor(random.fraction() * faults.length)];
			};
			// The end comes at some call, before it is done or between that and its answer.
			const killing = new AbortController();
			let calls = 0;
			const last = 1 + Math.floor(random.fraction() * 90);
			pbx.before = () => {
				if (++calls === last) killing.abort();
			};
			await run({signal: killing.signal});
			pbx.before = () => undefined;
			await run();
			pbx.faults.clear();
			await run();
			await run();
			for (const id of ids.filter(each => each % 3 !== 0)) {
				const [there, here] = office.holders(id);
				t.is(handlerLabel(there), handlerLabel(here), String(id));
			}

			for (const id of ids.filter(each => each % 3 === 0)) {
				const {deletedBy} = pbx.world.chats.get(id)!;
				t.is(deletedBy.size > 0, store.session(id)!.deleted, String(id));
			}

			const gone = new Set<unknown>();
			for (const call of pbx.calls('message_session/delete')) {
				const id = call.parameters.session_id;
				t.false(gone.has(id), `the deletion of ${String(id)} is repeated`);
				if (pbx.carried.has(call)) gone.add(id);
			}

			t.is(store.pbxOutbox.sessions.size, 0);
		},
	);
}
