import test, {type ExecutionContext} from 'ava';
import {Refusal} from '../../../../source/domain/refusal.js';
import {type Client} from '../../../../source/exchange/http/client.js';
import {listMessages, listNewestMessages} from '../../../../source/exchange/yeastar/api/messages.js';
import {findOwner, listOwners} from '../../../../source/exchange/yeastar/api/owners.js';
import {PbxApi} from '../../../../source/exchange/yeastar/api/pbx-api.js';
import {probe} from '../../../../source/exchange/yeastar/api/probe.js';
import {findSession, findSessions, listSessions} from '../../../../source/exchange/yeastar/api/sessions.js';
import {fc, trials} from '../../../helpers/random.js';
import {realFiles, temporaryFolder} from '../../../helpers/store.js';
import {never} from '../../../helpers/pbx/api.js';

/** The API of somebody who answers everything with the same body, and tokens for a login. */
const open = (t: ExecutionContext, answer: () => object) => {
	const http: Pick<Client, 'send'> = {
		send: ({path}) => {
			const body = /\/(?:get|refresh)_token/.test(path) ? {errcode: 0, access_token: 'a'} : answer();
			return Promise.resolve({
				status: 200,
				type: 'application/json',
				retryAfter: undefined,
				body: Buffer.from(JSON.stringify(body)),
			});
		},
	};
	return new PbxApi({
		http,
		network: {random: () => 0, wait: () => Promise.resolve()},
		machine: realFiles,
		random: bytes => 'ab'.repeat(bytes),
		stateFolder: temporaryFolder(t),
		instance: 'i',
		login: {origin: 'https://pbx.example', clientId: 'c'},
		secret: () => 's',
	});
};

const names = [
	'list',
	'data',
	'records',
	'total_number',
	'id',
	'session_id',
	'msg_id',
	'last_msg_id',
	'send_time',
	'sender',
	'number',
	'name',
	'members',
	'sn',
	'timestamp',
	'errmsg',
] as const;

/** JSON with the API's own names in it, some of it packed into strings. */
const hostile = fc.letrec<{readonly value: unknown}>(tie => ({
	value: fc.oneof(
		{maxDepth: 4},
		fc.constantFrom(null, '', '0', 0, -1, 1, 7, '7', '007', 1e300, true, 'x', '[]', '{}', '[{"id":7}]'),
		fc.array(tie('value'), {maxLength: 3}),
		fc.dictionary(fc.constantFrom(...names), tie('value'), {maxKeys: 5}),
		tie('value').map(value => JSON.stringify(value)),
	),
})).value;

const questions: Readonly<Record<string, (api: PbxApi) => Promise<unknown>>> = {
	probe: async api => probe(api, never),
	extensions: async api => listOwners(api, 'extension', never),
	queues: async api => listOwners(api, 'queue', never),
	queue: async api => findOwner(api, 'queue', 7, never),
	sessions: async api => listSessions(api, {userType: 9}, undefined, never),
	session: async api => findSession(api, 7, never),
	'several sessions': async api => findSessions(api, [7, 8], never),
	messages: async api => listMessages(api, 7, undefined, never),
	'messages of several sessions': async api => listNewestMessages(api, [7, 8], never),
};

for (const [title, ask] of Object.entries(questions))
	test(`${title}: whatever is answered is used or refused`, async t => {
		let answer: object = {};
		const api = open(t, () => answer);
		await fc.assert(
			fc.asyncProperty(
				fc.dictionary(fc.constantFrom(...names), hostile, {maxKeys: 6}),
				fc.constantFrom(0, 1, '0'),
				async (members, errcode) => {
					answer = {...members, errcode};
					try {
						await ask(api);
					} catch (error) {
						if (!(error instanceof Refusal)) throw error;
					}
				},
			),
			{numRuns: trials(300)},
		);
		t.pass();
	});

test('entries that cannot be used are named, and the others are used', async t => {
	const good = {id: 7, type: 'sms', last_msg_id: 70};
	const api = open(t, () => ({errcode: 0, list: [{id: '007'}, null, good, 'x', [good], {type: 'sms'}]}));
	const page = await listSessions(api, {userType: 9}, undefined, never);
	t.deepEqual(
		page.sessions.map(({id}) => id),
		[7],
	);
	t.deepEqual(
		page.refused.map(({origin}) => origin),
		[0, 1, 3, 4, 5].map(index => `message_session/list[${index}]`),
	);
	t.is(page.next, 70);
});

test('messages of another session are not taken for those of the one that was asked for', async t => {
	const record = {msg_id: 5, send_time: 1_763_800_000, msg_type: 0, msg_body: 'x', sender: {}};
	const foreign = open(t, () => ({errcode: 0, data: {session_id: 8, records: [record]}}));
	await t.throwsAsync(listMessages(foreign, 7, undefined, never), {
		instanceOf: Refusal,
		message: /session 7/,
	});
	const mixed = open(t, () => ({
		errcode: 0,
		data: {session_id: 7, records: [record, {...record, session_id: 8, msg_id: 4}]},
	}));
	const page = await listMessages(mixed, 7, undefined, never);
	t.is(page?.messages.length, 1);
	t.is(page?.refused.length, 1);
	// The older pages are asked for all the same.
	t.is(page?.next, 4);
});

test('an answer about another session or owner is none', async t => {
	const api = open(t, () => ({errcode: 0, list: {id: 8, name: 'x'}, data: {id: 8, name: 'x'}}));
	await t.throwsAsync(findSession(api, 7, never), {instanceOf: Refusal, message: /session 7/});
	await t.throwsAsync(findOwner(api, 'queue', 7, never), {instanceOf: Refusal, message: /queue 7/});
});
