import test, {type ExecutionContext} from 'ava';
import {
	archiveSession,
	closeSession,
	deleteSession,
	transferSession,
} from '../../../../source/exchange/yeastar/api/acts.js';
import {Client} from '../../../../source/exchange/http/client.js';
import {listMessages, listNewestMessages} from '../../../../source/exchange/yeastar/api/messages.js';
import {findOwner, listOwners} from '../../../../source/exchange/yeastar/api/owners.js';
import {type PbxApi} from '../../../../source/exchange/yeastar/api/pbx-api.js';
import {findSession, findSessions, listSessions} from '../../../../source/exchange/yeastar/api/sessions.js';
import {askInformation} from '../../../../source/exchange/yeastar/api/system.js';
import {PbxTrouble} from '../../../../source/exchange/yeastar/api/trouble.js';
import {type Cause, type ToldVerdict} from '../../../../source/exchange/yeastar/api/verdict.js';
import {never, openApi} from '../../../helpers/pbx/api.js';
import {type Fault} from '../../../helpers/pbx/faults.js';
import {endpoints, furnish, startPbx} from '../../../helpers/pbx/pbx.js';
import {temporaryFolder} from '../../../helpers/store.js';

const ann = {userType: 1, number: '1001'} as const;

/** By endpoint, a question about session `id`. */
const questions: Readonly<Record<string, (api: PbxApi, id: number) => Promise<unknown>>> = {
	'system/information': async api => askInformation(api, never),
	'extension/list': async api => listOwners(api, 'extension', never),
	'extension/get': async api => findOwner(api, 'extension', 11, never),
	'message_queue/list': async api => listOwners(api, 'queue', never),
	'message_queue/get': async api => findOwner(api, 'queue', 5, never),
	'message_session/list': async api => listSessions(api, ann, undefined, never),
	'message_session/get': async (api, id) => findSession(api, id, never),
	'message_session/query': async (api, id) => findSessions(api, [id], never),
	'message/get': async (api, id) => listMessages(api, id, undefined, never),
	'message/query': async (api, id) => listNewestMessages(api, [id], never),
};

/** By endpoint, something done to session `id`. */
const acts: Readonly<Record<string, (api: PbxApi, id: number) => Promise<ToldVerdict>>> = {
	'message_session/transfer': async (api, id) =>
		transferSession(api, id, {kind: 'queue', id: 5, number: '', name: ''}, never),
	'message_session/close': async (api, id) => closeSession(api, id, never),
	'message_session/archive': async (api, id) => archiveSession(api, id, ann, true, never),
	'message_session/unarchive': async (api, id) => archiveSession(api, id, ann, false, never),
	'message_session/delete': async (api, id) => deleteSession(api, id, ann, never),
};

const start = async (t: ExecutionContext, timeout = 120_000) => {
	const pbx = await startPbx(t, {shows: 'http'});
	furnish(pbx);
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	pbx.world.chats.get(id)!.archivedBy.add('1:1002');
	return {pbx, id, ...openApi(t, pbx, {timeout})};
};

test('every endpoint is in a table', t => {
	const elsewhere = ['get_token', 'refresh_token', 'del_token', 'message_channel/list'];
	const told = [...Object.keys(questions), ...Object.keys(acts), ...elsewhere];
	t.deepEqual(told.toSorted(), endpoints.toSorted());
});

/** Those that pass, and the calls that it takes. */
const passing: readonly (readonly [fault: Fault, calls: number])[] = [
	['html', 2],
	['reset', 2],
	['lost', 2],
	['cut', 2],
	['half', 2],
	[{status: 408}, 2],
	[{status: 429, retryAfter: '3'}, 2],
	[{status: 500}, 2],
	[{status: 503, retryAfter: '3'}, 2],
	[{errcode: -2}, 2],
	[{errcode: 2}, 2],
	[{errcode: 70_082}, 2],
	[{errcode: 10_004}, 2],
	[{errcode: 10_005}, 2],
];

