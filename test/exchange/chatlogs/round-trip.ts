import {Readable} from 'node:stream';
import test, {type ExecutionContext} from 'ava';
import {type ImportedRecord} from '../../../source/domain/history.js';
import {type IncomingSession} from '../../../source/domain/incoming.js';
import {type Message} from '../../../source/domain/message.js';
import {type StoreKind} from '../../../source/domain/store-identity.js';
import {readExports} from '../../../source/exchange/chatlogs/read-exports.js';
import {exportTexts} from '../../../source/exchange/export/export-sessions.js';
import {streamInput} from '../../../source/exchange/read/import-input.js';
import {addHold} from '../../../source/storage/hold-acts.js';
import {importSessions} from '../../../source/storage/import-sessions.js';
import {createStore, openStore} from '../../../source/storage/open-store.js';
import {type Store} from '../../../source/storage/store.js';
import {hostileText} from '../../helpers/hostile-text.js';
import {fc, trials} from '../../helpers/random.js';
import {ann, realFiles, temporaryFolder} from '../../helpers/store.js';

const text = hostileText.map(pieces => pieces.toWellFormed());
const second = fc.integer({min: 1_000_000_000, max: 1_700_000_000});
const party = fc.record({name: text, number: text});

const anyMessage: fc.Arbitrary<Message> = fc.record(
	{
		id: fc.integer({min: 1, max: Number.MAX_SAFE_INTEGER}),
		type: fc.integer({min: 0, max: 12}),
		at: second,
		author: fc.record({userType: fc.integer({min: -1, max: 12}), number: text, name: text}),
		text,
		files: fc.array(
			fc.record({name: text, id: text, uri: text, size: fc.nat(), type: text}, {requiredKeys: ['name']}),
			{minLength: 1, maxLength: 2},
		),
		delivery: fc.constantFrom('sending', 'sent', 'failed'),
		error: text,
		param: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null))),
	},
	{requiredKeys: ['id', 'type', 'at', 'author', 'text']},
);

const anyRecord: fc.Arbitrary<ImportedRecord> = fc.record(
	{at: second, kind: text, by: text, text},
	{requiredKeys: ['at', 'kind', 'by']},
);

const anySession = (kind: StoreKind): fc.Arbitrary<IncomingSession> =>
	fc
		.record({
			id: fc.integer({min: 1, max: Number.MAX_SAFE_INTEGER}),
			told: fc.record(
				{
					channel: fc.record({
						type: fc.constantFrom('sms', 'whatsapp', '\u001B[2J'),
						name: text,
						number: text,
					}),
					customer: party,
					handler: fc.record({
						kind: fc.constantFrom('extension', 'queue', 'api', 'none'),
						id: fc.nat({max: 3}),
						number: text,
						name: text,
					}),
					status: fc.constantFrom('open', 'closed'),
					archived: fc.boolean(),
					extra: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.dictionary(text, text))),
				},
				{requiredKeys: ['channel', 'customer', 'handler']},
			),
			messages: fc.uniqueArray(anyMessage, {selector: ({id}) => id, maxLength: 4}),
			records: fc.array(anyRecord, {maxLength: 3}),
		})
		.map(session => ({
			...session,
			origin: 'here',
			messages: session.messages.map(({author, ...message}) => ({
				...message,
				// Otherwise they would be another customer's.
				author: {...author, number: author.userType % 2 === 0 ? session.told.customer.number : ''},
			})),
			...(kind === 'archive' && {
				told: {...session.told, extra: {source: 'x', source_account: 'y', source_id: String(session.id)}},
			}),
		}));

const made = async (t: ExecutionContext): Promise<Store> => {
	const folder = `${temporaryFolder(t)}/store`;
	await createStore(folder, realFiles);
	const store = await openStore(folder, realFiles);
	await store.loaded;
	return store;
};

const idsOf = (store: Store): readonly number[] =>
	store.table.blocks.flatMap(block => [...block!.id.subarray(0, block!.count)]).toSorted((a, b) => a - b);

/** Everything of a session that an export carries. */
const shown = (store: Store, id: number) => {
	const {messages, records, extra} = store.history(id);
	const gone = store.deletedMessages(id);
	const session = store.session(id)!;
	return {
		session: {...session, deleted: false},
		isOrphaned: store.directory.isDeleted(session.handler),
		messages: messages.filter(message => !gone.has(message.id)),
		records,
		extra: extra ?? {},
		holds: store.holds
			.filter(({sessions}) => JSON.stringify(sessions).includes(String(id)))
			.map(({name, note}) => ({name, note})),
	};
};

const intoEmpty = async (
	t: ExecutionContext,
	texts: Iterable<string> | AsyncIterable<string>,
	most?: number,
) => {
	const copy = await made(t);
	const refused: unknown[] = [];
	const batches = readExports([streamInput(Readable.from(texts), 'stdin')], most);
	for await (const batch of batches) {
		const report = await importSessions(copy, ann, {...batch, sources: []});
		refused.push(...report.refused);
	}

	return {copy, refused};
};

