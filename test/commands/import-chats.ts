import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn} from '../helpers/command-line.js';
import {sampleFile, temporaryFolder} from '../helpers/store.js';
import {zipOf} from '../helpers/zip.js';

const chat = [
	'13/12/21, 22:01 - Ben: Hi',
	'13/12/21, 22:02 - Anna: Hello',
	'13/12/21, 22:02 - Anna: Hello',
	'',
].join('\n');
const more = `${chat}13/12/21, 22:02 - Anna: Are you there?\n13/12/21, 22:05 - Ben: Yes\n`;
const csv = 'at,from,text\n1639432860,+15550101,Hi\n';

interface Listed {
	readonly id: number;
	readonly messages: number;
	readonly status: string;
}

const sessionsIn = (json: string): readonly Listed[] =>
	(JSON.parse(json) as {readonly sessions: readonly Listed[]}).sessions;

const begin = (t: ExecutionContext) => {
	const folder = temporaryFolder(t);
	const chatlogs = commandLineOn(path.join(folder, 'store'));
	const write = (name: string, content: string | Buffer): string => {
		const file = path.join(folder, name);
		mkdirSync(path.dirname(file), {recursive: true});
		writeFileSync(file, content);
		return file;
	};

	const list = async (): Promise<readonly Listed[]> => sessionsIn(await chatlogs.stdout(['list', '--json']));
	const only = async (): Promise<Listed> => {
		const [session] = await list();
		return session!;
	};

	const texts = async (): Promise<readonly string[]> => {
		const [session] = await list();
		const found = await chatlogs.stdout(['messages', String(session!.id), '--json']);
		return [...found.matchAll(/"text": ?"([^"]*)"/g)].map(([, text]) => text!);
	};

	return {folder, chatlogs, write, list, only, texts};
};

const name = 'WhatsApp Chat with Anna.txt';
const zone = ['--zone', 'Europe/Berlin'];

test('a chat comes in once, however often and however much longer it is imported', async t => {
	const {chatlogs, write, list, texts, only} = begin(t);
	const file = write(name, chat);
	t.is(
		await chatlogs.stdout(['import', file, ...zone]),
		'Change 1: imported 1 new, 0 changed, 0 unchanged.\n',
	);
	t.is(await chatlogs.stdout(['import', file, ...zone]), 'Nothing new: 0 new, 0 changed, 1 unchanged.\n');
	const before = await only();
	write(name, more);
	t.is(
		await chatlogs.stdout(['import', file, ...zone]),
		'Change 2: imported 0 new, 1 changed, 0 unchanged.\n',
	);
	t.is(await chatlogs.stdout(['import', file, ...zone]), 'Nothing new: 0 new, 0 changed, 1 unchanged.\n');
	t.like(await list(), [{id: before.id, messages: 5, status: 'closed'}]);
	t.deepEqual(await texts(), ['Hi', 'Hello', 'Hello', 'Are you there?', 'Yes']);
});

test('an id tells when the session was created, and is the same whatever comes before it later', async t => {
	const {chatlogs, write, list, only} = begin(t);
	await chatlogs(['import', write(name, more), ...zone]);
	const session = await only();
	t.is(Math.floor(session.id / 2 ** 20), Date.UTC(2021, 11, 13, 21, 1) / 1000);
	await chatlogs(['import', write(name, `13/12/20, 10:00 - Ben: Long ago\n${more}`), ...zone]);
	t.like(await list(), [{id: session.id, messages: 6}]);
});

test('two files of one chat that overlap are one', async t => {
	const {chatlogs, write, texts} = begin(t);
	const files = [write(`a/${name}`, chat), write(`b/${name}`, more)];
	t.is(await chatlogs.code(['import', ...files, ...zone]), 0);
	t.deepEqual(await texts(), ['Hi', 'Hello', 'Hello', 'Are you there?', 'Yes']);
});

