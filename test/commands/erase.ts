import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {Platform, platformUrl} from '../helpers/platform.js';
import {connectedCommandLine} from '../helpers/pbx/connected-command-line.js';
import {commandLineOn} from '../helpers/command-line.js';
import {sampleFile, temporaryFolder, temporaryStore} from '../helpers/store.js';

interface Sample {
	readonly sessions: readonly {readonly id: number; readonly to: {readonly user_no: string}}[];
}

const sample = JSON.parse(readFileSync(sampleFile, 'utf8')) as Sample;

/** The customer of the first session. */
const number = sample.sessions[0]!.to.user_no;
const theirs = sample.sessions.filter(({to}) => to.user_no === number).map(({id}) => id);

const everything = (folder: string): string =>
	readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.map(name => path.join(folder, name))
		.filter(file => statSync(file).isFile())
		.map(file => readFileSync(file, 'utf8'))
		.join('\n');

const begin = async (t: ExecutionContext) => {
	const folder = await temporaryStore(t);
	const stateFolder = path.join(temporaryFolder(t), 'state');
	const preferencesFolder = path.join(temporaryFolder(t), 'config');
	mkdirSync(preferencesFolder);
	const setting = {stateFolder, preferencesFolder};
	return {folder, stateFolder, preferencesFolder, setting, chatlogs: commandLineOn(folder)};
};

interface Told {
	readonly erasures: readonly {
		readonly state: string;
		readonly sessions: readonly number[];
		readonly places: readonly {readonly name: string; readonly state: string}[];
	}[];
}

test('tells a note once, however many changes have it', async t => {
	const {chatlogs} = await begin(t);
	const note = `asked for by ${number}`;
	for (const act of ['delete', 'restore'])
		t.is(await chatlogs.code([act, String(theirs[0]), '--note', note, '--yes']), 0);
	const {stdout} = await chatlogs(['erase', '--customer', number, '--dry-run']);
	t.is(stdout.split(note).length, 2);
});

test('erases a customer from the store and the user’s filters, and keeps them out', async t => {
	const {folder, stateFolder, preferencesFolder, setting, chatlogs} = await begin(t);
	const preferences = path.join(preferencesFolder, 'preferences.json');
	writeFileSync(
		preferences,
		JSON.stringify({
			recentFilters: [`customer:${number.replace('+', '00')}`, `number:*${number.slice(-7)}`, 'is:open'],
			stores: {another: {filters: [{name: 'Theirs', text: number}], recentFilters: ['is:closed']}},
		}),
	);
	const digits = number.slice(1);
	t.true(everything(folder).includes(digits));
	const dry = await chatlogs(['erase', '--customer', number, '--dry-run'], setting);
	t.is(dry.code, 0);
	for (const id of theirs) t.true(dry.stdout.includes(String(id)));
	t.true(everything(folder).includes(digits));
	t.is(await chatlogs.code(['erase', '--customer', number], setting), 2);
	const asked = {...setting, isTerminal: true};
	t.is(await chatlogs.code(['erase', '--customer', number], {...asked, stdin: 'y\n'}), 1);
	const done = await chatlogs(['erase', '--customer', number], {...asked, stdin: `${theirs.length}\n`});
	t.is(done.code, 0, done.stderr);
	t.regex(done.stdout, /erased \d+ session/);
	t.false(everything(folder).includes(digits));
	t.false(everything(stateFolder).includes(digits));
	t.false(existsSync(path.join(stateFolder, 'erasing.json')));
	t.is(statSync(path.join(stateFolder, 'erased.json')).mode & 0o777, 0o600);
	t.deepEqual(JSON.parse(readFileSync(preferences, 'utf8')), {
		filters: [],
		recentFilters: ['is:open'],
		stores: {another: {filters: [], recentFilters: ['is:closed']}},
	});
	t.is(await chatlogs.code(['check'], setting), 0);
	const again = await chatlogs(['import', sampleFile], setting);
	t.is(again.code, 0);
	t.regex(again.stderr, new RegExp(`: ${theirs.length} sessions? stayed out.*was erased`));
	t.false(everything(folder).includes(digits));
	t.regex(await chatlogs.stdout(['changes'], setting), /Erased a person/);
	t.is(await chatlogs.stdout(['erase'], setting), 'Nobody is to be erased.\n');
	t.is(await chatlogs.code(['undo', '--yes'], setting), 1);
});

test('takes the number from standard input, and tells scripts the places', async t => {
	const {setting, chatlogs} = await begin(t);
	const two = await chatlogs(['erase', '--customer', '-', '--yes'], {
		...setting,
		stdin: `${number}\n+4930100\n`,
	});
	t.is(two.code, 2);
	t.regex(two.stderr, /expects one number or id/);
	const {stdout, code} = await chatlogs(['erase', '--customer', '-', '--yes', '--json'], {
		...setting,
		stdin: `${number}\n`,
	});
	t.is(code, 0);
	const {erasures} = JSON.parse(stdout) as Told;
	t.deepEqual([...erasures[0]!.sessions].toSorted(), [...theirs].toSorted());
	t.is(erasures[0]!.state, 'done');
	t.true(erasures[0]!.places.length >= 5);
});

