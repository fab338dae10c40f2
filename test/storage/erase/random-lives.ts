import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planDeletion, planMessageDeletion} from '../../../source/domain/act/deletion.js';
import {planPurge} from '../../../source/domain/act/purge.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {readingsOf} from '../../../source/domain/erase/person.js';
import {type Facts} from '../../../source/domain/facts.js';
import {type Plan} from '../../../source/domain/act/plan.js';
import {dueFor, worldNow} from '../../../source/domain/keep/due.js';
import {usablePolicies} from '../../../source/domain/keep/goes-next.js';
import {policyDraft} from '../../../source/domain/keep/policy-drafts.js';
import {PolicyLook} from '../../../source/domain/keep/policy-look.js';
import {planRun} from '../../../source/domain/keep/policy-run.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {finish} from '../../../source/domain/steps.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {eraseIn} from '../../../source/storage/erase/erase-in.js';
import {markedPerson} from '../../../source/storage/erase/marks.js';
import {fold} from '../../../source/storage/fold.js';
import {addHold, releaseHold} from '../../../source/storage/hold-acts.js';
import {openStore} from '../../../source/storage/open-store.js';
import {repairStore} from '../../../source/storage/repair/repair-store.js';
import {type Store} from '../../../source/storage/store.js';
import {machineOn, stateFolder} from '../../helpers/erasing-machine.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {message, office, support} from '../../helpers/office.js';
import {plainStrings} from '../../helpers/plain-strings.js';
import {fc, trials} from '../../helpers/random.js';
import {admin, asSegments, folder, importInto, incoming, made, tidy} from '../../helpers/simulated-life.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

/** Three people, each in spellings of their number. */
const people = ['6175550100', '6175550111', '6175550122'].map((core, index) => ({
	core,
	name: ['Zoe Quagmire', 'Bert Hollow', 'Ines Vandermeer'][index]!,
	spellings: [
		`+1${core}`,
		`001 ${core.slice(0, 3)} ${core.slice(3, 6)} ${core.slice(6)}`,
		`+1 (${core.slice(0, 3)}) ${core.slice(3, 6)}-${core.slice(6)}`,
	],
}));

/** When policies run. */
const now = 1_700_000_000;

/** A chat in which all of them wrote. */
const group = 9;
const sessions = [1, 2, 3, 4, 5, 6, group];
const ownerOf = (id: number): number | undefined => (id === group ? undefined : id % people.length);
const isIn = (person: number, id: number): boolean => id === group || ownerOf(id) === person;
const textOf = (person: number, id: number): string => `words-of-${person}-in-${id}.`;

const told = (id: number) => {
	const writers = people.map((_, index) => index).filter(index => isIn(index, id));
	const owner = ownerOf(id);
	const party = (index: number) => ({name: people[index]!.name, number: people[index]!.spellings[id % 3]!});
	return incoming(
		id,
		writers.map((index, at) =>
			message({
				id: at + 1,
				at: 1000 + at,
				text: textOf(index, id),
				author: {userType: owner === undefined ? 3 : 2, ...party(index)},
			}),
		),
		{
			channel: {type: 'sms', name: 'Line', number: '+1999'},
			customer: owner === undefined ? {name: 'A trip', number: ''} : party(owner),
		},
	);
};

/** What ought to be, as a person would reckon it. */
interface Model {
	readonly imported: Set<number>;
	readonly purged: Set<number>;
	readonly held: Set<number>;
	/** People whom a hold in force is called by. */
	readonly called: Set<number>;
	/** People of whom nothing may be anywhere. */
	readonly clean: Set<number>;
	/** People who were erased once; an older copy under a hold may have them still. */
	readonly listed: Set<number>;
}

const copyOf = (model: Model): Model => ({
	imported: new Set(model.imported),
	purged: new Set(model.purged),
	held: new Set(model.held),
	called: new Set(model.called),
	clean: new Set(model.clean),
	listed: new Set(model.listed),
});

const anyStep = fc.record({
	kind: fc.constantFrom(
		'import',
		'import',
		'import',
		'erase',
		'erase',
		'hold',
		'release',
		'delete',
		'delete a message',
		'purge',
		'note',
		'undo',
		'repair',
		'reopen',
		'tidy',
		'delete by a policy',
		'purge by a policy',
		'keep a copy',
		'bring back',
	),
	id: fc.constantFrom(...sessions),
	person: fc.nat({max: people.length - 1}),
	spelling: fc.nat({max: 2}),
	some: fc.subarray(sessions),
	isWhole: fc.boolean(),
});

type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

