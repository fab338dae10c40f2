import anyTest, {type TestFn} from 'ava';
import {planDeletion, planMessageDeletion} from '../../../source/domain/act/deletion.js';
import {planPurge} from '../../../source/domain/act/purge.js';
import {planRestoration} from '../../../source/domain/act/restoration.js';
import {planStateAct} from '../../../source/domain/act/state-act.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {planRedo, planUndo} from '../../../source/domain/act/undo.js';
import {type Handler} from '../../../source/domain/handler.js';
import {Refusal} from '../../../source/domain/refusal.js';
import {connectTo, type Database} from '../../../source/exchange/feed/connect.js';
import {feedRound} from '../../../source/exchange/feed/feed-round.js';
import {prepareSchema} from '../../../source/exchange/feed/schema.js';
import {fold} from '../../../source/storage/fold.js';
import {addHold, releaseHold} from '../../../source/storage/hold-acts.js';
import {type Store} from '../../../source/storage/store.js';
import {fedTables, storeTables} from '../../helpers/fed-tables.js';
import {hostileText} from '../../helpers/hostile-text.js';
import {agent, ann, bob, fax, ghost, message, office, sales, support} from '../../helpers/office.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {Postgres, postgresMissing} from '../../helpers/postgres.js';
import {purgedLife, undoneLife} from '../../helpers/purged-life.js';
import {fc, trials} from '../../helpers/random.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';
import {
	admin,
	asSegments,
	commit,
	importInto,
	incoming,
	life,
	made,
	opened,
	type Step,
	tidy,
} from '../../helpers/simulated-life.js';

interface Living {
	readonly database: Database;
	readonly url: string;
}

const test = anyTest as TestFn<Living & {readonly postgres: Postgres}>;
const testIt = postgresMissing === undefined ? test.serial : test.serial.skip;
const sources = {environment: {}, configFolder: '/nowhere'};

test.before(async t => {
	if (postgresMissing !== undefined) return t.log(postgresMissing);

	const postgres = await Postgres.start();
	const url = postgres.create('logs');
	const database = await connectTo(url, sources);
	await prepareSchema(database);
	t.context = {postgres, url, database};
});

test.after.always(async t => {
	if (postgresMissing !== undefined) return;
	await t.context.database.close();
	await t.context.postgres.stop();
});

/** The connection breaks at the call with that number, as if the program had been killed there. */
class Killed extends Error {}

const dyingAt = (database: Database, last: number): Database => {
	let calls = 0;
	const counted = async <Result>(work: () => Promise<Result>): Promise<Result> => {
		if (++calls < last) return work();
		await database.close();
		throw new Killed();
	};

	return {
		...database,
		query: async (sql, values) => counted(async () => database.query(sql, values)),
		copyIn: async (sql, text) =>
			counted(async () => database.copyIn(sql, text)).finally(() => {
				text.destroy();
			}),
		atOnce: async work => database.atOnce(work),
	};
};

const fed = async (database: Database, store: Store): Promise<unknown> =>
	feedRound(database, 'postgres://here', {store, now: 1_700_000_000});

/** Feeds by a connection of its own, which breaks at the call with that number if there are so many. */
const killed = async (database: Database, store: Store, last: number): Promise<void> => {
	try {
		await fed(dyingAt(database, last), store);
	} finally {
		await database.close();
	}
};

type LifeStep = Step | 'reopen' | 'feed' | {readonly kill: number};

/** Lives a life; what is refused counts as lived. */
const live = async ({database, url}: Living, steps: Iterable<LifeStep>): Promise<Store> => {
	const files = new SimulatedFileSystem();
	let store = await made(files);
	for (const step of steps) {
		try {
			if (step === 'reopen') store = await opened(files);
			else if (step === 'feed') {
				if (store.newestChange > 0) await fed(database, store);
			} else if (typeof step === 'function') await step(store);
			else if (store.newestChange > 0) await killed(await connectTo(url, sources), store, step.kill);
		} catch (error) {
			if (!(error instanceof Refusal) && !(error instanceof Killed)) throw error;
		}
	}

	await fed(database, store);
	return opened(files);
};

const isSame = (postgres: Postgres, store: Store): readonly [unknown, unknown] => [
	fedTables({postgres, database: 'logs'}, store.identity.id!),
	storeTables(store),
];

for (const [name, steps] of Object.entries({life, purgedLife, undoneLife})) {
	testIt(
		`a store that is fed after each step of its life stands in the tables as it is: ${name}`,
		async t => {
			const {postgres, ...living} = t.context;
			for (const often of [steps.flatMap(step => [step, 'feed' as const]), steps]) {
				const [tables, expected] = isSame(postgres, await live(living, often));
				t.deepEqual(tables, expected);
			}
		},
	);
}

