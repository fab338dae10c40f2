import {DatabaseSync} from 'node:sqlite';
import test, {type ExecutionContext} from 'ava';
import {planDeletion} from '../../../source/domain/act/deletion.js';
import {planRestoration} from '../../../source/domain/act/restoration.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {type Change} from '../../../source/domain/change.js';
import {storeContext} from '../../../source/domain/find/store-context.js';
import {type Candidates, findCandidates} from '../../../source/domain/keep/candidates.js';
import {
	dueFor,
	foresee,
	type Foreseen,
	inOrder,
	type Seeking,
	worldNow,
} from '../../../source/domain/keep/due.js';
import {policyDraft} from '../../../source/domain/keep/policy-drafts.js';
import {policyQuery} from '../../../source/domain/keep/policy-filter.js';
import {planRun} from '../../../source/domain/keep/policy-run.js';
import {type NamedPolicy, type PolicyText} from '../../../source/domain/keep/policy.js';
import {type TrashPast, trashPast} from '../../../source/domain/keep/trash-past.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {finish} from '../../../source/domain/steps.js';
import {addHold, releaseHold} from '../../../source/storage/hold-acts.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {type Store} from '../../../source/storage/store.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {message, office} from '../../helpers/office.js';
import {fc, trials} from '../../helpers/random.js';
import {admin, folder, importInto, incoming, processOn} from '../../helpers/simulated-life.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

const day = 86_400;
const start = 1_700_000_000;

interface Told {
	readonly text: PolicyText;
	/** Its filter, told once more for the oracle. */
	readonly where: string;
}

const told: readonly Told[] = [
	{
		text: {
			name: 'Closed',
			filter: 'status:closed channel:whatsapp active:..180d',
			act: 'delete',
			zone: 'UTC',
		},
		where: "closed and channel = 'whatsapp' and active <= :now - 180 * 86400",
	},
	{
		text: {name: 'Not of late', filter: '-active:400d -id:1', act: 'delete', zone: 'Asia/Tokyo'},
		where: 'not (active >= :now - 400 * 86400 and active <= :now) and id <> 1',
	},
	{
		text: {name: 'Trash', filter: 'channel:whatsapp', act: 'purge', after: 30 * day, zone: 'UTC'},
		where: "channel = 'whatsapp'",
	},
	{
		text: {name: 'Old trash', filter: 'created:..300d', act: 'purge', after: 0, zone: 'UTC'},
		where: 'created <= :now - 300 * 86400',
	},
];

/** The rules as SQL, apart from all code that they are about. */
class Oracle {
	readonly #database = new DatabaseSync(':memory:');

