import {type Actor, type Draft} from '../../source/domain/change.js';
import {capabilitiesOf} from '../../source/exchange/yeastar/capabilities.js';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {type Facts} from '../../source/domain/facts.js';
import {type IncomingFacts, type IncomingSession, type ToldSession} from '../../source/domain/incoming.js';
import {type Message} from '../../source/domain/message.js';
import {planStateAct, type StateActKind} from '../../source/domain/act/state-act.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {planRedo, planUndo} from '../../source/domain/act/undo.js';
import {fold} from '../../source/storage/fold.js';
import {type ImportReport, type ImportRequest, importSessions} from '../../source/storage/import-sessions.js';
import {createStore, openStore} from '../../source/storage/open-store.js';
import {type Store} from '../../source/storage/store.js';
import {type Machine} from '../../source/storage/machine.js';
import {tidyHistories} from '../../source/storage/tidy-histories.js';
import {ablePbx} from './memory-facts.js';
import {ann, bob, customer, fax, message, office, sales, support} from './office.js';
import {SimulatedFileSystem} from './simulated-file-system.js';

export const admin: Actor = {by: 'admin'};

/** What a process on these files has around it. */
export const processOn = (files: SimulatedFileSystem): Machine => ({
	files,
	lock: files.lock,
	now: () => 1_700_000_000,
	random: files.random,
	capabilitiesOf,
});

/** A WhatsApp session, but for what is said. */
export const incoming = (
	id: number,
	messages: readonly Message[] = [message({id: 1}), message({id: 2, text: `Of ${id}`})],
	differently: Partial<ToldSession> = {},
): IncomingSession => ({
	id,
	origin: `file, session ${id}`,
	told: {
		channel: {type: 'whatsapp', name: 'Line', number: '+1555'},
		customer: {name: `Customer ${id}`, number: `+1${id}`},
		handler: ann,
		...differently,
	},
	messages: messages.map(each =>
		each.author === customer ? {...each, author: {...customer, number: `+1${id}`}} : each,
	),
	records: [],
});

export const importInto = async (
	store: Store,
	sessions: Iterable<IncomingSession>,
	facts: IncomingFacts = {},
	differently: Partial<ImportRequest> = {},
): Promise<ImportReport> =>
	importSessions(store, admin, {
		facts,
		sessions,
		sources: [{name: 'file', digest: 'ab'}],
		refused: [],
		...differently,
	});

/** An import that writes whole segments, however few its sessions are. */
export const asSegments: Partial<ImportRequest> = {fewRows: 0};

export const commit = async (
	store: Store,
	plan: (facts: Facts) => {readonly draft: Draft},
): Promise<void> => {
	await store.commit(admin, facts => plan(facts).draft);
};

/** A new store with the sessions from 1 on, known to the office. */
export const withSessions = async (
	count = 3,
): Promise<{readonly files: SimulatedFileSystem; readonly store: Store}> => {
	const files = new SimulatedFileSystem();
	const store = await made(files);
	await importInto(
		store,
		Array.from({length: count}, (_, index) => incoming(index + 1)),
		{pbx: ablePbx, directory: office.toRecord()},
	);
	return {files, store};
};

export const transfer = async (store: Store, sessions: readonly number[], to = support): Promise<void> =>
	commit(store, facts => planTransfer(facts, {sessions, to}));

export const alter = async (store: Store, kind: StateActKind, sessions: readonly number[]): Promise<void> =>
	commit(store, facts => planStateAct(facts, {kind, sessions}));

const ids = Array.from({length: 9}, (_, index) => index + 1);

/** All that a store tells, as text to compare. */
export const told = (store: Store, sessions: readonly number[] = ids): string =>
	JSON.stringify({
		n: store.newestChange,
		kind: store.identity.kind,
		changes: [...store.changes()].map(({n, note, import: summary}) => [
			n,
			note,
			summary?.sources.map(({name}) => name),
		]),
		pbx: store.pbx,
		directory: store.directory.toRecord(),
		sessions: sessions.map(id => [
			store.session(id),
			store.history(id),
			[...store.deletedMessages(id)],
			store.changesOf(id).map(change => change.n),
		]),
	});

/** What becomes of a store, step by step; between steps it may be closed and opened again. */
export type Step = (store: Store) => Promise<unknown>;