for (const kind of ['pbx', 'archive'] as const)
	for (const format of ['json', 'ndjson'] as const)
		test(`an export of a ${kind} as ${format} gives the same sessions in an empty store`, async t => {
			const anyStore = fc.uniqueArray(anySession(kind), {selector: ({id}) => id, minLength: 1, maxLength: 6});
			await fc.assert(
				fc.asyncProperty(anyStore, fc.nat(), async (sessions, chance) => {
					const store = await made(t);
					await importSessions(store, ann, {facts: {kind}, sessions, sources: [], refused: []});
					const ids = idsOf(store);
					const one = ids[chance % ids.length]!;
					const [message] = store.history(one).messages;
					await addHold(store, ann, {name: 'Case', note: 'why', sessions: [one]});
					await importSessions(store, ann, {
						facts: {kind, gone: [store.session(one)!.handler]},
						sessions: [],
						sources: [],
						refused: [],
					});
					const other = ids.find(id => id !== one);
					const [hidden] = other === undefined ? [] : store.history(other).messages;
					if (hidden !== undefined)
						await store.commit(ann, () => ({
							kind: 'delete-messages',
							messagesDeleted: [
								{
									session: other!,
									ids: [hidden.id],
									messages: 1,
									failed: Number(hidden.delivery === 'failed'),
									files: hidden.files?.length ?? 0,
								},
							],
						}));
					const {texts} = exportTexts(store, {ids, format});
					const {copy, refused} = await intoEmpty(t, texts, message === undefined ? undefined : 1);
					t.deepEqual(refused, []);
					t.deepEqual(idsOf(copy), ids);
					for (const id of ids) t.deepEqual(shown(copy, id), shown(store, id));
					const again = exportTexts(copy, {ids, format});
					for await (const batch of readExports([streamInput(Readable.from(again.texts), 'stdin')]))
						t.like(await importSessions(copy, ann, {...batch, sources: []}), {change: undefined});
					await copy.close();
					await store.close();
				}),
				{numRuns: trials(25), includeErrorInReport: true},
			);
		});

test('a session in the trash and its kept messages come in as any other', async t => {
	const store = await made(t);
	const [session] = fc.sample(anySession('pbx'), 1);
	await importSessions(store, ann, {facts: {}, sessions: [session!], sources: [], refused: []});
	await store.commit(ann, () => ({kind: 'delete', deleted: [session!.id]}));
	const {texts} = exportTexts(store, {ids: [session!.id], format: 'ndjson'});
	const {copy} = await intoEmpty(t, texts);
	t.false(copy.session(session!.id)!.deleted);
	t.is(copy.history(session!.id).messages.length, session!.messages.length);
});

const exported = (
	site: string,
	id: number,
	{version = 1, ...others}: {readonly version?: number; readonly [name: string]: unknown} = {},
) =>
	JSON.stringify({
		site,
		chatlogs: {export: version, store: 'pbx'},
		...others,
		session: {
			id,
			channel: {type: 'sms', name: '', number: ''},
			customer: {name: '', number: '1'},
			sender: {name: '', number: '1'},
			handler: {kind: 'none', id: 0, number: '', name: ''},
			status: 'open',
			transfers: 0,
		},
	});

test('sessions of two stores are never mixed, and those of a newer chatlogs refused', async t => {
	const lines = [
		exported('a', 1),
		exported('b', 2),
		exported('a', 3, {version: 2}),
		'{"chatlogs":{"export":1,"store":"pbx"}}',
	];
	const {copy, refused} = await intoEmpty(t, [lines.join('\n')]);
	t.deepEqual(idsOf(copy), [1]);
	t.deepEqual(
		refused.map(each => (each as {reason: string}).reason),
		[
			'it is of another store than the first one; import the sessions of each by themselves',
			'a newer chatlogs exported it; update this one',
			'it is of another store than the first one; import the sessions of each by themselves',
		],
	);
});

test('a hold whose times no store can hold is refused with its session', async t => {
	const filter = 'created:2025-01-01..2025-02-01';
	const times = [
		[1.5, 2],
		[-1e300, 5],
		[1, 2, 3],
		['1', 2],
		[null, null],
	];
	const lines = times.map((time, index) =>
		exported('a', index + 1, {holds: [{name: 'Case', filter, times: [time]}]}),
	);
	const {copy, refused} = await intoEmpty(t, [lines.join('\n')]);
	t.deepEqual(idsOf(copy), [5]);
	t.is(refused.length, 4);
	t.like(copy.holds, {length: 1});
});

const deep = (text: string): string => text.replace('"DEEP"', '['.repeat(20_000) + ']'.repeat(20_000));

test('whatever is nested too deeply does no harm, and is refused where it would be kept', async t => {
	const lines = [
		deep(exported('a', 1, {more: 'DEEP'})),
		deep(exported('a', 2, {messages: [{author: {code: 1}, id: 'DEEP'}]})),
		deep(exported('a', 3).replace('"transfers":0', '"transfers":0,"extra":{"a":"DEEP"}')),
	];
	const {copy, refused} = await intoEmpty(t, [lines.join('\n')]);
	t.deepEqual(idsOf(copy), [1]);
	t.is(refused.length, 2);
});

test('sessions of an archive that want the last of all ids get free ones', async t => {
	const lines = ['a', 'b', 'c'].map(id =>
		exported('x', Number.MAX_SAFE_INTEGER, {chatlogs: {export: 1, store: 'archive'}}).replace(
			'"transfers":0',
			`"transfers":0,"extra":{"source":"whatsapp","source_id":"${id}"}`,
		),
	);
	const {copy, refused} = await intoEmpty(t, [lines.join('\n')]);
	t.deepEqual(refused, []);
	t.deepEqual(idsOf(copy), [1, 2, Number.MAX_SAFE_INTEGER]);
});
