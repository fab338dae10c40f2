import test from 'ava';
import {type Change} from '../../source/domain/change.js';
import {type Brought} from '../../source/domain/brought.js';
import {type IdRanges} from '../../source/domain/id-ranges.js';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {isSameHandler} from '../../source/domain/handler.js';
import {type Session} from '../../source/domain/session.js';
import {type Store} from '../../source/storage/store.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {ann, bob, message, office, support} from '../helpers/office.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';
import {alter, commit, importInto, incoming, made, opened, transfer} from '../helpers/simulated-life.js';
import {fc, trials} from '../helpers/random.js';

type Past = Pick<Session, 'handler' | 'status' | 'archived'>;

const ids = [1, 2, 3, 4, 5];

const stateOf = (store: Store): ReadonlyMap<number, Past> =>
	new Map(
		ids.flatMap(id => {
			const session = store.session(id);
			return session ? [[id, session] as const] : [];
		}),
	);

const idsIn = (ranges: IdRanges = []): readonly number[] =>
	ids.filter(id =>
		ranges.some(range => (typeof range === 'number' ? range === id : range[0] <= id && id <= range[1])),
	);

/** What was before a change, from what was after it, by what its line tells. */
const before = (
	after: ReadonlyMap<number, Past>,
	{moves = [], closed = [], reopened = [], archived = [], unarchived = [], brought = {}}: Change,
): Map<number, Past> => {
	const past = new Map(after);
	const set = (sessions: readonly number[], values: Partial<Past>): void => {
		for (const id of sessions) past.set(id, {...past.get(id)!, ...values});
	};

	set(closed, {status: 'open'});
	set(reopened, {status: 'closed'});
	set(archived, {archived: false});
	set(unarchived, {archived: true});
	for (const {from, sessions} of moves) set(sessions, {handler: from});
	const told: Required<Record<Exclude<keyof Brought, 'added'>, Partial<Past>>> = {
		closed: {status: 'open'},
		reopened: {status: 'closed'},
		archived: {archived: false},
		unarchived: {archived: true},
	};
	for (const [name, values] of Object.entries(told)) set(idsIn(brought[name as keyof typeof told]), values);
	for (const id of idsIn(brought.added)) past.delete(id);
	return past;
};

const anyImport = fc.array(
	fc.record({
		id: fc.constantFrom(...ids),
		last: fc.integer({min: 1, max: 9}),
		told: fc.record(
			{
				handler: fc.constantFrom(ann, bob, support),
				status: fc.constantFrom('open' as const, 'closed' as const),
				archived: fc.boolean(),
			},
			{requiredKeys: []},
		),
	}),
	{maxLength: 4},
);
const anyIds = fc.uniqueArray(fc.constantFrom(...ids), {maxLength: 3});
const anyStep = fc.oneof(
	anyImport.map(
		sessions => async (store: Store) =>
			importInto(
				store,
				sessions.map(({id, last, told}) => incoming(id, [message({id: last})], told)),
				{pbx: ablePbx, directory: office.toRecord()},
			),
	),
	anyIds.map(sessions => async (store: Store) => transfer(store, sessions, bob)),
	fc.tuple(fc.constantFrom('close', 'archive', 'unarchive'), anyIds).map(
		([kind, sessions]) =>
			async (store: Store) =>
				alter(store, kind, sessions),
	),
);

test('what a store showed before each change is told by the journal’s lines since', async t => {
	await fc.assert(
		fc.asyncProperty(fc.array(anyStep, {maxLength: 6}), async steps => {
			const files = new SimulatedFileSystem();
			let store = await made(files);
			await importInto(store, [], {pbx: ablePbx, directory: office.toRecord()});
			const states = [stateOf(store), stateOf(store)];
			for (const step of steps) {
				await step(store);
				states[store.newestChange] = stateOf(store);
			}

			await store.close();
			store = await opened(files);
			let state = stateOf(store);
			for (const change of store.changes()) {
				state = before(state, change);
				const was = states[change.n - 1]!;
				t.deepEqual([...state.keys()].toSorted(), [...was.keys()]);
				for (const [id, {handler, status, archived}] of was) {
					t.like(state.get(id), {status, archived});
					t.true(isSameHandler(state.get(id)!.handler, handler));
				}
			}

			await store.close();
		}),
		{numRuns: trials(60)},
	);
});

test('a session that comes again after a purge is told as new', async t => {
	const store = await made(new SimulatedFileSystem());
	await importInto(store, [incoming(1), incoming(2)], {pbx: ablePbx, directory: office.toRecord()});
	await commit(store, facts => planDeletion(facts, {sessions: [2]}));
	await commit(store, facts => planPurge(facts, {sessions: [2]}));
	const {change} = await importInto(store, [incoming(1), incoming(2, [message({id: 9})]), incoming(3)]);
	t.deepEqual(change?.brought, {added: [[2, 3]]});
	await store.close();
});