/** Those that stay, what they are called, and the calls until it is given up. */
const staying: readonly (readonly [fault: Fault, cause: Cause, calls: number])[] = [
	['html', 'web portal', 5],
	['reset', 'no sound answer', 5],
	['lost', 'no sound answer', 5],
	['cut', 'no sound answer', 5],
	['half', 'no sound answer', 5],
	[{status: 302}, 'not the api', 1],
	[{status: 403}, 'not the api', 1],
	[{status: 404}, 'not the api', 1],
	[{status: 429, retryAfter: '600'}, 'no sound answer', 1],
	[{status: 502}, 'no sound answer', 5],
	[{errcode: -2}, 'no sound answer', 5],
	[{errcode: -1}, 'other', 1],
	[{errcode: 10_001}, 'not there', 1],
	[{errcode: 10_002}, 'too old', 1],
	[{errcode: 10_004}, 'access denied', 2],
	[{errcode: 10_005}, 'access denied', 2],
	[{errcode: 10_009}, 'access denied', 1],
	[{errcode: 70_004}, 'locked out', 1],
	[{errcode: 70_082}, 'no sound answer', 5],
	[{errcode: 70_087}, 'locked out', 1],
	[{errcode: 70_123}, 'api off', 1],
	[{errcode: 99_999}, 'other', 1],
];

for (const [endpoint, ask] of Object.entries(questions)) {
	test(`${endpoint}: a fault that passes changes nothing`, async t => {
		const {pbx, id, api} = await start(t);
		const expected = await ask(api, id);
		for (const [fault, calls] of passing) {
			const before = pbx.calls(endpoint).length;
			pbx.faults.add(endpoint, fault, 1);
			t.deepEqual(await ask(api, id), expected, JSON.stringify(fault));
			t.is(pbx.calls(endpoint).length - before, calls, JSON.stringify(fault));
		}
	});

	test(`${endpoint}: a fault that stays is told by its cause`, async t => {
		const {pbx, id, api} = await start(t);
		await ask(api, id);
		// Where one endpoint for many is missing, each is asked for alone.
		const many = endpoint.endsWith('/query');
		for (const [fault, cause, calls] of staying) {
			if (many && typeof fault === 'object' && 'errcode' in fault && fault.errcode === 10_001) continue;
			const before = pbx.calls(endpoint).length;
			pbx.faults.add(endpoint, fault);
			const error = await t.throwsAsync(ask(api, id), {instanceOf: PbxTrouble}, JSON.stringify(fault));
			t.is(error.pbxCause, cause, JSON.stringify(fault));
			t.notRegex(error.message, /access_token|undefined/);
			t.is(pbx.calls(endpoint).length - before, calls, JSON.stringify(fault));
			pbx.faults.clear();
		}

		t.is(pbx.calls('get_token').length, 1);
	});
}

/** With connections that stand, so that the time goes by for nothing but the missing answers. */
const startImpatient = async (t: ExecutionContext) => {
	const started = await start(t, 1000);
	// A PBX that has never answered is not asked again, and here this process may be what is slow.
	for (let tries = 0; tries < 20; tries++) {
		const isHeard = await askInformation(started.api, never).then(
			() => true,
			() => false,
		);
		if (isHeard) break;
	}

	await Promise.all(Array.from({length: 4}, async () => askInformation(started.api, never)));
	return started;
};

test.serial('questions that are never answered are asked again', async t => {
	const {pbx, id, api} = await startImpatient(t);
	for (const endpoint of Object.keys(questions)) pbx.faults.add(endpoint, 'hang', 1);
	await Promise.all(
		Object.entries(questions).map(async ([endpoint, ask]) => t.notThrowsAsync(ask(api, id), endpoint)),
	);
});

interface Outcome {
	readonly verdict: Partial<ToldVerdict>;
	/** Whether the PBX did it. */
	readonly isDone: boolean;
	readonly calls?: number;
}