for (const [what, file, content] of [
	['a folder', 'folder', undefined],
	[
		'an archive',
		'WhatsApp Chat - Anna.zip',
		zipOf({'_chat.txt': chat, 'notes.txt': 'sent in it', 'IMG-1.jpg': 'x'}),
	],
	['gzip', 'chat.gz', gzipSync(chat)],
	['a text', name, chat],
] as const) {
	test(`sees by itself what is in ${what}`, async t => {
		const {folder, chatlogs, write, list} = begin(t);
		if (content === undefined) {
			write(`folder/${name}`, chat);
			write('folder/pictures/1.jpg', 'x');
		} else write(file, content);
		const {code, stderr} = await chatlogs(['import', path.join(folder, file), '--self', 'Ben', '--json']);
		t.is(code, 0, stderr);
		t.like(await list(), [{messages: 3}]);
	});
}

test('reads stdin', async t => {
	const {chatlogs, list} = begin(t);
	t.is(await chatlogs.code(['import', '-'], {stdin: csv}), 0);
	t.like(await list(), [{messages: 1}]);
});

test('a folder of samples of one system comes in', async t => {
	const {chatlogs} = begin(t);
	const {code, stdout, stderr} = await chatlogs([
		'import',
		'test/fixtures/exports/msgvault-facebook',
		'--self',
		'Test User',
	]);
	t.is(code, 1);
	t.is(stdout, 'Change 1: imported 7 new, 0 changed, 0 unchanged.\n');
	t.regex(
		stderr,
		/^chatlogs: refused \S+broken_BAD\/message_1\.json:1:2: it is not JSON: "t" is unexpected here\n$/,
	);
});

test('never mixes systems, nor chats of a PBX with others', async t => {
	const {chatlogs, write, folder} = begin(t);
	const file = write(name, chat);
	const both = await chatlogs(['import', file, 'test/fixtures/exports/chatwoot/conversations-list.json']);
	t.is(both.code, 1);
	t.regex(
		both.stderr,
		/These files are of several systems: whatsapp \(.*\), chatwoot \(.*\)\. Import those of each/,
	);
	await chatlogs(['import', file]);
	const pbx = await chatlogs(['import', sampleFile]);
	t.is(pbx.code, 1);
	t.regex(
		pbx.stderr,
		/This store holds chats of other systems, and these are of a PBX; the two are never mixed\./,
	);
	const other = commandLineOn(path.join(folder, 'pbx'));
	await other(['import', sampleFile]);
	t.regex(await other.stderr(['import', file]), /holds chats of a PBX, and these are of other systems/);
});

test('what only a PBX can do is refused, and the rest works', async t => {
	const {chatlogs, write, list, only} = begin(t);
	await chatlogs(['import', write(name, chat)]);
	const {id: number} = await only();
	const id = String(number);
	for (const act of [
		['transfer', id, '--to', 'api'],
		['transfer', id, '--to', 'queue:Support'],
		['close', id],
		['archive', id],
		['unarchive', id],
	]) {
		const {code, stderr} = await chatlogs([...act, '--yes']);
		t.is(code, 1, act[0]);
		t.regex(stderr, /There is no PBX behind this store/, act[0]);
	}

	t.is(await chatlogs.code(['delete', id, '--yes']), 0);
	t.deepEqual(await list(), []);
	t.is(await chatlogs.code(['undo', '--yes']), 0);
	t.like(await list(), [{id: number}]);
	t.regex(await chatlogs.stdout(['search', 'hello']), /Hello/);
	t.is(await chatlogs.code(['check']), 0);
});

test('what was deleted stays in the trash, and what was purged stays away but for what is later', async t => {
	const {chatlogs, write, list, texts, only} = begin(t);
	const file = write(name, chat);
	await chatlogs(['import', file]);
	const {id: number} = await only();
	const id = String(number);
	await chatlogs(['delete', id, '--yes']);
	t.is(await chatlogs.code(['import', file]), 0);
	t.deepEqual(await list(), []);
	t.is(await chatlogs.code(['purge', id, '--yes']), 0);
	t.is(await chatlogs.stdout(['import', file]), 'Nothing new: 0 new, 0 changed, 1 unchanged.\n');
	write(name, more);
	t.is(await chatlogs.code(['import', file]), 0);
	t.like(await list(), [{id: number}]);
	t.deepEqual(await texts(), ['Are you there?', 'Yes']);
	t.is(await chatlogs.code(['check']), 0);
});