	constructor() {
		this.#database.exec(`
			create table session (
				id integer primary key, channel text, closed integer, created integer, active integer,
				trashed integer, restored integer, gone integer default 0
			);
			create table took (policy text, session integer);
			create table hold (name text, first integer, last integer, newest integer);
		`);
	}

	do(sql: string, ...values: readonly (string | number | null)[]): void {
		this.#database.prepare(sql).run(...values);
	}

	due({text: {name, act, after = 0}, where}: Told, now: number): readonly number[] {
		const isDue =
			act === 'purge'
				? 'trashed <= :now - :after'
				: `trashed is null and :after = 0 and not (
						restored is not null and active <= restored
						and exists (select 1 from took where policy = :name and session = id)
					)`;
		return this.#database
			.prepare(
				`select id from session where not gone and (${where}) and ${isDue} and :name <> ''
					and not exists (select 1 from hold where id between first and last) order by id`,
			)
			.all({now, after, name})
			.map(({id}) => Number(id));
	}

	/** Takes in what a change did. */
	follow({at, policy, deleted = [], restored = [], purged = []}: Change, name?: string): void {
		for (const id of deleted) {
			this.do('update session set trashed = ?, restored = null where id = ?', at, id);
			if (policy) this.do('insert into took values (?, ?)', name!, id);
		}

		for (const id of restored)
			this.do('update session set trashed = null, restored = ? where id = ?', at, id);
		for (const id of purged.flatMap(({sessions}) => sessions))
			this.do('update session set gone = 1 where id = ?', id);
	}

	held(): readonly number[] {
		return this.#database
			.prepare('select id from session where exists (select 1 from hold where id between first and last)')
			.all()
			.map(({id}) => Number(id));
	}
}

type Event =
	| {readonly kind: 'new'; readonly channel: string; readonly isClosed: boolean; readonly isEmpty: boolean}
	| {readonly kind: 'message' | 'delete' | 'restore'; readonly id: number}
	| {readonly kind: 'undo'; readonly back: number}
	| {readonly kind: 'hold'; readonly first: number; readonly size: number; readonly isFilter: boolean}
	| {readonly kind: 'release' | 'run'};

const anyId = fc.integer({min: 1, max: 12});

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
	fc.record({
		kind: fc.constant('new' as const),
		channel: fc.constantFrom('whatsapp', 'sms'),
		isClosed: fc.boolean(),
		isEmpty: fc.nat(4).map(chance => chance === 0),
	}),
	fc.record({kind: fc.constantFrom('message', 'delete', 'restore', 'restore'), id: anyId}),
	fc.record({kind: fc.constant('undo' as const), back: fc.nat(6)}),
	fc.record({
		kind: fc.constant('hold' as const),
		first: anyId,
		size: fc.nat(3),
		isFilter: fc.boolean(),
	}),
	fc.record({kind: fc.constantFrom('release', 'run', 'run', 'run')}),
);

const anyLife = fc.array(fc.tuple(fc.integer({min: 0, max: 45}), anyEvent), {minLength: 30, maxLength: 60});

/** A store, its clock, and what the oracle says of it. */
class Life {
	now = start;
	readonly #t: ExecutionContext;
	readonly #oracle = new Oracle();
	#store!: Store;
	#newest = 0;
	#holds = 0;

	constructor(t: ExecutionContext) {
		this.#t = t;
	}

	async begin(): Promise<void> {
		const files = new SimulatedFileSystem();
		const machine = {...processOn(files), now: () => this.now};
		await createStore(folder, machine);
		this.#store = await openStore(folder, machine);
		await importInto(this.#store, [], {pbx: ablePbx, directory: office.toRecord()});
		for (const {text} of told) await this.#store.commit(admin, () => policyDraft(this.#store.policies, text));
	}

	async happen(event: Event): Promise<void> {
		const store = this.#store;
		const before = store.newestChange;
		try {
			await this.#happen(event);
		} catch (error) {
			// Some cannot be done, such as deleting what is held.
			if (!(error instanceof Refusal)) throw error;
			this.#t.is(store.newestChange, before);
		}
	}

	/** Lets every policy run, and compares. */
	async run(): Promise<void> {
		const store = this.#store;
		const expected = this.#foresee([this.now]);
		for (const [index, {policy}] of this.#seeking().entries()) {
			const due = this.#due(policy);
			const rule = told.find(({text}) => text.name === policy.name)!;
			const sorted = due.ids;
			this.#t.deepEqual(sorted, this.#oracle.due(rule, this.now), policy.name);
			this.#t.deepEqual(sorted, expected[index]!.runs[0]!.ids, policy.name);
			this.#t.deepEqual(
				this.#oracle.held().filter(id => due.ids.includes(id)),
				[],
			);
			const change = await store.commit(admin, () => planRun(store, policy, due).draft);
			this.#oracle.follow(change, policy.name);
			this.#t.deepEqual(this.#due(policy).ids, []);
		}
	}

	/** Nothing happens for some weeks but a run every day: just what was simulated. */
	async runQuietly(days: number): Promise<void> {
		const store = this.#store;
		const times = Array.from({length: days}, (_, index) => this.now + (index + 1) * day);
		const foreseen = this.#foresee(times);
		for (const [index, at] of times.entries()) {
			this.now = at;
			const first = store.newestChange;
			await this.run();
			const taken = [...store.changes()].filter(({n}) => n > first).toReversed();
			this.#t.deepEqual(
				taken.map(({deleted, purged}) => deleted ?? purged?.flatMap(({sessions}) => sessions) ?? []),
				foreseen.map(({runs}) => runs[index]!.ids),
			);
		}
	}

	#seeking(): readonly Seeking[] {
		return inOrder(this.#store.policies).map(policy => this.#seek(policy));
	}

	#seek(policy: NamedPolicy): Seeking {
		const query = policyQuery(policy)!;
		const context = storeContext(this.#store, query.timeless);
		const candidates: Candidates = finish(findCandidates(query, this.#store.table, context));
		return {policy, candidates};
	}

	#past(): TrashPast {
		return finish(trashPast(this.#store.changes()));
	}

	#foresee(times: readonly number[]): readonly Foreseen[] {
		return finish(foresee(this.#store, this.#past(), this.#seeking(), times));
	}

	#due(policy: NamedPolicy): ReturnType<typeof dueFor> {
		const store = this.#store;
		return dueFor(policy, this.#seek(policy).candidates, worldNow(store, this.#past()), this.now);
	}

	async #happen(event: Event): Promise<void> {
		const store = this.#store;
		const oracle = this.#oracle;
		switch (event.kind) {
			case 'new': {
				const id = ++this.#newest;
				const {channel: type, isClosed, isEmpty} = event;
				await importInto(store, [
					incoming(id, isEmpty ? [] : [message({id: 1, at: this.now})], {
						channel: {type, name: 'Line', number: '+1555'},
						status: isClosed ? 'closed' : 'open',
					}),
				]);
				const at = isEmpty ? null : this.now;
				oracle.do(
					'insert into session (id, channel, closed, created, active) values (?, ?, ?, ?, ?)',
					id,
					type,
					Number(isClosed),
					at,
					at,
				);
				break;
			}

			case 'message': {
				const {id} = event;
				if (store.session(id) === undefined) break;
				const told = store.history(id).messages.at(-1)?.id ?? 0;
				await importInto(store, [
					{...incoming(id, [message({id: told + 1, at: this.now})]), told: undefined},
				]);
				oracle.do(
					'update session set created = coalesce(created, ?), active = ? where id = ?',
					this.now,
					this.now,
					id,
				);
				break;
			}

			case 'delete':
			case 'restore': {
				const plan = event.kind === 'delete' ? planDeletion : planRestoration;
				oracle.follow(await store.commit(admin, facts => plan(facts, {sessions: [event.id]}).draft));
				break;
			}

			case 'undo': {
				const n = store.newestChange - event.back;
				oracle.follow(await store.commit(admin, facts => planUndo(facts, admin, n).draft));
				break;
			}

			case 'hold': {
				const {first, isFilter} = event;
				const last = isFilter ? first + event.size : Math.min(first + event.size, this.#newest);
				const name = `Case ${++this.#holds}`;
				const sessions = Array.from({length: Math.max(0, last - first + 1)}, (_, index) => first + index);
				await addHold(store, admin, isFilter ? {name, filter: `id:${first}..${last}`} : {name, sessions});
				oracle.do('insert into hold values (?, ?, ?, ?)', name, first, last, this.#newest);
				break;
			}

			case 'release': {
				const name = store.holds[0]?.name;
				if (name === undefined) break;
				await releaseHold(store, admin, name);
				oracle.do('delete from hold where name = ?', name);
				break;
			}

			case 'run': {
				await this.run();
			}
		}
	}
}

test('nothing held ever dies, nothing due stays, and a run takes what was simulated', async t => {
	await fc.assert(
		fc.asyncProperty(anyLife, async steps => {
			const life = new Life(t);
			await life.begin();
			for (const [days, event] of steps) {
				life.now += days * day + 1;
				await life.happen(event);
			}

			await life.run();
			await life.runQuietly(20);
		}),
		{numRuns: trials(8)},
	);
});