test('a note is kept with the change, unless it tells who the person is', async t => {
	const {setting, chatlogs} = await begin(t);
	const argv = ['erase', '--customer', number, '--yes', '--note'];
	const told = await chatlogs([...argv, `request of ${number}`], setting);
	t.is(told.code, 1);
	t.regex(told.stderr, /The note tells who the person is/);
	t.is(await chatlogs.code([...argv, 'request 12'], setting), 0);
	t.regex(await chatlogs.stdout(['changes'], setting), /Erased a person.*request 12/);
});

test('puts off a person whom a hold keeps, and takes them after the release', async t => {
	const {folder, setting, chatlogs} = await begin(t);
	// Nothing but somebody’s word tells that this visitor without a number is the same person.
	const visitor = path.join(temporaryFolder(t), 'visitor.json');
	const from = {user_type: 5, user_no: '', username: 'A visitor'};
	const said = {session_id: 9000, msg_id: 9000, sender: from, msg_type: 0, msg_body: 'words of a visitor'};
	const session = {id: 9000, type: 'livechat', did_number: 'www.example.com', to: from};
	writeFileSync(
		visitor,
		JSON.stringify({sessions: [session], messages: [{...said, send_time: 1_700_000_000}]}),
	);
	t.is(await chatlogs.code(['import', visitor], setting), 0);
	await chatlogs(['hold', 'add', 'Case', String(theirs[0]!)], setting);
	const held = await chatlogs(['erase', '--customer', number, '--also', '9000', '--yes'], setting);
	t.is(held.code, 1);
	t.regex(held.stdout, /put off, because of a hold/);
	t.true(everything(folder).includes(number.slice(1)));
	t.regex(
		await chatlogs.stdout(['erase'], setting),
		/^Put off because of holds: 1 erasure\. .*chatlogs erase --deferred$/m,
	);
	const released = await chatlogs(['hold', 'release', 'Case', '--yes'], setting);
	t.regex(released.stdout, /chatlogs erase --deferred/);
	const done = await chatlogs(['erase', '--deferred', '--yes'], setting);
	t.is(done.code, 0, done.stdout + done.stderr);
	t.false(everything(folder).includes(number.slice(1)));
	t.false(everything(folder).includes('words of a visitor'));
	t.is(await chatlogs.stdout(['erase', '--deferred', '--yes'], setting), 'Nobody is to be erased.\n');
});

test('a policy whose filter told of the person says that it has to be set anew', async t => {
	const {setting, chatlogs} = await begin(t);
	const filter = `customer:${number} active:..365d`;
	await chatlogs(['policy', 'set', 'Theirs', '--filter', filter, '--then', 'delete'], setting);
	t.is(await chatlogs.code(['erase', '--customer', number, '--yes'], setting), 0);
	t.regex(await chatlogs.stdout(['policy', 'list'], setting), /cannot be read any more; set it anew/);
	t.is(await chatlogs.code(['check'], setting), 0);
});

test('what a process left that was ended before it began to erase is swept away', async t => {
	const {folder, stateFolder, setting, chatlogs} = await begin(t);
	mkdirSync(stateFolder);
	const left = path.join(stateFolder, 'erasing.json');
	const {store} = JSON.parse(readFileSync(path.join(folder, 'store.json'), 'utf8')) as {store: {id: string}};
	const other = {store: 'another', id: 'x', copies: []};
	writeFileSync(left, JSON.stringify([{store: store.id, id: 'never begun', copies: []}, other]));
	t.is(await chatlogs.code(['erase'], setting), 0);
	t.deepEqual(JSON.parse(readFileSync(left, 'utf8')), [other]);
});

test('while nobody can tell who was erased, stores are read and not altered', async t => {
	const {folder, stateFolder, setting, chatlogs} = await begin(t);
	mkdirSync(stateFolder);
	writeFileSync(path.join(stateFolder, 'erased.json'), '[{');
	t.is(await chatlogs.code(['list'], setting), 0);
	const {code, stderr} = await chatlogs(['delete', '3001', '--yes'], setting);
	t.is(code, 3);
	t.regex(stderr, /erased\.json is damaged.*no store is altered.*from a backup.*move it away/);
	writeFileSync(path.join(folder, 's0-1.jsonl'), '');
	t.regex(await chatlogs.stderr(['check', '--repair'], setting), /erased\.json is damaged/);
	t.false(existsSync(path.join(folder, 'backup-1')));
});

test('refuses numbers of ours, and arguments that do not go together', async t => {
	const {setting, chatlogs} = await begin(t);
	const own = await chatlogs(['erase', '--customer', '1002', '--yes'], setting);
	t.is(own.code, 1);
	t.regex(own.stderr, /number of the extension Jun Rossi/);
	t.is(await chatlogs.code(['erase', '--also', '3001', '--yes'], setting), 2);
	t.is(await chatlogs.code(['erase', '--customer', '1', '--deferred', '--yes'], setting), 2);
	t.is(await chatlogs.code(['erase', '--customer', number, '--yes', '--expect', '999'], setting), 1);
});