test('keeps what each system calls a chat, and nothing of it in the journal', async t => {
	const {folder, chatlogs, write, only} = begin(t);
	await chatlogs(['import', write('messages.csv', csv)]);
	const {id: number} = await only();
	const id = String(number);
	const {extra} = JSON.parse(await chatlogs.stdout(['show', id, '--json'])) as {readonly extra: object};
	t.like(extra, {source: 'csv', source_id: ' +15550101'});
	t.notRegex(readFileSync(path.join(folder, 'store/changes.jsonl'), 'utf8'), /5550101/);
});

test('asks for the zone that a chat was read in before', async t => {
	const {chatlogs, write} = begin(t);
	const file = write(name, chat);
	await chatlogs(['import', file, ...zone]);
	const {code, stderr} = await chatlogs(['import', file, '--zone', 'America/Lima']);
	t.is(code, 2);
	t.regex(
		stderr,
		/was written in the zone Europe\/Berlin as this store has it, not in America\/Lima\. .* --zone Europe\/Berlin/,
	);
	t.is(await chatlogs.code(['import', file, '--zone', 'Mars/Olympus']), 2);
});

test('imports nothing where the order of dates is open', async t => {
	const {chatlogs, write} = begin(t);
	const file = write(name, '01/02/21, 10:00 - Ben: a\n02/03/21, 10:00 - Anna: b\n');
	const {code, stderr} = await chatlogs(['import', file]);
	t.is(code, 2);
	t.regex(stderr, /such as 01\/02\/21, can be read in two orders\. Say which: --dates dmy, mdy or ymd/);
	t.is(await chatlogs.code(['import', file, '--dates', 'mdy']), 0);
});

for (const [what, content, reason] of [
	['leads out of it', zipOf({'../../evil.txt': chat}), /its zip archive is damaged: invalid relative path/],
	['is absolute', zipOf({'/etc/evil.txt': chat}), /its zip archive is damaged: absolute path/],
] as const) {
	test(`refuses an archive in which a path ${what}`, async t => {
		const {chatlogs, write} = begin(t);
		const {code, stderr} = await chatlogs(['import', write('a.zip', content)]);
		t.is(code, 1);
		t.regex(stderr, reason);
	});
}

test('refuses an archive that grows beyond measure, also by gzip in it', async t => {
	const bomb = `${chat}13/12/21, 22:03 - Ben: ${' '.repeat(64 * 1024 * 1024)}`;
	for (const content of [zipOf({'_chat.txt': bomb}), zipOf({'_chat.txt': gzipSync(gzipSync(bomb))})]) {
		const {chatlogs, write} = begin(t);
		const {code, stderr} = await chatlogs(['import', write('WhatsApp Chat - Anna.zip', content)]);
		t.is(code, 1);
		t.regex(stderr, /its compressed data grows more than 200-fold|it is not JSON: U\+001F/);
	}
});

test('refuses a damaged archive', async t => {
	const {chatlogs, write} = begin(t);
	const whole = zipOf({'_chat.txt': chat});
	const {code, stderr} = await chatlogs(['import', write('a.zip', whole.subarray(0, -30))]);
	t.is(code, 1);
	t.regex(stderr, /a\.zip: its zip archive is damaged/);
});

test('makes no store of a file that holds no messages', async t => {
	const {chatlogs} = begin(t);
	const {code, stderr} = await chatlogs(['import', 'test/fixtures/exports/chatwoot/with_bom.csv']);
	t.is(code, 1);
	t.regex(stderr, /it is no list of messages/);
	t.is(await chatlogs.code(['list']), 3);
});
