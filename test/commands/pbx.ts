import test from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

const nothingKnown = {sessions: [{id: 7, type: 'sms', did_number: '+1', to: {user_type: 2, user_no: '+2'}}]};

test('tells what is known and what it allows, with the reasons', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, nothingKnown));
	const {code, stdout} = await chatlogs(['pbx']);
	t.is(code, 0);
	t.regex(stdout, /^Firmware +unknown$/m);
	t.regex(stdout, /^Transfer, delete, undo +no\. Managing chats needs PBX firmware/m);
});

test('notes facts as a change, and only if they are new', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t, nothingKnown));
	const argv = ['pbx', 'set', 'firmware=37.23.0.31', 'omnichannel=on', 'api=off', 'name=Acme = HQ', '--json'];
	const first = JSON.parse(await chatlogs.stdout(argv)) as unknown;
	t.deepEqual(first, {
		pbx: {name: 'Acme = HQ', edition: null, firmware: '37.23.0.31', omnichannel: true, api: false},
		allows: {
			manage: {allowed: true},
			api: {
				allowed: false,
				reason: 'The API is not enabled on this PBX. If it is: chatlogs pbx set api=on',
			},
		},
		change: 2,
	});
	t.is((JSON.parse(await chatlogs.stdout(argv)) as {change: unknown}).change, null);
});

const mistakes: readonly [fact: string, told: RegExp][] = [
	['firmwre=37', /did you mean firmware=…\?/],
	['firmware', /“firmware” is no fact.*firmware=/],
	['colour=red', /expected name=…, edition=…/],
	['api=yes', /on or off/],
	['name=', /needs a value/],
];

for (const [fact, told] of mistakes) {
	test(`refuses ${fact}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stderr} = await chatlogs(['pbx', 'set', fact]);
		t.is(code, 2);
		t.regex(stderr, told);
	});
}
