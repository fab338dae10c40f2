import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {Platform, platformUrl} from '../helpers/platform.js';
import {temporaryStore} from '../helpers/store.js';

const document = {
	pbx: {firmware: '37.23.0.31', omnichannel_messaging: 1, api: 1},
	message_queues: [{id: 5, name: 'Support'}],
	sessions: [1, 2, 3].map(id => ({
		id,
		type: 'sms',
		did_number: '+1',
		to: {user_type: 2, user_no: `+2${id}`},
		queue_id: 5,
	})),
};

/** The command line on a store of which two sessions wait for the platform. */
const waiting = async (t: ExecutionContext): Promise<ReturnType<typeof commandLineOn>> => {
	const chatlogs = commandLineOn(await temporaryStore(t, document));
	await chatlogs(['transfer', '1', '2', '--to', 'api', '--yes']);
	await chatlogs(['platform', 'set', platformUrl, '--yes']);
	return chatlogs;
};

test('delivers what waits, and then nothing waits', async t => {
	const chatlogs = await waiting(t);
	const {sender} = new Platform();
	t.deepEqual(await chatlogs(['deliver'], {sender}), {
		code: 0,
		stdout: 'Delivered 2 sessions.\n',
		stderr: '',
		shown: [],
	});
	t.is(await chatlogs.stdout(['deliver'], {sender}), 'Nothing waits.\n');
	for (const more of [[], ['--json']])
		t.is(await chatlogs.stdout(['deliver', '--quiet', ...more], {sender}), '');
	t.regex(await chatlogs.stdout(['operations', '1']), /Delivered to the analytics platform in 1 try by ann/);
});

test('names what was refused, and tries it again only if it is told to', async t => {
	const chatlogs = await waiting(t);
	const platform = new Platform();
	platform.answer = ({session}) => ({status: session === 1 ? 422 : 200});
	const {sender} = platform;
	const {code, stdout, stderr} = await chatlogs(['deliver'], {sender});
	t.is(code, 1);
	t.is(stdout, 'Delivered 1 session.\n1 session failed. Again: chatlogs deliver --retry\n');
	t.is(stderr, 'chatlogs: not delivered, the analytics platform answered 422 Unprocessable Entity: 1\n');
	t.is(await chatlogs.code(['deliver'], {sender}), 0);
	platform.answer = () => ({status: 200});
	t.like(JSON.parse(await chatlogs.stdout(['deliver', '--retry', '--json'], {sender})), {
		delivered: [1],
		failed: [],
	});
});

test('tries again of what was refused only the sessions that are named', async t => {
	const chatlogs = await waiting(t);
	const platform = new Platform();
	platform.answer = () => ({status: 422});
	const {sender} = platform;
	t.is(await chatlogs.code(['deliver'], {sender}), 1);
	platform.answer = () => ({status: 200});
	const {stdout} = await chatlogs(['deliver', '--retry', '2'], {sender});
	t.is(stdout, 'Delivered 1 session.\n1 session failed. Again: chatlogs deliver --retry\n');
	t.is(await chatlogs.code(['deliver', '2'], {sender}), 2);
	t.is(await chatlogs.code(['deliver', '--retry', 'two'], {sender}), 2);
});

test('leaves the rest to the next time when the platform takes nothing', async t => {
	const chatlogs = await waiting(t);
	const platform = new Platform();
	platform.answer = () => new Error('down');
	const {code, stdout, stderr} = await chatlogs(['deliver'], {sender: platform.sender});
	t.is(code, 1);
	t.is(stdout, 'Still waiting: 2 sessions.\n');
	t.regex(stderr, /^chatlogs: the analytics platform cannot be reached \(no connection\); again in 1 s$/m);
	t.is(platform.requests.length, 5);
});

test('an undo says what the platform has already, and the platform is told', async t => {
	const chatlogs = await waiting(t);
	const {sender} = new Platform();
	await chatlogs(['deliver'], {sender});
	const undone = await chatlogs(['undo', '2', '--yes']);
	t.regex(undone.stdout, /^2 sessions were already delivered to the analytics platform, which is told/m);
	t.is(
		await chatlogs.stdout(['deliver'], {sender}),
		'Told the analytics platform that 2 sessions went back.\n',
	);
});

test('without a URL it says so, if something waits', async t => {
	const chatlogs = await waiting(t);
	await chatlogs(['platform', 'unset']);
	const {code, stderr} = await chatlogs(['deliver']);
	t.is(code, 1);
	t.regex(stderr, /has no URL/);
});

// A signal ends whatever this process does.
test.serial('goes on until it is ended', async t => {
	const chatlogs = await waiting(t);
	const platform = new Platform();
	platform.answer = () => {
		if (platform.requests.length === 4) process.emit('SIGTERM', 'SIGTERM');
		return {status: 200};
	};
	const {code, stdout} = await chatlogs(['deliver', '--watch'], {sender: platform.sender});
	t.is(code, 0);
	t.is(stdout, 'Delivered 2 sessions.\n');
});

test('going on takes no other flags', async t => {
	const chatlogs = await waiting(t);
	t.is(await chatlogs.code(['deliver', '--watch', '--json']), 2);
	t.is(await chatlogs.code(['deliver', '--watch', '--retry']), 2);
});
