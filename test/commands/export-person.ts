import {writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {personIn} from '../helpers/person-with-sites.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

const at = 1_600_000_000;

const customerOf = (id: number, number: string, name: string, type = 'sms') => ({
	id,
	type,
	did_number: '+491555000',
	to: {user_type: 2, user_no: number, username: name},
});

const said = (session: number, id: number, number: string, name: string, text: string, type = 2) => ({
	session_id: session,
	msg_id: id,
	msg_type: 0,
	send_time: at + session * 100 + id,
	sender: {user_type: type, user_no: number, username: name},
	msg_body: text,
});

/** Anna writes from one number, spelled in several ways; in 4 she is in a group; 5 is of a namesake. */
const document = {
	pbx: {firmware: '37.23.0.31', country: 'DE'},
	sessions: [
		customerOf(1, '+49 170 1234567', 'Anna Schmidt'),
		customerOf(2, '491701234567', 'A.', 'whatsapp'),
		customerOf(3, '+491701234567', 'Anna Schmidt'),
		customerOf(4, '+4930999', 'Bert Meier'),
		customerOf(5, '+491701234568', 'Anna Schmidt'),
		customerOf(6, '+4930111', 'Carl'),
	],
	messages: [
		said(1, 11, '+49 170 1234567', 'Anna Schmidt', 'first'),
		said(1, 12, '+49 170 1234567', 'Anna Schmidt', 'second'),
		said(2, 21, '491701234567', 'A.', 'by WhatsApp'),
		said(3, 31, '+491701234567', 'Anna Schmidt', 'thrown away'),
		said(4, 41, '+4930999', 'Bert Meier', 'Ask Anna Schmidt'),
		said(4, 42, '+491701234567', 'Anna Schmidt', 'in the group', 3),
		said(5, 51, '+491701234568', 'Anna Schmidt', 'a namesake'),
		said(6, 61, '+4930111', 'Carl', 'nothing of hers'),
	],
};

interface Told {
	readonly site?: string;
	readonly session: {readonly id: number; readonly deleted: boolean; readonly customer: object};
	readonly messages: readonly {readonly id: number; readonly text: string; readonly deleted: boolean}[];
}

const toldIn = (text: string): readonly Told[] =>
	text
		.split('\n')
		.filter(Boolean)
		.map(line => JSON.parse(line) as Told);

const summary = (told: readonly Told[]) =>
	told.map(({session, messages}) => [session.id, messages.map(({id}) => id)]);

const ndjson = ['export', '--format', 'ndjson', '--customer'] as const;

const filled = async (t: ExecutionContext): Promise<ReturnType<typeof commandLineOn>> => {
	const chatlogs = commandLineOn(await temporaryStore(t, document));
	t.is(await chatlogs.code(['delete', '3', '--yes']), 0);
	t.is(await chatlogs.code(['delete-messages', '1', '12', '--yes']), 0);
	return chatlogs;
};

test('a file has all spellings, the trash, and of groups only the person’s messages', async t => {
	const chatlogs = await filled(t);
	const {code, stdout, stderr} = await chatlogs([...ndjson, '+491701234567']);
	t.is(code, 0);
	const told = toldIn(stdout);
	t.deepEqual(summary(told), [
		[1, [11, 12]],
		[2, [21]],
		[3, [31]],
		[4, [42]],
	]);
	t.deepEqual(
		told[0]!.messages.map(({deleted}) => deleted),
		[false, true],
	);
	t.true(told[2]!.session.deleted);
	t.notRegex(stdout, /Bert|4930999|namesake/);
	t.regex(stderr, /only this person’s messages: 4$/m);
	t.regex(stderr, /similar number tells: 5\./);
	t.regex(stderr, /1 message of others/);
});

for (const format of ['json', 'ndjson'])
	test(`a file in ${format} does not come in again, since it has the trash`, async t => {
		const chatlogs = await filled(t);
		const file = path.join(temporaryFolder(t), `person.${format}`);
		await chatlogs(['export', '--customer', '+491701234567', '--output', file]);
		const empty = commandLineOn(path.join(temporaryFolder(t), 'store'));
		const {code, stdout, stderr} = await empty(['import', file]);
		t.is(code, 1);
		t.regex(stdout, /^Nothing new/);
		t.is(stderr.match(/all that there is of one person, which cannot be imported/g)?.length, 4);
	});

test('what somebody says is the person’s, too, is in it', async t => {
	const chatlogs = await filled(t);
	const told = toldIn(await chatlogs.stdout([...ndjson, '+49 170 1234567', '--also', '5']));
	t.deepEqual(
		told.map(({session}) => session.id),
		[1, 2, 3, 4, 5],
	);
});

test('a number from standard input, and nothing of somebody unknown', async t => {
	const chatlogs = await filled(t);
	const told = toldIn(await chatlogs.stdout([...ndjson, '-'], {stdin: '+49-170-1234567\n'}));
	t.is(told.length, 4);
	const nobody = await chatlogs([...ndjson, '+15550100']);
	t.like(nobody, {code: 0, stdout: ''});
	t.regex(nobody.stderr, /No session has this number or id .* --also ID,ID/);
});

for (const [format, deleted] of [
	['csv', /,second,.*,true\r\n/],
	['tsv', /\tsecond\t.*\ttrue\n/],
	['text', /#12 {2}deleted\n {4}second/],
	['html', /<p dir="auto">second<\/p><small><bdi>deleted<\/bdi><\/small>/],
] as const)
	test(`${format} says what is in the trash`, async t => {
		const chatlogs = await filled(t);
		const text = await chatlogs.stdout(['export', '--format', format, '--customer', '+491701234567']);
		t.regex(text, deleted);
		t.notRegex(text, /Bert|4930999|namesake/);
	});

test('an export without a customer has neither the trash nor a column for it', async t => {
	const chatlogs = await filled(t);
	t.notRegex(await chatlogs.stdout(['export', '--format', 'csv']), /second|thrown away|message\.deleted/);
});

test('the journal tells that there was an export, and not of whom', async t => {
	const chatlogs = await filled(t);
	await chatlogs([...ndjson, '+491701234567']);
	const changes = await chatlogs.stdout(['changes', '--json']);
	t.regex(changes, /Exported 4 sessions as ndjson/);
	t.notRegex(changes, /1701234567/);
});

test('one file over several sites, in order of time', async t => {
	const {folder, chatlogs} = personIn(t);
	const file = path.join(folder, 'in.json');
	for (const [index, name] of ['a', 'b'].entries()) {
		const messages = document.messages.map(each => ({...each, send_time: each.send_time + index * 50}));
		writeFileSync(file, JSON.stringify({...document, messages}));
		const store = path.join(folder, name);
		t.like(await chatlogs('import', file, '--store', store), {code: 0});
		t.like(await chatlogs('site', 'add', name, '--store', store), {code: 0});
	}

	const {code, stdout, stderr} = await chatlogs(...ndjson, '+491701234567', '--all-sites');
	t.is(code, 0);
	t.deepEqual(
		toldIn(stdout).map(({site, session}) => `${site} ${session.id}`),
		['a 1', 'b 1', 'a 2', 'b 2', 'a 3', 'b 3', 'a 4', 'b 4'],
	);
	t.regex(stderr, /a: .*only this person’s messages: 4/);
	t.notRegex(stdout, /Bert|4930999|namesake/);
	t.like(await chatlogs(...ndjson, '-', '--all-sites'), {code: 2});
});

for (const [argv, expected] of [
	[['--customer', '+1', '--filter', 'status:open'], 2],
	[['--customer', '+1', '--sessions-only'], 2],
	[['--also', '1'], 2],
	[['--customer', ''], 2],
	[['--customer', '+491701234567', '--also', '99'], 1],
	[['--customer', '+491555000'], 1],
] as const)
	test(`refuses ${argv.join(' ')}`, async t => {
		const chatlogs = await filled(t);
		const {code, stdout} = await chatlogs(['export', '--format', 'json', ...argv]);
		t.is(code, expected);
		t.is(stdout, '');
	});
