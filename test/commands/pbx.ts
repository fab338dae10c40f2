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
		pbx: {
			name: 'Acme = HQ',
			edition: null,
			firmware: '37.23.0.31',
			omnichannel: true,
			api: false,
			country: null,
			deleteCap: null,
			deleteGrace: null,
			filesQuota: null,
			keepFiles: null,
		},
		allows: {
			manage: {allowed: true},
			api: {
				allowed: false,
				reason: 'The API is not enabled on this PBX. If it is: chatlogs pbx set api=on',
			},
		},
		connection: null,
		acts: null,
		change: 2,
	});
	t.is((JSON.parse(await chatlogs.stdout(argv)) as {change: unknown}).change, null);
});

const mistakes: readonly [fact: string, told: RegExp][] = [
	['firmwre=37', /did you mean firmware=…\?/],
	['firmware', /“firmware” is no fact.*firmware=/],
	['colour=red', /expected name=…, edition=…/],
	['api=yes', /on or off/],
	['keep-files=maybe', /on or off/],
	['files-quota=2G', /no number of megabytes/],
	['name=', /needs a value/],
	['country=49', /“49” is no country.*country=DE/],
];

for (const [fact, told] of mistakes) {
	test(`refuses ${fact}`, async t => {
		const chatlogs = commandLineOn(await temporaryStore(t));
		const {code, stderr} = await chatlogs(['pbx', 'set', fact]);
		t.is(code, 2);
		t.regex(stderr, told);
	});
}

test('reads national numbers of the PBX’s country', async t => {
	const chatlogs = commandLineOn(
		await temporaryStore(t, {
			sessions: ['+49 30 1234567', '030 1234568', '0012'].map((user_no, index) => ({
				id: index + 1,
				type: 'sms',
				did_number: '030 99 88 77',
				to: {user_type: 2, user_no},
			})),
		}),
	);
	const found = async (filter: string): Promise<readonly string[]> => {
		const rows = await chatlogs.stdout(['list', '--filter', filter, '--csv']);
		return rows.match(/^\d+(?=,)/gm) ?? [];
	};

	t.deepEqual(await found('customer:"030 1234567"'), []);
	t.regex(await chatlogs.stdout(['pbx', 'set', 'country=de']), /^Country +DE$/m);
	t.deepEqual(await found('customer:"030 1234567"'), ['1']);
	t.deepEqual(await found('customer:+49301234568'), ['2']);
	t.deepEqual(await found('customer:030* sort:id'), ['1', '2']);
	t.deepEqual(await found('number:+4930998877 sort:id'), ['1', '2', '3']);
	t.deepEqual(await found('customer:12'), []);
});