const step = (kind: Step['kind'], person = 0): Step => ({
	kind,
	id: 1,
	person,
	spelling: 0,
	some: kind === 'import' ? [group] : [],
	isWhole: false,
});

/** Two people who are taken out of one older chat at once. */
const twoOfOneChat = [
	step('import'),
	step('keep a copy'),
	step('erase', 0),
	step('erase', 1),
	step('bring back'),
];

/** A person whom another's hold is called by. */
const calledByHold = [
	{...step('import'), some: [1, 3]},
	{...step('hold'), isWhole: true},
	step('erase'),
	step('release'),
];

class Life {
	files = new SimulatedFileSystem();
	store!: Store;
	model: Model = {
		imported: new Set(),
		purged: new Set(),
		held: new Set(),
		called: new Set(),
		clean: new Set(),
		listed: new Set(),
	};

	#copy: {readonly files: SimulatedFileSystem; readonly model: Model} | undefined;

	async begin(): Promise<void> {
		this.files.makeFolder(stateFolder);
		const empty = await made(this.files);
		await empty.close();
		await this.#open();
		await importInto(this.store, [], {pbx: ablePbx, directory: office.toRecord()});
	}

	async live({kind, id, person, spelling, some, isWhole}: Step): Promise<void> {
		const {model, store} = this;
		switch (kind) {
			case 'import': {
				const {name, spellings} = people[person]!;
				const sources = [{name: `Chat with ${name} ${spellings[spelling]!}.txt`, digest: 'ab'}];
				await importInto(store, some.map(told), {}, {...(isWhole && asSegments), sources});
				for (const each of some) model.imported.add(each);
				break;
			}

			case 'erase': {
				if (!model.clean.has(person)) await this.#erase(person, spelling);
				break;
			}

			case 'hold': {
				if (store.session(id) === undefined || model.held.has(id)) break;
				const isCalled = this.#mayBeNamed(person) && isWhole;
				const after = isCalled ? ` of ${people[person]!.name}, ${people[person]!.spellings[spelling]!}` : '';
				await addHold(store, admin, {name: `Case ${id}${after}`, sessions: [id]});
				model.held.add(id);
				if (isCalled) model.called.add(person);
				break;
			}

			case 'release': {
				await this.#release();
				break;
			}

			case 'delete': {
				await this.#commit(facts => planDeletion(facts, {sessions: [id]}));
				break;
			}

			case 'delete a message': {
				await this.#commit(facts => planMessageDeletion(facts, {session: group, messages: [person + 1]}));
				break;
			}

			case 'purge': {
				if (store.session(id) === undefined) break;
				await this.#commit(facts => planPurge(facts, {sessions: [id], erase: true}));
				if (!model.held.has(id)) model.purged.add(id);
				break;
			}

			case 'note': {
				const {name, spellings} = people[person]!;
				const note = `${name} called from ${spellings[spelling]!}`;
				if (this.#mayBeNamed(person))
					await this.#commit(facts => planTransfer(facts, {sessions: some, to: support, note}));
				break;
			}

			case 'undo': {
				await this.#commit(facts => planUndo(facts, admin));
				break;
			}

			case 'delete by a policy':
			case 'purge by a policy': {
				const act = kind === 'delete by a policy' ? 'delete' : 'purge';
				const {name, spellings} = people[person]!;
				const others = this.#mayBeNamed(person)
					? `-customer:"${name}" -customer:"${spellings[spelling]!}"`
					: '';
				const text = {name: act, filter: `-id:${id} ${others}`, act, after: 0, zone: 'UTC'} as const;
				await store.commit(admin, () => policyDraft(store.policies, text));
				await this.#runPolicies();
				break;
			}

			case 'repair': {
				await store.close();
				await repairStore({folder, machine: machineOn(this.files), actor: admin});
				await this.#open();
				break;
			}

			case 'tidy': {
				await tidy(store);
				await fold(store);
				break;
			}

			case 'reopen': {
				await store.close();
				await this.#open();
				break;
			}

			case 'keep a copy': {
				await store.close();
				this.#copy = {files: this.files.afterPowerCut('nothing'), model: copyOf(model)};
				await this.#open();
				break;
			}

			case 'bring back': {
				await this.#bringBack();
			}
		}

		// What has to wait for the lock is done by whoever writes next.
		await this.store.write(() => Promise.resolve());
	}

	check(t: ExecutionContext): void {
		const {imported, purged, called, clean, listed} = this.model;
		const strings = [...plainStrings(this.files, folder), ...plainStrings(this.files, stateFolder)];
		const all = strings.join('\n').toLowerCase();
		for (const [index, {core, name}] of people.entries()) {
			if (clean.has(index)) {
				t.false(all.includes(`words-of-${index}-`), `words of ${index}`);
				if (called.has(index)) continue;
				t.false(all.includes(name.toLowerCase()), `the name of ${index}`);
				const numbered = strings.filter(
					text => text.length < 300 && text.replaceAll(/\D/g, '').includes(core),
				);
				t.deepEqual(numbered, [], `the number of ${index}`);
			} else if (!listed.has(index))
				for (const id of sessions.filter(each => isIn(index, each)))
					t.is(all.includes(textOf(index, id)), imported.has(id) && !purged.has(id), textOf(index, id));
		}
	}

	async #open(): Promise<void> {
		this.store = await openStore(folder, machineOn(this.files));
		await this.store.loaded;
		await this.store.settled;
	}

