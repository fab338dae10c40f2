import {DatabaseSync} from 'node:sqlite';
import test, {type ExecutionContext} from 'ava';
import {planDeletion} from '../../../source/domain/act/deletion.js';
import {planRestoration} from '../../../source/domain/act/restoration.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {type Change} from '../../../source/domain/change.js';
import {readingsOf} from '../../../source/domain/erase/person.js';
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
import {type IncomingSession} from '../../../source/domain/incoming.js';
import {type Message} from '../../../source/domain/message.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {type Party} from '../../../source/domain/session.js';
import {finish} from '../../../source/domain/steps.js';
import {eraseIn} from '../../../source/storage/erase/erase-in.js';
import {markedPerson} from '../../../source/storage/erase/marks.js';
import {addHold, releaseHold} from '../../../source/storage/hold-acts.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {type Store} from '../../../source/storage/store.js';
import {machineOn, stateFolder} from '../../helpers/erasing-machine.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {message, office} from '../../helpers/office.js';
import {fc, trials} from '../../helpers/random.js';
import {plainStrings} from '../../helpers/plain-strings.js';
import {admin, folder, importInto, incoming} from '../../helpers/simulated-life.js';
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
				trashed integer, restored integer, gone integer default 0, person integer
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

	/** Erases a person who is held nowhere; `undefined` if one is, else the sessions. */
	erase(person: number, upTo: number): readonly number[] | undefined {
		const of = (where: string): readonly number[] =>
			this.#database
				.prepare(
					`select id from session where not gone and person = ? and coalesce(active, 0) <= ? and ${where}`,
				)
				.all(person, upTo)
				.map(({id}) => Number(id));
		if (of('exists (select 1 from hold where id between first and last)').length > 0) return undefined;
		const sessions = of('true');
		this.do('update session set gone = 1 where person = ? and coalesce(active, 0) <= ?', person, upTo);
		return sessions;
	}

	/** Whether the person went on writing in a session after that time. */
	isSplit(person: number, upTo: number): boolean {
		const sql = 'select 1 from session where not gone and person = ? and created <= ? and active > ?';
		return this.#database.prepare(sql).get(person, upTo, upTo) !== undefined;
	}

	/** People of whom nothing is there. */
	absent(): readonly number[] {
		return this.#database
			.prepare('select person from session group by person having min(gone) = 1')
			.all()
			.map(({person}) => Number(person));
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
	| {readonly kind: 'message' | 'delete' | 'restore' | 'erase' | 'again'; readonly id: number}
	| {readonly kind: 'undo'; readonly back: number}
	| {readonly kind: 'hold'; readonly first: number; readonly size: number; readonly isFilter: boolean}
	| {readonly kind: 'release' | 'run' | 'deferred'};

const people = 5;
const personOf = (id: number): number => id % people;
const customerOf = (id: number): Party => ({
	name: `Quagmire ${'ABCDE'[personOf(id)]!}`,
	number: `+161755501${personOf(id)}0`,
});
const wordsOf = (id: number): string => `words-of-${id}.`;

const said = (id: number, message_: number, at: number): Message =>
	message({id: message_, at, text: wordsOf(id), author: {userType: 2, ...customerOf(id)}});

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
	fc.record({kind: fc.constantFrom('release', 'run', 'run', 'run', 'deferred')}),
	fc.record({kind: fc.constantFrom('erase', 'again'), id: anyId}),
);

const anyLife = fc.array(fc.tuple(fc.integer({min: 0, max: 45}), anyEvent), {minLength: 30, maxLength: 60});

/** A store, its clock, and what the oracle says of it. */
class Life {
	now = start;
	readonly #t: ExecutionContext;
	readonly #oracle = new Oracle();
	#store!: Store;
	#newest = 0;
	/** When the erasures were asked for, by their ids, and who was meant. */
	readonly #putOff = new Map<string, {readonly upTo: number; readonly person: number}>();
	/** Sessions that erasures took, and what they were. */
	readonly #erased = new Set<number>();
	readonly #first = new Map<number, IncomingSession>();
	readonly #files = new SimulatedFileSystem();
	readonly #machine = {...machineOn(this.#files), now: () => this.now};
	#holds = 0;

	constructor(t: ExecutionContext) {
		this.#t = t;
	}

