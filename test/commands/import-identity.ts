import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryFolder} from '../helpers/store.js';
import {fc, trials} from '../helpers/random.js';

const fixture = (name: string): string => path.resolve('test/fixtures/cases', `${name}.json`);

interface Report {
	readonly added: number;
	readonly changed: number;
	readonly unchanged: number;
	readonly refused: readonly {readonly place: string; readonly reason: string}[];
}

const emptyStore = (t: ExecutionContext) => commandLineOn(path.join(temporaryFolder(t), 'store'));

type CommandLine = ReturnType<typeof emptyStore>;

const importing = async (
	chatlogs: CommandLine,
	...names: readonly string[]
): Promise<Report & {readonly code: number}> => {
	const {code, stdout} = await chatlogs(['import', ...names.map(fixture), '--json']);
	return {code, ...(JSON.parse(stdout) as Report)};
};

const found = async (chatlogs: CommandLine, filter: string): Promise<readonly number[]> => {
	const stdout = await chatlogs.stdout(['list', '--filter', `${filter} sort:id`, '--json']);
	return (JSON.parse(stdout) as {sessions: readonly {id: number}[]}).sessions.map(({id}) => id);
};

const exported = async (chatlogs: CommandLine): Promise<unknown> =>
	JSON.parse(await chatlogs.stdout(['export', '--format', 'json']));

const numbers: readonly (readonly [filter: string, ids: readonly number[]])[] = [
	['customer:15550100101', [4101]],
	['customer:0015550100101', [4101]],
	['customer:+15550100103', [4103]],
	['customer:"\u202A+1\u00A0555 010\u200B0101\u202C"', [4101]],
	['customer:*0101', [4101]],
	['customer:+15550100109', [4109]],
	['customer:"15550100109 x5"', [4109]],
	['customer:15550100105', [4105]],
	['customer:+15550100118', [4118]],
	['customer:ANONYMOUS', [4116]],
	['handler:12', []],
];

test('finds numbers however they are written', async t => {
	const chatlogs = emptyStore(t);
	const {added} = await importing(chatlogs, '02-numbers');
	t.is(added, 18);
	for (const [filter, ids] of numbers) t.deepEqual(await found(chatlogs, filter), ids, filter);
});

test('an id is named as the file has it, and no two customers come under one', async t => {
	const chatlogs = emptyStore(t);
	const {added, refused, code} = await importing(chatlogs, '04-ids');
	t.is(added, 0);
	t.is(code, 1);
	const reasons = refused.map(({place, reason}) => `${place}: ${reason}`).join('\n');
	t.regex(reasons, /sessions\[2\]: .*9007199254740993/);
	t.regex(reasons, /sessions\[3\]: .*9007199254740993/);
	t.regex(reasons, /sessions\[7\]: .*"0012"/);
	t.regex(reasons, /session 12 belongs to another PBX: .*\+15552000008.*\+15552000009/);
	t.regex(reasons, /1035342667379599058/);
});

test('two PBXs in one import are refused as in two', async t => {
	for (const order of [
		['08-pbx-a', '08-pbx-b'],
		['08-pbx-b', '08-pbx-a'],
	]) {
		const chatlogs = emptyStore(t);
		const {added, code, refused} = await importing(chatlogs, ...order);
		t.deepEqual([added, code, refused.length], [0, 1, 5]);
		t.deepEqual(await found(chatlogs, ''), []);
	}
});

test('a message of another customer takes no place in a known session', async t => {
	const chatlogs = emptyStore(t);
	await importing(chatlogs, '08-pbx-a');
	const before = await exported(chatlogs);
	const {code, refused} = await importing(chatlogs, '08-b-messages-only');
	t.is(code, 1);
	t.regex(refused[0]!.reason, /its customer is \+155521000000; the file says that \+155533000000/);
	t.deepEqual(await exported(chatlogs), before);
});

