import {cpSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {authority} from '../helpers/certificates.js';
import {connectScene, filesBelow, personWith} from '../helpers/pbx/connect-scene.js';
import {privateFile} from '../helpers/pbx/connected-store.js';
import {furnish, startPbx} from '../helpers/pbx/pbx.js';
import {temporaryFolder} from '../helpers/store.js';

interface Told {
	readonly pbx: {readonly firmware: string | null; readonly omnichannel: boolean | null};
	readonly connection: {
		readonly state: string;
		readonly sn: string;
		readonly instance: string;
		readonly origin: string | null;
		readonly clientId: string | null;
		readonly trust: string | null;
		readonly frozen: string | null;
	} | null;
	readonly change: number | null;
}

const told = ({stdout}: {readonly stdout: string}): Told => JSON.parse(stdout) as Told;

test('a store is connected, and learns what the PBX tells of itself in the same change', async t => {
	const {pbx, chatlogs, connect} = await connectScene(t);
	const outcome = await chatlogs([...connect, '--json']);
	t.is(outcome.stderr, '');
	t.is(outcome.code, 0);
	const {connection, change, pbx: facts} = told(outcome);
	t.is(change, 2);
	t.is(facts.firmware, pbx.world.firmware);
	t.true(facts.omnichannel);
	t.like(connection, {
		state: 'connected',
		sn: pbx.world.sn,
		origin: pbx.origin,
		clientId: 'client-1',
		frozen: null,
	});
	t.regex(connection!.instance, /^[\da-f]{32}$/);
	t.deepEqual(told(await chatlogs(['pbx', '--json'])).connection, connection);
	t.regex(await chatlogs.stdout(['pbx']), /^Connection +connected$/m);
	t.regex(await chatlogs.stdout(['changes', '2']), new RegExp(`Connected to the PBX ${pbx.world.sn}`));
});

test('connecting again changes nothing and keeps the instance, also for a further user', async t => {
	const {chatlogs, connect, by} = await connectScene(t);
	const first = told(await chatlogs([...connect, '--json']));
	const again = told(await chatlogs(['pbx', 'connect', '--json']));
	t.deepEqual(again, {...first, change: null});
	const further = by(personWith(t).setting);
	t.is(told(await further(['pbx', '--json'])).connection?.state, 'elsewhere');
	const outcome = await further([...connect, '--json']);
	t.regex(outcome.stderr, /connected before, by another user or elsewhere/);
	t.deepEqual(told(outcome), again);
});

test('the store is made once the PBX has answered, and not before', async t => {
	const {pbx, by, person, connect} = await connectScene(t);
	const folder = path.join(temporaryFolder(t), 'new');
	const chatlogs = by(person.setting, folder);
	pbx.office.secret = 'another';
	t.is(await chatlogs.code(connect), 3);
	t.is(statSync(folder, {throwIfNoEntry: false}), undefined);
	pbx.office.secret = 'secret-1';
	t.is(await chatlogs.code(connect), 0);
	t.is(told(await chatlogs(['pbx', '--json'])).connection?.state, 'connected');
});

test('chats of other systems and a PBX never share a store, whichever came first', async t => {
	const {pbx, by, person, connect} = await connectScene(t);
	const home = temporaryFolder(t);
	const chats = path.join(home, 'chats.csv');
	writeFileSync(chats, 'at,from,text\n1639432860,+15550101,Hi\n');
	const archive = by(person.setting, path.join(home, 'archive'));
	t.is(await archive.code(['import', chats]), 0);
	const refused = await archive(connect);
	t.is(refused.code, 1);
	t.regex(refused.stderr, /chats of other systems.*--store DIR/);
	t.is(pbx.calls('get_token').length, 0);
	t.regex(await archive.stdout(['pbx']), /^Connection +none$/m);
	const connected = by(person.setting, path.join(home, 'connected'));
	t.is(await connected.code(connect), 0);
	const mixed = await connected(['import', chats]);
	t.is(mixed.code, 1);
	t.regex(mixed.stderr, /chats of a PBX.*never mixed/);
});

test('a wrong secret is tried once, with exit code 3', async t => {
	const {pbx, chatlogs, connect} = await connectScene(t);
	pbx.office.secret = 'another';
	const {code, stderr} = await chatlogs([...connect, '--json']);
	t.is(code, 3);
	t.like((JSON.parse(stderr) as {error: object}).error, {kind: 'pbx', cause: 'wrong secret'});
	t.is(pbx.calls('get_token').length, 1);
	t.is(told(await chatlogs(['pbx', '--json'])).connection, null);
	pbx.office.secret = 'secret-1';
	t.is(await chatlogs.code(connect), 0);
});

test('the secret may be in a file for its owner alone, whose place is kept', async t => {
	const {by, connect} = await connectScene(t);
	const chatlogs = by({...personWith(t).setting, environment: {}});
	const missing = await chatlogs(connect);
	t.is(missing.code, 3);
	t.regex(missing.stderr, /CHATLOGS_PBX_SECRET.*--secret-file FILE/);
	t.is(await chatlogs.code([...connect, '--secret-file', privateFile(t, 'secret-1\n')]), 0);
	t.is(await chatlogs.code(['pbx', 'connect']), 0);
});

test('another PBX is refused, and one that takes its place must know what is known here', async t => {
	const {folder, by, chatlogs, connect} = await connectScene(t);
	await chatlogs(connect);
	const other = await startPbx(t, {shows: 'http'});
	furnish(other);
	other.world.sn = '999';
	const connectOther = ['pbx', 'connect', other.origin, '--client-id', 'client-1'];
	const {code, stderr} = await chatlogs(connectOther);
	t.is(code, 3);
	t.regex(stderr, /serial number is 999, and the store is that of 3621234567890/);
	const replace = [...connectOther, '--replaces-hardware'];
	for (let known = 0; known < 3; known++) {
		const outcome = await chatlogs(replace);
		t.is(outcome.code, 3);
		t.regex(outcome.stderr, new RegExp(`knows ${known} of 3 sessions`));
		other.world.addChat({kind: 'extension', id: 11});
	}

	t.is(await chatlogs.code(replace), 0);
	t.is(told(await by(personWith(t).setting, folder)(['pbx', '--json'])).connection?.sn, '999');
	t.is(await chatlogs.code(connect), 3);
});

test('a PBX whose known sessions are another’s is refused, and keeps no token', async t => {
	const {chatlogs} = await connectScene(t);
	const other = await startPbx(t, {shows: 'http'});
	furnish(other);
	const customer = {user_type: 2, user_no: '+15550100', username: 'Another'};
	for (let count = 0; count < 3; count++) other.world.addChat({kind: 'extension', id: 11}, {customer});
	const {code, stderr} = await chatlogs(['pbx', 'connect', other.origin, '--client-id', 'client-1']);
	t.is(code, 3);
	t.regex(stderr, /another PBX: of 3 known sessions it tells of 3/);
	t.is(other.office.alive, 0);
	t.is(told(await chatlogs(['pbx', '--json'])).connection, null);
});

test('acts from before are carried out there or taken back here, and nobody guesses which', async t => {
	const {chatlogs, connect} = await connectScene(t);
	await chatlogs(['pbx', 'set', 'firmware=37.23.0.31']);
	await chatlogs(['transfer', '3001', '3002', '--to', 'extension:1002', '--yes']);
	await chatlogs(['delete', '3003', '--yes']);
	const asked = await chatlogs(connect);
	t.is(asked.code, 2);
	t.regex(asked.stderr, /3 sessions here are not as the PBX has them \(1 in the trash\).*--local-acts=push/);
	t.is(told(await chatlogs(['pbx', '--json'])).connection, null);
	t.is(await chatlogs.code([...connect, '--local-acts=drop']), 0);
	const {stdout} = await chatlogs(['list', '--json']);
	const {sessions} = JSON.parse(stdout) as {
		sessions: readonly {id: number; handler: {number: string}; transfers: number}[];
	};
	t.deepEqual(
		sessions.map(({id, handler, transfers}) => [id, handler.number, transfers]),
		[3003, 3002, 3001].map(id => [id, '1001', 0]),
	);
	t.regex(await chatlogs.stdout(['operations', '3001']), /Transfer undone: from 1002 Bob to 1001 Ann by ann/);
	t.is(await chatlogs.code(['check']), 0);
});

test('acts that are to be carried out are stated again behind the connection', async t => {
	const {chatlogs, connect} = await connectScene(t);
	await chatlogs(['pbx', 'set', 'firmware=37.23.0.31']);
	await chatlogs(['transfer', '3001', '--to', 'extension:1002', '--yes']);
	await chatlogs(['delete', '3003', '--yes']);
	const answered = await chatlogs(connect, {isTerminal: true, stdin: 'push\n'});
	t.is(answered.code, 0);
	const {stdout} = await chatlogs(['changes', '--json']);
	const {changes} = JSON.parse(stdout) as {changes: readonly {kind: string}[]};
	t.deepEqual(
		changes.map(({kind}) => kind),
		['delete', 'transfer', 'connect', 'delete', 'transfer', 'pbx', 'import'],
	);
	t.is(await chatlogs.code(['check']), 0);
	t.is(told(await chatlogs(['pbx', 'connect', '--json'])).change, null);
});

test('a certificate that nobody vouches for is trusted by a y alone, which shows it', async t => {
	const {pbx, chatlogs, connect} = await connectScene(t, {shows: 'self-signed'});
	const unasked = await chatlogs([...connect, '--json']);
	t.is(unasked.code, 3);
	t.like((JSON.parse(unasked.stderr) as {error: object}).error, {cause: 'certificate'});
	t.regex(unasked.stderr, /--pin SHA256/);
	for (const answer of ['yes\n', '\n', '']) {
		const {code, stderr} = await chatlogs(connect, {isTerminal: true, stdin: answer});
		t.is(code, 1);
		t.true(stderr.includes(pbx.pin));
	}

	t.is(pbx.seen.length, 0);
	t.is(await chatlogs.code(connect, {isTerminal: true, stdin: 'y\n'}), 0);
	t.regex(told(await chatlogs(['pbx', '--json'])).connection!.trust!, new RegExp(pbx.pin));
	t.is(await chatlogs.code(['pbx', 'connect']), 0);
});

test('a certificate may be pinned, or vouched for by an authority of one’s own', async t => {
	const {pbx, chatlogs, connect} = await connectScene(t, {shows: 'issued'});
	const wrong = await chatlogs([...connect, '--pin', '00'.repeat(32)]);
	t.is(wrong.code, 3);
	t.is(pbx.seen.length, 0);
	t.is(await chatlogs.code([...connect, '--pin', pbx.pin]), 0);
	const file = path.join(temporaryFolder(t), 'ca.pem');
	writeFileSync(file, authority);
	t.is(await chatlogs.code([...connect, '--ca', file]), 0);
	t.is(told(await chatlogs(['pbx', '--json'])).connection!.trust, `by the authorities in ${file}`);
	t.is(await chatlogs.code([...connect, '--ca', file, '--pin', pbx.pin]), 2);
});

test('a copy opens no connection until it is adopted, and then has an instance of its own', async t => {
	const {pbx, folder, by, person, chatlogs, connect} = await connectScene(t);
	const first = told(await chatlogs([...connect, '--json'])).connection!;
	const copy = path.join(temporaryFolder(t), 'copy');
	cpSync(folder, copy, {recursive: true});
	const inCopy = by(person.setting, copy);
	t.is(told(await inCopy(['pbx', '--json'])).connection?.state, 'copy');
	const refused = await inCopy(connect);
	t.is(refused.code, 3);
	t.regex(refused.stderr, /is a copy of that in .*chatlogs pbx adopt/);
	t.is(await inCopy.code(['pbx', 'adopt']), 2);
	t.is(await inCopy.code(['pbx', 'adopt'], {isTerminal: true, stdin: 'no\n'}), 1);
	const adopted = await inCopy(['pbx', 'adopt'], {isTerminal: true, stdin: 'yes\n'});
	t.is(adopted.code, 0);
	t.true(adopted.stderr.includes(pbx.origin));
	const second = told(await inCopy(['pbx', '--json'])).connection!;
	t.is(second.state, 'connected');
	t.not(second.instance, first.instance);
	t.deepEqual(told(await chatlogs(['pbx', '--json'])).connection, first);
});

test('a store that was moved is connected anew with the same instance', async t => {
	const {folder, by, person, chatlogs, connect} = await connectScene(t);
	const {instance} = told(await chatlogs([...connect, '--json'])).connection!;
	const moved = path.join(path.dirname(folder), 'moved');
	renameSync(folder, moved);
	const inMoved = by(person.setting, moved);
	t.is(told(await inMoved(['pbx', '--json'])).connection?.state, 'copy');
	t.like(told(await inMoved(['pbx', 'connect', '--json'])).connection, {state: 'connected', instance});
});

test('a store that was rolled back tells that its acts are frozen, until it is adopted', async t => {
	const {folder, chatlogs, connect} = await connectScene(t);
	await chatlogs(connect);
	const backup = path.join(temporaryFolder(t), 'backup');
	cpSync(folder, backup, {recursive: true});
	await chatlogs(['pbx', 'set', 'name=Later']);
	await chatlogs(['pbx', 'connect']);
	rmSync(folder, {recursive: true});
	cpSync(backup, folder, {recursive: true});
	t.is(await chatlogs.code(['pbx', 'connect']), 0);
	t.regex(await chatlogs.stdout(['pbx']), /^Acts +frozen: this store is an older one.*pbx adopt/m);
	t.is(await chatlogs.code(['pbx', 'adopt', '--yes']), 0);
	t.is(told(await chatlogs(['pbx', '--json'])).connection?.frozen, null);
});

test('a connection that is ended leaves nothing, neither here nor a token there', async t => {
	const {pbx, person, chatlogs, connect} = await connectScene(t);
	await chatlogs(connect);
	t.is(pbx.office.alive, 1);
	const {code, stdout} = await chatlogs(['pbx', 'disconnect', '--json']);
	t.is(code, 0);
	t.is(told({stdout}).connection, null);
	t.is(pbx.office.alive, 0);
	const kept = [...filesBelow(person.home)].filter(([, text]) => text.includes(pbx.origin));
	t.deepEqual(kept, []);
	t.is(told(await chatlogs(['pbx', 'disconnect', '--json'])).change, null);
});

test('a PBX that cannot be reached keeps nobody from ending the connection', async t => {
	const {pbx, chatlogs, connect} = await connectScene(t);
	await chatlogs(connect);
	await pbx.close();
	t.is(await chatlogs.code(['pbx', 'disconnect']), 0);
	t.is(told(await chatlogs(['pbx', '--json'])).connection, null);
	t.is(await chatlogs.code(connect), 3);
});

test('a clock that goes wrong is told', async t => {
	const {pbx, chatlogs, connect} = await connectScene(t);
	pbx.pass(90);
	t.regex(await chatlogs.stderr(connect), /clock of the PBX is 90 s ahead of this machine’s/);
});

test('nothing that a PBX tells of itself reaches the terminal as a control sequence', async t => {
	const {pbx, chatlogs, connect} = await connectScene(t);
	pbx.world.sn = '36\u001B]0;owned\u0007\u202E21';
	pbx.world.firmware = '37.23.0.31\u001B[2J\r\n';
	for (const argv of [connect, ['pbx'], ['pbx', '--json'], ['changes'], ['changes', '2']]) {
		const {stdout, stderr} = await chatlogs(argv, {isTerminal: true});
		t.notRegex(stdout + stderr, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/, argv.join(' '));
	}
});

test('the secret is in nothing that is written or told', async t => {
	const {pbx, folder, person, chatlogs, connect} = await connectScene(t);
	const secret = 'Zu-Secret-73';
	pbx.office.secret = 'another';
	const sources = {CHATLOGS_PBX_SECRET: secret};
	const outputs: string[] = [];
	const run = async (argv: readonly string[]): Promise<void> => {
		const {stdout, stderr} = await chatlogs(argv, {environment: sources});
		outputs.push(stdout, stderr);
	};

	await run(connect);
	pbx.office.secret = secret;
	await run(connect);
	for (const fault of ['html', 'reset', 'half'] as const) {
		pbx.faults.add('system/information', fault, 6);
		await run(['pbx', 'connect']);
		pbx.faults.clear();
	}

	await run(['pbx']);
	await run(['pbx', '--json']);
	const written = [...filesBelow(folder), ...filesBelow(person.home)];
	t.true(written.length > 5);
	const token = 'access-1'.padEnd(32, '0');
	t.deepEqual(
		written.filter(([, text]) => text.includes(secret)).map(([file]) => file),
		[],
	);
	for (const output of outputs) t.false(output.includes(secret) || output.includes(token));
	const holders = written.filter(([, text]) => text.includes(token)).map(([file]) => path.basename(file));
	t.true(holders.every(name => name.startsWith('token-')));
	for (const [file] of filesBelow(person.home))
		if (file.endsWith('.json')) t.is(statSync(file).mode & 0o777, 0o600, file);
});

const mistakes: readonly (readonly [argv: readonly string[], told: RegExp])[] = [
	[['connect'], /Name the PBX/],
	// eslint-disable-next-line unicorn/prefer-https -- this is what is refused
	[['connect', 'http://pbx.example.com', '--client-id', 'a'], /--allow-http/],
	[['connect', 'https://pbx.example.com'], /--client-id ID/],
	[['connect', 'https://a', 'https://b'], /After pbx comes/],
	[['connect', 'https://a', '--client-id', 'a', '--pin', 'ab'], /64 hexadecimal digits/],
	[['disconnect', '--client-id', 'a'], /--client-id does not go with pbx disconnect/],
	[['--yes'], /--yes does not go with pbx/],
	[['toString'], /After pbx comes/],
];

for (const [argv, message] of mistakes) {
	test(`refuses pbx ${argv.join(' ')}`, async t => {
		const {chatlogs} = await connectScene(t);
		const {code, stderr} = await chatlogs(['pbx', ...argv]);
		t.is(code, 2);
		t.regex(stderr, message);
	});
}