	async begin(): Promise<void> {
		this.#files.makeFolder(stateFolder);
		await createStore(folder, this.#machine);
		this.#store = await openStore(folder, this.#machine);
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
				const first = incoming(id, isEmpty ? [] : [said(id, 1, this.now)], {
					channel: {type, name: 'Line', number: '+1555'},
					customer: customerOf(id),
					status: isClosed ? 'closed' : 'open',
				});
				this.#first.set(id, first);
				await importInto(store, [first]);
				// Nobody knows when it was, so it may be from before the person was erased.
				if (isEmpty && store.session(id) === undefined) {
					this.#t.true(this.#isListed(personOf(id)));
					break;
				}

				const at = isEmpty ? null : this.now;
				oracle.do(
					'insert into session (id, channel, closed, created, active, person) values (?, ?, ?, ?, ?, ?)',
					id,
					type,
					Number(isClosed),
					at,
					at,
					personOf(id),
				);
				break;
			}

			case 'message': {
				const {id} = event;
				if (store.session(id) === undefined) break;
				const told = store.history(id).messages.at(-1)?.id ?? 0;
				await importInto(store, [{...incoming(id, [said(id, told + 1, this.now)]), told: undefined}]);
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
				break;
			}

			case 'erase': {
				await this.#erase(personOf(event.id));
				break;
			}

			case 'deferred': {
				await this.#eraseDeferred();
				break;
			}

			case 'again': {
				const {id} = event;
				if (!this.#erased.has(id)) break;
				await importInto(store, [this.#first.get(id)!]);
				this.#t.is(store.session(id), undefined);
			}
		}
	}

	#isListed(person: number): boolean {
		return this.#store.erasures.some(
			({state, marks}) =>
				state !== 'deferred' &&
				markedPerson(marks, this.#store.table.country).isNumber(customerOf(person).number, 'sms'),
		);
	}

	async #erase(person: number): Promise<void> {
		const search = {readings: readingsOf(customerOf(person).number), also: []};
		const {change, erasure} = await eraseIn(this.#store, admin, this.#machine, {search});
		const sessions = this.#oracle.erase(person, this.now);
		this.#t.is(change.kind, sessions === undefined ? 'deferred' : 'erasing');
		if (sessions === undefined) this.#putOff.set(erasure.id, {upTo: this.now, person});
		for (const id of sessions ?? []) this.#erased.add(id);
	}

	/** Erases those who were put off, and whom nothing holds any more. */
	async #eraseDeferred(): Promise<void> {
		const store = this.#store;
		for (const known of store.erasures.filter(({state}) => state === 'deferred')) {
			const {upTo, person} = this.#putOff.get(known.id)!;
			// Such a session only loses messages, which is for other tests.
			if (this.#oracle.isSplit(person, upTo)) continue;
			const readings = [markedPerson(known.marks, store.table.country)];
			const search = {readings, also: [], upTo: known.upTo};
			const {change} = await eraseIn(store, admin, this.#machine, {search, known});
			const sessions = this.#oracle.erase(person, upTo);
			this.#t.is(change.kind, sessions === undefined ? 'deferred' : 'erasing');
			for (const id of sessions ?? []) this.#erased.add(id);
		}
	}

	/** Nothing of sessions that were erased is in any file, and no name and number of whom nothing else is there. */
	async lookForErased(): Promise<void> {
		// What has to wait for the lock is done by whoever writes next.
		await this.#store.write(() => Promise.resolve());
		const strings = [...plainStrings(this.#files, folder), ...plainStrings(this.#files, stateFolder)];
		const all = strings.join('\n');
		for (const id of this.#erased) this.#t.false(all.includes(wordsOf(id)), wordsOf(id));
		for (const person of this.#oracle.absent().filter(each => this.#isListed(each))) {
			const {name, number} = customerOf(person);
			for (const trace of [name, number.slice(1)]) this.#t.false(all.includes(trace), trace);
		}
	}
}

test('nothing held ever dies, nothing due stays, nothing comes back of who was erased, and a run takes what was simulated', async t => {
	await fc.assert(
		fc.asyncProperty(anyLife, async steps => {
			const life = new Life(t);
			await life.begin();
			for (const [days, event] of steps) {
				life.now += days * day + 1;
				await life.happen(event);
				if (event.kind === 'erase' || event.kind === 'deferred') await life.lookForErased();
			}

			await life.run();
			await life.runQuietly(20);
			await life.lookForErased();
		}),
		{numRuns: trials(8)},
	);
});