/** Also what no text of a database can hold. */
const anyText = fc.oneof(
	hostileText,
	fc.constantFrom('a\0b', '\uD83D', '\uDE00 x', String.raw`\N \. \u0000 \\`, '\t\r\n'),
);

const anyIds = fc.uniqueArray(fc.integer({min: 1, max: 12}), {minLength: 1, maxLength: 5});
const anyOwner = fc.constantFrom<Handler>(ann, bob, ghost, support, sales, fax);

const anyImport = fc
	.record({
		ids: anyIds,
		messages: fc.array(
			fc.record({
				id: fc.integer({min: 1, max: 40}),
				isAgent: fc.boolean(),
				text: anyText,
				delivery: fc.constantFrom(undefined, 'sent' as const, 'failed' as const),
				files: fc.array(fc.record({name: anyText}), {maxLength: 2}),
			}),
			{minLength: 1, maxLength: 4},
		),
		handler: anyOwner,
		status: fc.constantFrom('open' as const, 'closed' as const),
		isLarge: fc.boolean(),
		areQueuesGone: fc.boolean(),
	})
	.map(
		({ids, messages, handler, status, isLarge, areQueuesGone}): Step =>
			async store =>
				importInto(
					store,
					ids.map(id =>
						incoming(
							id,
							messages.map(({isAgent, files, delivery, ...rest}) =>
								message({
									...rest,
									...(isAgent && {author: agent}),
									...(delivery && {delivery}),
									...(files.length > 0 && {files}),
								}),
							),
							{handler, status},
						),
					),
					{
						pbx: ablePbx,
						directory: areQueuesGone
							? {owners: [ann, bob].map(owner => ({...owner, kind: 'extension'})), complete: ['queue']}
							: office.toRecord(),
					},
					isLarge ? asSegments : {},
				),
	);

const anyHold = fc.constantFrom('A', 'B');

const anyStep: fc.Arbitrary<LifeStep> = fc.oneof(
	{arbitrary: anyImport, weight: 3},
	{arbitrary: fc.constant('feed' as const), weight: 4},
	{arbitrary: fc.record({kill: fc.integer({min: 1, max: 22})}), weight: 3},
	fc.constant('reopen' as const),
	fc.constant(fold),
	fc.constant(tidy),
	// A repair may have altered anything.
	fc.constant<Step>(async store => store.commit(admin, () => ({kind: 'repair'}))),
	fc.tuple(anyIds, anyOwner).map(
		([sessions, to]): Step =>
			async store =>
				commit(store, facts => planTransfer(facts, {sessions, to, note: 'n'})),
	),
	anyIds.map(
		(sessions): Step =>
			async store =>
				commit(store, facts => planDeletion(facts, {sessions})),
	),
	anyIds.map(
		(sessions): Step =>
			async store =>
				commit(store, facts => planRestoration(facts, {sessions})),
	),
	fc.tuple(anyIds, fc.constantFrom('close' as const, 'archive' as const, 'unarchive' as const)).map(
		([sessions, kind]): Step =>
			async store =>
				commit(store, facts => planStateAct(facts, {kind, sessions})),
	),
	fc
		.tuple(
			fc.integer({min: 1, max: 12}),
			fc.array(fc.integer({min: 1, max: 40}), {minLength: 1, maxLength: 20}),
		)
		.map(
			([session, messages]): Step =>
				async store =>
					commit(store, facts => planMessageDeletion(facts, {session, messages})),
		),
	fc.tuple(anyIds, fc.boolean()).map(
		([sessions, erase]): Step =>
			async store =>
				commit(store, facts => planPurge(facts, {sessions, erase})),
	),
	fc.constant<Step>(async store => commit(store, facts => planUndo(facts, admin))),
	fc.constant<Step>(async store => commit(store, facts => planRedo(facts, admin))),
	fc.tuple(anyHold, anyIds).map(
		([name, sessions]): Step =>
			async store =>
				addHold(store, admin, {name, sessions}),
	),
	anyHold.map(
		(name): Step =>
			async store =>
				releaseHold(store, admin, name),
	),
);

testIt(
	'whatever a store lives through, and whenever the feed is killed, the tables then stand as it does',
	async t => {
		const {postgres, ...living} = t.context;
		await fc.assert(
			fc.asyncProperty(fc.array(anyStep, {minLength: 5, maxLength: 25}), async steps => {
				const store = await live(living, [anyFirst, ...steps]);
				const [tables, expected] = isSame(postgres, store);
				t.deepEqual(tables, expected);
			}),
			{numRuns: trials(8)},
		);
	},
);

/** Sessions to begin with. */
const anyFirst: Step = async store =>
	importInto(
		store,
		[1, 2, 3, 4, 5, 6, 7, 8].map(id => incoming(id)),
		{pbx: ablePbx, directory: office.toRecord()},
	);
