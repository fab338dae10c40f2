import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {Platform, platformUrl} from '../helpers/platform.js';
import {temporaryStore} from '../helpers/store.js';

const session = (id: number): object => ({
	id,
	type: 'sms',
	did_number: '+1',
	to: {user_type: 2, user_no: `+2${id}`},
	queue_id: 5,
});

const document = {
	pbx: {firmware: '37.23.0.31', omnichannel_messaging: 1, api: 1},
	message_queues: [{id: 5, name: 'Support'}],
	sessions: [session(1), session(2)],
};

test('tells that nothing is sent while there is no URL', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, document));
	const {code, stdout} = await chatlogs(['platform']);
	t.is(code, 0);
	t.regex(stdout, /^URL +none, so nothing is sent/m);
	t.regex(stdout, /^Secret +there$/m);
	t.regex(
		await chatlogs.stdout(['transfer', '1', '--to', 'api', '--yes']),
		/^Nothing is sent to the analytics platform/m,
	);
	t.deepEqual(JSON.parse(await chatlogs.stdout(['platform', '--json'])), {
		url: null,
		waiting: 1,
		failed: 0,
		ready: true,
		reason: null,
		change: null,
	});
});

test('sets the URL as a change, and only if it is another', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, document));
	const argv = ['platform', 'set', 'https://platform.example/chats', '--json'];
	t.like(JSON.parse(await chatlogs.stdout(argv)), {url: platformUrl, change: 2});
	t.like(JSON.parse(await chatlogs.stdout(argv)), {url: platformUrl, change: null});
	t.like(JSON.parse(await chatlogs.stdout(['platform', 'unset', '--json'])), {url: null, change: 3});
});

test('asks before it sends what waits', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, document));
	await chatlogs(['transfer', '1', '2', '--to', 'api', '--yes']);
	const argv = ['platform', 'set', platformUrl];
	const silent = await chatlogs(argv);
	t.is(silent.code, 2);
	t.regex(
		silent.stderr,
		/send 2 waiting sessions with their complete history to https:\/\/platform\.example/,
	);
	const refused = await chatlogs(argv, {isTerminal: true, stdin: 'no\n'});
	t.is(refused.code, 1);
	t.regex(await chatlogs.stdout(['platform']), /^URL +none/m);
	t.is(await chatlogs.code(argv, {isTerminal: true, stdin: 'yes\n'}), 0);
	t.regex(await chatlogs.stdout(['platform']), /^URL +https:\/\/platform\.example\/chats$/m);
});

test('tells why nothing can be signed, never the secret', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, document));
	const environment = {CHATLOGS_PLATFORM_SECRET: 'geheim'};
	const {stdout} = await chatlogs(['platform'], {sender: {...new Platform().sender, environment}});
	t.regex(stdout, /^Secret +no\. The secret in CHATLOGS_PLATFORM_SECRET is not of the form/m);
	t.notRegex(stdout, /geheim/);
});

const mistakes: readonly (readonly string[])[] = [
	['set'],
	['sett', 'https://platform.example/'],
	['set', 'https://platform.example/', 'more'],
	['unset', 'https://platform.example/'],
	['set', 'platform.example'],
];

for (const argv of mistakes) {
	test(`does not understand ${argv.join(' ')}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t, document));
		t.is(await chatlogs.code(['platform', ...argv]), 2);
	});
}