/** The second import: a transfer on the PBX, new messages in the trash, results, new sessions, a complete list. */
const later: readonly IncomingSession[] = [
	incoming(1, [message({id: 3})], {customer: {name: '', number: ''}, handler: bob}),
	{...incoming(2, [message({id: 3})]), told: undefined},
	incoming(5),
	incoming(7),
	incoming(8),
];

const laterFacts: IncomingFacts = {
	pbx: {name: 'Head office'},
	directory: {owners: office.owners.filter(owner => owner.id !== sales.id), complete: ['queue']},
};

/** However little it is worth. */
export const tidy: Step = async store => tidyHistories(store, admin, 0);

export const life: readonly (Step | 'reopen')[] = [
	async store =>
		importInto(
			store,
			[1, 2, 3, 4, 5, 6].map(id => incoming(id)),
			{pbx: ablePbx, directory: office.toRecord()},
		),
	async store =>
		commit(store, facts => planTransfer(facts, {sessions: [1, 2, 3], to: support, note: 'Ann is away'})),
	async store => commit(store, facts => planDeletion(facts, {sessions: [2, 4]})),
	async store => commit(store, facts => planMessageDeletion(facts, {session: 1, messages: [2]})),
	async store => commit(store, facts => planUndo(facts, admin)),
	async store => commit(store, facts => planRedo(facts, admin)),
	fold,
	async store => transfer(store, [5, 6], bob),
	'reopen',
	async store => transfer(store, [3], sales),
	// The next imports say what the first one said, but of session 7.
	async store => alter(store, 'close', [3, 5, 6]),
	async store => alter(store, 'archive', [1, 6]),
	async store => importInto(store, later, laterFacts, asSegments),
	async store => transfer(store, [7, 1], support),
	fold,
	'reopen',
	async store => commit(store, facts => planUndo(facts, admin)),
	async store => importInto(store, [incoming(5, [message({id: 9})], {lastMessage: 30}), incoming(9)]),
	'reopen',
	fold,
	// One poll after the other: of the same sessions, of one in the trash, of one that was moved here meanwhile.
	async store => importInto(store, [incoming(9, [message({id: 10})]), incoming(2, [message({id: 4})])]),
	async store => transfer(store, [9], bob),
	async store => importInto(store, [incoming(9, [message({id: 11})])]),
	'reopen',
	async store => alter(store, 'unarchive', [6]),
	async store => alter(store, 'close', [9]),
	async store => importInto(store, [incoming(9, [message({id: 12})], {handler: support})]),
	async store => commit(store, facts => planUndo(facts, admin)),
	async store => importInto(store, [], {pbx: {name: 'Head office, renamed'}}),
	fold,
	async store => importInto(store, [incoming(1, [message({id: 20})]), incoming(3, [message({id: 20})])]),
	async store => importInto(store, [incoming(6, [message({id: 20})]), incoming(7, [message({id: 20})])]),
	tidy,
	'reopen',
	async store => importInto(store, [incoming(9, [message({id: 21})])]),
	async store => commit(store, facts => planDeletion(facts, {sessions: [9], note: 'Spam “{"h":"”'})),
	fold,
];

/** A change that fits to every store. */
export const anotherChange = async (store: Store): Promise<void> => {
	await store.commit(admin, facts => {
		const session = facts.session(3);
		return {
			kind: 'transfer',
			...(session && {moves: [{from: session.handler, to: fax, sessions: [3]}]}),
		};
	});
};

export const folder = '/data/stores/ours';

export const made = async (files: SimulatedFileSystem): Promise<Store> => {
	const machine = processOn(files);
	await createStore(folder, machine);
	return opened(files);
};

/** A store that is wholly in memory, opened by a process of its own. */
export const opened = async (files: SimulatedFileSystem, at = folder): Promise<Store> => {
	const store = await openStore(at, processOn(files));
	await store.loaded;
	return store;
};

/** What a store tells after each number of changes, when nothing goes wrong. */
export const lifeTold = async (files: SimulatedFileSystem): Promise<readonly string[]> => {
	let store = await made(files);
	const all: string[] = [];
	for (const step of life) {
		all[store.newestChange] ??= told(store);
		if (step === 'reopen') {
			await store.close();
			store = await opened(files);
		} else await step(store);
	}

	all[store.newestChange] ??= told(store);
	await store.close();
	return all;
};
