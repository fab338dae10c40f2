import {chmodSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {Refusal} from '../../../../source/domain/refusal.js';
import {PbxTrouble} from '../../../../source/exchange/yeastar/api/trouble.js';
import {askInformation} from '../../../../source/exchange/yeastar/api/system.js';
import {type PbxApi} from '../../../../source/exchange/yeastar/api/pbx-api.js';
import {never, openApi} from '../../../helpers/pbx/api.js';
import {startPbx, type TestPbx} from '../../../helpers/pbx/pbx.js';
import {temporaryFolder} from '../../../helpers/store.js';

const ask = async (api: PbxApi): Promise<string> => {
	const {sn} = await askInformation(api, never);
	return sn;
};

const causeOf = async (t: ExecutionContext, asking: Promise<unknown>): Promise<string> => {
	const error = await t.throwsAsync(asking, {instanceOf: PbxTrouble});
	return error.pbxCause;
};

const logins = (pbx: TestPbx): number => pbx.calls('get_token').length;

test('one login serves all processes of an instance', async t => {
	const pbx = await startPbx(t);
	const stateFolder = temporaryFolder(t);
	const processes = Array.from({length: 4}, () => openApi(t, pbx, {stateFolder}).api);
	await Promise.all(processes.flatMap(api => [ask(api), ask(api)]));
	t.is(logins(pbx), 1);
	t.is(pbx.office.alive, 1);
	await ask(openApi(t, pbx, {stateFolder, instance: 'another'}).api);
	t.is(logins(pbx), 2);
});

test('a token is not sent to another PBX, nor used by another application', async t => {
	const [pbx, other] = [await startPbx(t), await startPbx(t)];
	const stateFolder = temporaryFolder(t);
	await ask(openApi(t, pbx, {stateFolder}).api);
	await ask(openApi(t, other, {stateFolder}).api);
	t.deepEqual([logins(pbx), logins(other)], [1, 1]);
	t.true(other.seen.every(({endpoint}) => endpoint === 'get_token' || endpoint === 'system/information'));
	t.is(other.seen.length, 2);
});

test('waiting for another process that logs in ends when it shall', async t => {
	const pbx = await startPbx(t);
	const stateFolder = temporaryFolder(t);
	const {promise: asked, resolve: tellAsked} = Promise.withResolvers<undefined>();
	pbx.faults.add('get_token', 'hang');
	pbx.before = () => tellAsked(undefined);
	const [first, second] = [new AbortController(), new AbortController()];
	const {api: slow} = openApi(t, pbx, {stateFolder, timeout: 60_000});
	const {api: waiting} = openApi(t, pbx, {stateFolder});
	const slowly = t.throwsAsync(askInformation(slow, first.signal), {name: 'AbortError'});
	await asked;
	const waits = t.throwsAsync(askInformation(waiting, second.signal), {name: 'AbortError'});
	second.abort();
	await waits;
	first.abort();
	await slowly;
	t.is(logins(pbx), 1);
});

test('nothing that is kept may be read by others, nor holds the secret', async t => {
	const pbx = await startPbx(t);
	const stateFolder = temporaryFolder(t);
	await ask(openApi(t, pbx, {stateFolder}).api);
	await t.throwsAsync(ask(openApi(t, pbx, {stateFolder, instance: 'b', secret: () => 'wrong-1'}).api));
	const folder = path.join(stateFolder, 'pbx');
	t.is(statSync(folder).mode & 0o777, 0o700);
	const files = readdirSync(folder);
	t.true(files.some(name => name.startsWith('token-')) && files.includes('refused-secrets.json'));
	for (const name of files) {
		t.is(statSync(path.join(folder, name)).mode & 0o777, 0o600, name);
		t.notRegex(readFileSync(path.join(folder, name), 'utf8'), /secret-1|wrong-1/);
	}
});

test('what others could read is refused, with what to do', async t => {
	const pbx = await startPbx(t);
	const stateFolder = temporaryFolder(t);
	await ask(openApi(t, pbx, {stateFolder}).api);
	const folder = path.join(stateFolder, 'pbx');
	chmodSync(folder, 0o770);
	await t.throwsAsync(ask(openApi(t, pbx, {stateFolder}).api), {
		instanceOf: Refusal,
		message: /mode 0770.*chmod 700/,
	});
	chmodSync(folder, 0o700);
	const file = path.join(
		folder,
		readdirSync(folder).find(name => /^token-.*json$/.test(name))!,
	);
	chmodSync(file, 0o644);
	await t.throwsAsync(ask(openApi(t, pbx, {stateFolder}).api), {
		instanceOf: Refusal,
		message: /mode 0644.*chmod 600/,
	});
});

test('a secret that was refused is not tried again by anybody until there is another', async t => {
	const pbx = await startPbx(t);
	const stateFolder = temporaryFolder(t);
	const tryWith = async (secret: string, instance = 'a') =>
		causeOf(t, ask(openApi(t, pbx, {stateFolder, instance, secret: () => secret}).api));
	t.is(await tryWith('old'), 'wrong secret');
	for (let count = 0; count < 10; count++) t.is(await tryWith('old', `${count}`), 'wrong secret');
	t.is(logins(pbx), 1);
	t.is(await tryWith('older'), 'wrong secret');
	t.is(await tryWith('old'), 'wrong secret');
	t.is(logins(pbx), 3);
	t.false(pbx.office.isLocked);
	await ask(openApi(t, pbx, {stateFolder}).api);
	pbx.office.secret = 'old';
	pbx.office.revokeAll();
	t.is(await ask(openApi(t, pbx, {stateFolder, secret: () => 'old'}).api), pbx.world.sn);
});

test('the message of a wrong secret holds no secret and says what to do', async t => {
	const pbx = await startPbx(t);
	const error = await t.throwsAsync(ask(openApi(t, pbx, {secret: () => 'geheim'}).api));
	t.regex(error.message, /client-1.*five failures.*chatlogs pbx connect/);
	t.notRegex(error.message, /geheim/);
});

test('a person may have the same secret tried again', async t => {
	const pbx = await startPbx(t);
	const {api} = openApi(t, pbx, {secret: () => 'new'});
	t.is(await causeOf(t, ask(api)), 'wrong secret');
	pbx.office.secret = 'new';
	t.is(await causeOf(t, ask(api)), 'wrong secret');
	await api.tokens.allowSecret();
	t.is(await ask(api), pbx.world.sn);
});

test('being locked out is told as that, and is no refused secret', async t => {
	const pbx = await startPbx(t);
	const stateFolder = temporaryFolder(t);
	pbx.office.isLocked = true;
	const {api} = openApi(t, pbx, {stateFolder});
	t.is(await causeOf(t, ask(api)), 'locked out');
	pbx.office.isLocked = false;
	t.is(await ask(api), pbx.world.sn);
});

for (const [title, change] of [
	['has expired', (pbx: TestPbx) => pbx.pass(1801)],
	['is about to', (pbx: TestPbx) => pbx.pass(1750)],
	['was taken back', (pbx: TestPbx) => pbx.office.revokeAll()],
] as const) {
	for (const unknownToken of [10_004, 10_005] as const)
		test(`a token that ${title} is changed for a new one, once for all lanes (${unknownToken})`, async t => {
			const pbx = await startPbx(t, {quirks: {unknownToken}});
			const {api} = openApi(t, pbx);
			await ask(api);
			change(pbx);
			await Promise.all([ask(api), ask(api), ask(api), ask(api)]);
			t.is(pbx.office.alive, 1);
			t.true(logins(pbx) + pbx.calls('refresh_token').length <= 3);
		});
}

test('a refresh serves while it counts, then a login', async t => {
	const pbx = await startPbx(t);
	const {api} = openApi(t, pbx);
	await ask(api);
	for (let count = 0; count < 3; count++) {
		pbx.pass(1800);
		await ask(api);
	}

	t.is(logins(pbx), 1);
	t.is(pbx.calls('refresh_token').length, 3);
	pbx.pass(90_000);
	await ask(api);
	t.is(logins(pbx), 2);
});

test('tokens of the shortest lives do not make a login of every call', async t => {
	const pbx = await startPbx(t);
	pbx.office.life = 10;
	const {api} = openApi(t, pbx);
	for (let count = 0; count < 5; count++) await ask(api);
	t.is(logins(pbx), 1);
});

test('a morning of cron leaves one token', async t => {
	const pbx = await startPbx(t, {shows: 'http', quirks: {doesRefreshEndOld: false}});
	const stateFolder = temporaryFolder(t);
	for (let quarter = 0; quarter < 24; quarter++) {
		await ask(openApi(t, pbx, {stateFolder}).api);
		pbx.pass(900);
		t.true(pbx.office.alive <= 2);
	}
});

for (const ninthToken of [60_002, 70_084] as const)
	test(`a ninth token is told as that (${ninthToken})`, async t => {
		const pbx = await startPbx(t, {quirks: {ninthToken}});
		for (let count = 0; count < 8; count++) pbx.office.logIn('client-1', 'secret-1');
		await t.throwsAsync(ask(openApi(t, pbx).api), {
			instanceOf: PbxTrouble,
			message: new RegExp(`${ninthToken}.*eight at most`),
		});
		pbx.pass(1800);
		t.is(await ask(openApi(t, pbx).api), pbx.world.sn);
	});

test('a token is given back when the connection is given up', async t => {
	const pbx = await startPbx(t);
	const {api} = openApi(t, pbx);
	await ask(api);
	await api.tokens.revoke(never);
	t.is(pbx.office.alive, 0);
	await ask(api);
	t.is(logins(pbx), 2);
});

test('what is no token file counts as none', async t => {
	const pbx = await startPbx(t);
	const stateFolder = temporaryFolder(t);
	const {api} = openApi(t, pbx, {stateFolder});
	await ask(api);
	const folder = path.join(stateFolder, 'pbx');
	const file = path.join(
		folder,
		readdirSync(folder).find(name => /^token-.*json$/.test(name))!,
	);
	for (const text of ['', '{', '[]', '{"access":1}', '{"access":"x","refresh":"y","accessUntil":"z"}']) {
		writeFileSync(file, text);
		t.is(await ask(openApi(t, pbx, {stateFolder}).api), pbx.world.sn);
	}
});

test('the token goes in the query, the secret only in the body of a login', async t => {
	const pbx = await startPbx(t);
	await ask(openApi(t, pbx).api);
	for (const {endpoint, parameters, headers} of pbx.seen) {
		t.is(headers['user-agent'], 'OpenAPI');
		t.is(JSON.stringify(parameters).includes('secret-1'), endpoint === 'get_token');
	}
});