test('deletes the copies on the connected PBX, and tries again what it refuses', async t => {
	const {pbx, store, chatlogs} = await connectedCommandLine(t, {
		fill(world) {
			for (let count = 0; count < 3; count++) world.addChat({kind: 'extension', id: 11});
		},
	});
	const {customer} = store.session(3001)!;
	const all = [3001, 3002, 3003].filter(id => store.session(id)!.customer.number === customer.number);
	pbx.faults.add('message_session/delete', {errcode: 10_005});
	const argv = ['erase', '--customer', customer.number, '--yes', '--json'];
	const first = await chatlogs(argv);
	t.is(first.code, 1, first.stderr);
	const [begun] = (JSON.parse(first.stdout) as Told).erasures;
	t.is(begun!.state, 'begun');
	t.like(
		begun!.places.find(({name}) => name === 'the connected PBX'),
		{state: 'remains'},
	);
	t.is(store.session(3001), undefined);
	t.false(everything(store.folder).includes(customer.number.slice(1)));
	t.is(pbx.world.chats.get(3001)!.deletedBy.size, 0);
	pbx.faults.clear();
	const again = await chatlogs(['erase', '--json']);
	t.is(again.code, 0, again.stdout);
	for (const id of all) t.is(pbx.world.chats.get(id)!.deletedBy.size, 1);
	t.is(await chatlogs.code(['sync', '--full']), 0);
	t.is(store.session(3001), undefined);
	t.false(everything(store.folder).includes(customer.number.slice(1)));
});

test('tells the analytics platform that what it was given is withdrawn', async t => {
	const {setting, chatlogs} = await begin(t);
	const platform = new Platform();
	const {sender} = platform;
	await chatlogs(['transfer', String(theirs[0]!), '--to', 'api', '--yes'], setting);
	await chatlogs(['platform', 'set', platformUrl, '--yes'], setting);
	t.is(await chatlogs.code(['deliver'], {...setting, sender}), 0);
	const already = platform.received.length;
	platform.answer = () => ({status: 503});
	const first = await chatlogs(['erase', '--customer', number, '--yes'], {...setting, sender});
	t.is(first.code, 1);
	t.regex(first.stdout, /the analytics platform: REMAINS/);
	platform.answer = () => ({status: 200});
	const again = await chatlogs(['erase'], {...setting, sender});
	t.is(again.code, 0, again.stdout + again.stderr);
	t.true(platform.received.length > already);
	t.is(await chatlogs.stdout(['erase'], {...setting, sender}), 'Nobody is to be erased.\n');
});

test('a damaged session of others remains, until a repair shows what it holds, and brings nobody back', async t => {
	const {folder, setting, chatlogs} = await begin(t);
	const others = sample.sessions.find(({to}) => to.user_no !== number)!.id;
	const histories = path.join(folder, 'm1.jsonl');
	const damaged = readFileSync(histories, 'utf8')
		.split('\n')
		.map(line =>
			[theirs[0], others].some(id => line.startsWith(`{"id":${id},`))
				? line.replace('"messages"', '"messagez!')
				: line,
		);
	writeFileSync(histories, damaged.join('\n'));
	const receipt = path.join(temporaryFolder(t), 'proof.json');
	const sender = {...new Platform().sender, configFolder: path.join(temporaryFolder(t), 'config')};
	const signing = {...setting, sender};
	const first = await chatlogs(['erase', '--customer', number, '--yes', '--receipt', receipt], signing);
	t.is(first.code, 1, first.stderr);
	const remains = new RegExp(
		String.raw`this store: REMAINS; the person may be in 1 session \(${others}\) of others, damaged`,
	);
	t.regex(first.stdout, remains);
	t.true(readFileSync(receipt, 'utf8').includes('"remains: the person may be in 1 session'));
	t.regex(await chatlogs.stdout(['receipt', 'verify', receipt], signing), /^Place this store: remains: /m);
	const again = await chatlogs(['erase'], signing);
	t.is(again.code, 1);
	t.regex(again.stdout, remains);
	const repair = await chatlogs(['check', '--repair'], signing);
	t.is(repair.code, 0, repair.stdout + repair.stderr);
	// What could not be mended is kept, and is another's.
	const mended = await chatlogs(['erase'], signing);
	t.is(mended.code, 1);
	t.regex(mended.stdout, /this store: nothing left/);
	t.regex(mended.stdout, /copies made by repairs: REMAINS; they are of sessions of others, damaged/);
	t.is(await chatlogs.code(['purge', String(others), '--erase', '--yes'], signing), 0);
	const last = await chatlogs(['erase'], signing);
	t.is(last.code, 0, last.stdout + last.stderr);
	t.false(everything(folder).includes(number.slice(1)));
	for (const id of theirs) t.is(await chatlogs.code(['show', String(id)], signing), 1);
});