	async #commit(plan: (facts: Facts) => Plan): Promise<void> {
		try {
			await this.store.commit(admin, facts => {
				const {draft, hits} = plan(facts);
				return hits.length === 0 ? undefined : draft;
			});
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	}

	/** Lets each policy run whose filter still tells what it finds; what it purges must be in the trash, and not held. */
	async #runPolicies(): Promise<void> {
		const {model, store} = this;
		for (const policy of usablePolicies(store)) {
			const look = new PolicyLook(store, new Map(), store.newestChange);
			const {candidates} = finish(look.seek(policy));
			const due = dueFor(policy, candidates, worldNow(store, finish(look.past())), now);
			const isInTrash = new Map(due.ids.map(id => [id, store.session(id)?.deleted]));
			await store.commit(admin, () => planRun(store, policy, due).draft);
			for (const id of due.ids) {
				if (model.held.has(id)) throw new Error('Took what is held');
				if (isInTrash.get(id) !== (policy.act === 'purge')) throw new Error('Took what it must leave');
				if (policy.act === 'purge') model.purged.add(id);
			}
		}
	}

	/** Whether a name in a note is known to be this person's once that is erased. */
	#mayBeNamed(person: number): boolean {
		const {listed, imported} = this.model;
		return !listed.has(person) && [...imported].some(id => isIn(person, id));
	}

	#isHeld(person: number): boolean {
		return [...this.model.held].some(id => isIn(person, id));
	}

	async #erase(person: number, spelling: number): Promise<void> {
		const {model, store} = this;
		const search = {readings: readingsOf(people[person]!.spellings[spelling]!), also: []};
		await eraseIn(store, admin, machineOn(this.files), {search});
		if (this.#isHeld(person)) return;
		model.clean.add(person);
		model.listed.add(person);
	}

	/** Releases every hold, and erases who was put off because of them. */
	async #release(): Promise<void> {
		const {model, store} = this;
		for (const {name} of store.holds) await releaseHold(store, admin, name);
		model.held.clear();
		model.called.clear();
		for (const known of store.erasures.filter(({state}) => state === 'deferred')) {
			const readings = [markedPerson(known.marks, store.table.country)];
			const {change, erasing} = await eraseIn(store, admin, machineOn(this.files), {
				search: {readings, also: [], upTo: known.upTo},
				known,
			});
			if (change.kind !== 'erasing') throw new Error('Put off without a hold');
			for (const [index, {spellings}] of people.entries())
				if (spellings.some(each => erasing.person.isNumber(each, 'sms'))) model.listed.add(index);
		}

		for (const person of model.listed) model.clean.add(person);
	}

	/** Puts an older copy of the store in place of this one; what is outside the store stays. */
	async #bringBack(): Promise<void> {
		if (this.#copy === undefined) return;
		await this.store.close();
		const {listed} = this.model;
		const files = this.#copy.files.afterPowerCut('nothing');
		for (const name of this.files.list(stateFolder))
			if (name.endsWith('.json'))
				files.put(path.join(stateFolder, name), this.files.bytes(path.join(stateFolder, name)));
		this.files = files;
		this.model = {...copyOf(this.#copy.model), listed};
		for (const person of listed) {
			if (this.model.held.size > 0 && this.#isHeld(person)) this.model.clean.delete(person);
			else this.model.clean.add(person);
		}

		await this.#open();
	}
}

test('whatever happens to a store, nothing of an erased person comes back, and all of the others stays', async t => {
	await fc.assert(
		fc.asyncProperty(fc.array(anyStep, {minLength: 6, maxLength: 16}), async steps => {
			const life = new Life();
			await life.begin();
			for (const each of steps) {
				await life.live(each);
				life.check(t);
			}

			await life.store.close();
			const {problems} = await checkStore({files: life.files, folder});
			t.deepEqual(problems, []);
		}),
		{numRuns: trials(20), examples: [[twoOfOneChat], [calledByHold]]},
	);
});