test('another spelling of a number is the same customer and channel', async t => {
	const chatlogs = emptyStore(t);
	await importing(chatlogs, '19-num-plus');
	for (const name of ['19-num-noplus', '19-did-noplus', '19-num-plus']) {
		const {changed, unchanged, refused} = await importing(chatlogs, name);
		t.deepEqual([changed + unchanged, refused], [1, []], name);
	}
});

test('an erasure reaches every spelling of the number', async t => {
	const chatlogs = emptyStore(t);
	await importing(chatlogs, '20-erase');
	t.deepEqual(await found(chatlogs, 'customer:+15552000001'), [1, 2, 3, 4, 5]);
	const {stdout} = await chatlogs([
		'purge',
		'--filter',
		'customer:+15552000001',
		'--erase',
		'--yes',
		'--expect',
		'5',
	]);
	t.regex(stdout, /5 sessions/);
	t.deepEqual(await found(chatlogs, ''), []);
});

test('a refused message is named at its place, and a bad session once', async t => {
	const {added, refused} = await importing(emptyStore(t), '22-place');
	t.is(added, 3);
	const places = refused.map(({place}) => place.replace(/.*22-place\.json: /, ''));
	t.deepEqual(places.toSorted(), ['messages[1].records[0]', 'messages[2].records[0]', 'sessions[3]']);
});

test('list and get give the same store in one import, in several, and in any order', async t => {
	const names = ['29-list', '29-get', '29-messages'];
	const once = emptyStore(t);
	await importing(once, ...names);
	const expected = await exported(once);
	t.like(expected, {
		sessions: [{session: {customer: {number: '+15552000001', name: 'Pia'}, handler: {number: '1001'}}}],
	});
	for (const order of [
		['29-get', '29-list', '29-messages'],
		['29-list', '29-get', '29-messages'],
	]) {
		const chatlogs = emptyStore(t);
		for (const name of order) await importing(chatlogs, name);
		t.deepEqual(await exported(chatlogs), expected, order.join(' '));
	}
});

test('answers that do not contradict each other give one store, however they are shuffled and split', async t => {
	const id = 7;
	const user = {user_type: 2, user_no: '+15552000001', username: 'Pia'};
	const answers = [
		{id, type: 'SMS', did_number: '15550100', to: user, queue_id: 3, pickup_member_id: 0, is_close: 1},
		{id, channel_type: 'sms', to_number: '0015552000001', channel_name: 'Line', origin: 'campaign'},
		{id, channel_type: 'sms', did_number: '+15550100', user_info: {user_type: 1, user_no: '1001'}},
	].map(record => ({sessions: [record]}));
	const messages = [
		[1, 2, '15552000001', 'Hello'],
		[2, 1, '1001', 'Good day'],
		[3, 0, '+15552000001', 'Thanks'],
	].map(([msg_id, user_type, user_no, msg_body]) => ({
		session_id: id,
		msg_id,
		sender: {user_type, user_no},
		msg_body,
		send_time: 1_790_000_000 + Number(msg_id),
	}));
	const pieces = [...answers, ...messages.map(message => ({messages: [message]}))];
	const storeOf = async (imports: readonly (readonly object[])[]): Promise<unknown> => {
		const chatlogs = emptyStore(t);
		for (const each of imports) {
			const stdin = each.map(piece => JSON.stringify(piece)).join('\n');
			t.is(await chatlogs.code(['import', '-'], {stdin}), 0);
		}

		return exported(chatlogs);
	};

	const expected = await storeOf([pieces]);
	await fc.assert(
		fc.asyncProperty(
			fc.shuffledSubarray(pieces, {minLength: pieces.length}),
			fc.integer({min: 1, max: pieces.length - 1}),
			async (shuffled, cut) => {
				// Messages wait for their session, which an import before must have told.
				const isTold = shuffled.slice(0, cut).some(piece => 'sessions' in piece);
				fc.pre(isTold);
				t.deepEqual(await storeOf([shuffled.slice(0, cut), shuffled.slice(cut)]), expected);
			},
		),
		{numRuns: trials(10)},
	);
});