const outcomes: readonly (readonly [fault: Fault, outcome: Outcome])[] = [
	['html', {verdict: {kind: 'pause', cause: 'web portal'}, isDone: false}],
	['reset', {verdict: {kind: 'again', isDoubtful: true}, isDone: false}],
	['lost', {verdict: {kind: 'again', isDoubtful: true}, isDone: true}],
	['cut', {verdict: {kind: 'again', isDoubtful: true}, isDone: true}],
	['half', {verdict: {kind: 'again', isDoubtful: true}, isDone: true}],
	[{status: 302}, {verdict: {kind: 'pause', cause: 'not the api'}, isDone: false}],
	[
		{status: 429, retryAfter: '3'},
		{verdict: {kind: 'again', isDoubtful: false, seconds: 3}, isDone: false},
	],
	[{status: 503}, {verdict: {kind: 'again', isDoubtful: true}, isDone: false}],
	[{errcode: -2}, {verdict: {kind: 'again', isDoubtful: true}, isDone: false}],
	[{errcode: -1}, {verdict: {kind: 'pause', cause: 'other'}, isDone: false}],
	[{errcode: 1}, {verdict: {kind: 'done', isPartial: true}, isDone: false}],
	[{errcode: 2}, {verdict: {kind: 'again', isDoubtful: true}, isDone: false}],
	[{errcode: 10_001}, {verdict: {kind: 'pause', cause: 'not there'}, isDone: false}],
	[{errcode: 10_004}, {verdict: {kind: 'pause', cause: 'access denied'}, isDone: false, calls: 2}],
	[{errcode: 10_005}, {verdict: {kind: 'pause', cause: 'access denied'}, isDone: false, calls: 2}],
	[{errcode: 10_009}, {verdict: {kind: 'pause', cause: 'access denied'}, isDone: false}],
	[{errcode: 40_002}, {verdict: {kind: 'refused', code: 40_002}, isDone: false}],
	[{errcode: 60_001}, {verdict: {kind: 'refused', code: 60_001}, isDone: false}],
	[{errcode: 60_002}, {verdict: {kind: 'refused', code: 60_002}, isDone: false}],
	[{errcode: 70_082}, {verdict: {kind: 'again', isDoubtful: false}, isDone: false}],
	[{errcode: 70_084}, {verdict: {kind: 'refused', code: 70_084}, isDone: false}],
	[{errcode: 70_123}, {verdict: {kind: 'pause', cause: 'api off'}, isDone: false}],
	[{errcode: 99_999}, {verdict: {kind: 'pause', cause: 'other'}, isDone: false}],
];

for (const [endpoint, act] of Object.entries(acts))
	test(`${endpoint}: is sent once whatever happens, and the verdict says whether it may be done`, async t => {
		for (const [fault, {verdict, isDone, calls = 1}] of outcomes) {
			const {pbx, id, api} = await start(t);
			const chat = pbx.world.chats.get(id)!;
			if (endpoint.endsWith('unarchive')) chat.archivedBy.add('1:1001');
			const before = JSON.stringify([chat, [...chat.archivedBy], [...chat.deletedBy]]);
			pbx.faults.add(endpoint, fault);
			t.like(await act(api, id), verdict, JSON.stringify(fault));
			t.is(pbx.calls(endpoint).length, calls, JSON.stringify(fault));
			const after = JSON.stringify([chat, [...chat.archivedBy], [...chat.deletedBy]]);
			t.is(after !== before, isDone, JSON.stringify(fault));
		}
	});

for (const [endpoint, act] of Object.entries(acts))
	test(`${endpoint}: a token that expired does not keep it from being done`, async t => {
		const {pbx, id, api} = await start(t);
		pbx.faults.add(endpoint, {errcode: 10_004}, 1);
		t.like(await act(api, id), {kind: 'done'});
	});

test.serial('acts that are never answered may be done', async t => {
	const {pbx, id, api} = await startImpatient(t);
	pbx.faults.add('*', 'hang');
	await Promise.all(
		Object.entries(acts).map(async ([endpoint, act]) => {
			t.like(await act(api, id), {kind: 'again', isDoubtful: true}, endpoint);
			t.is(pbx.calls(endpoint).length, 1, endpoint);
		}),
	);
});

test('a certificate that is not trusted is told, and nothing is sent', async t => {
	const pbx = await startPbx(t);
	const http = new Client({origin: pbx.origin, trust: {}, environment: {}});
	t.teardown(async () => http.close());
	const error = await t.throwsAsync(askInformation(openApi(t, pbx, {http}).api, never), {
		instanceOf: PbxTrouble,
	});
	t.is(error.pbxCause, 'certificate');
	t.is(
		error.message,
		'Asked for a token, the PBX showed a certificate that is not trusted: it is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT).',
	);
	t.is(pbx.seen.length, 0);
});

test('an act for which there is no connection was not sent', async t => {
	const {pbx, id} = await start(t);
	const stateFolder = temporaryFolder(t);
	await askInformation(openApi(t, pbx, {stateFolder}).api, never);
	await pbx.close();
	const verdict = await closeSession(openApi(t, pbx, {stateFolder}).api, id, never);
	t.like(verdict, {kind: 'again', cause: 'unreachable', isDoubtful: false});
});

/** What a login meets, what that is called, and the logins that are tried. */
const logins: readonly (readonly [fault: Fault, cause: Cause, calls: number])[] = [
	['html', 'web portal', 5],
	['reset', 'no sound answer', 5],
	['half', 'no sound answer', 5],
	[{status: 302}, 'not the api', 1],
	[{status: 503}, 'no sound answer', 5],
	...[-1, 10_003, 10_005, 40_002, 60_001].map(errcode => [{errcode}, 'wrong secret', 1] as const),
	[{errcode: -2}, 'no sound answer', 5],
	[{errcode: 10_001}, 'not there', 1],
	[{errcode: 60_002}, 'other', 1],
	[{errcode: 70_004}, 'locked out', 1],
	[{errcode: 70_087}, 'locked out', 1],
	[{errcode: 70_123}, 'api off', 1],
];

for (const [fault, cause, calls] of logins)
	test(`a login that meets ${JSON.stringify(fault)}: ${cause}`, async t => {
		const {pbx, api, id} = await start(t);
		pbx.faults.add('get_token', fault);
		const asked = await t.throwsAsync(askInformation(api, never), {instanceOf: PbxTrouble});
		t.is(asked.pbxCause, cause);
		t.is(pbx.calls('get_token').length, calls);
		const acted = await t.throwsAsync(closeSession(api, id, never), {instanceOf: PbxTrouble});
		t.is(acted.pbxCause, cause);
		t.is(pbx.calls('message_session/close').length, 0);
	});

for (const [fault, isHealed] of [
	['reset', false],
	['html', false],
	[{status: 503}, false],
	[{errcode: 70_004}, false],
	[{errcode: 70_123}, false],
	[{errcode: -1}, true],
	[{errcode: 10_001}, false],
	[{errcode: 10_004}, true],
	[{errcode: 10_005}, true],
	[{errcode: 40_002}, true],
	[{errcode: 60_001}, true],
] as const)
	test(`a refresh that meets ${JSON.stringify(fault)} ${isHealed ? 'becomes a login' : 'is told'}`, async t => {
		const {pbx, api} = await start(t);
		await askInformation(api, never);
		pbx.pass(1800);
		pbx.faults.add('refresh_token', fault);
		if (isHealed) await t.notThrowsAsync(askInformation(api, never));
		else await t.throwsAsync(askInformation(api, never), {instanceOf: PbxTrouble});
		t.is(pbx.calls('get_token').length, isHealed ? 2 : 1);
	});
