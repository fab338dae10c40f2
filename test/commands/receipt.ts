import {createHash} from 'node:crypto';
import {
	appendFileSync,
	cpSync,
	existsSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {Platform} from '../helpers/platform.js';
import {commandLineOn, type Runner} from '../helpers/command-line.js';
import {alteredBytes, isGenuine} from '../helpers/genuine-receipt.js';
import {fc, trials} from '../helpers/random.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {ReceiptDraft} from '../../source/storage/proof/write-receipt.js';
import {ann, noon, realFiles, temporaryFolder, temporaryStore} from '../helpers/store.js';

interface Scene {
	readonly chatlogs: Runner;
	readonly store: string;
	readonly backup: string;
	readonly config: string;
	readonly file: string;
	readonly text: string;
}

/** A store from which a session was purged with a receipt, and a copy of it from before. */
const purgedStore = async (t: ExecutionContext): Promise<Scene> => {
	const store = await temporaryStore(t);
	const folder = temporaryFolder(t);
	const [config, file, backup] = ['config', 'proof.json', 'backup'].map(name => path.join(folder, name));
	const sender = {...new Platform().sender, configFolder: config!};
	const chatlogs = commandLineOn(store, {sender});
	await chatlogs(['delete', '3001', '--yes']);
	cpSync(store, backup!, {recursive: true});
	const {code, stderr} = await chatlogs(['purge', '3001', '--yes', '--receipt', file!]);
	t.is(code, 0, stderr);
	return {chatlogs, store, backup: backup!, config: config!, file: file!, text: readFileSync(file!, 'utf8')};
};

const isKey = (name: string): boolean => name.endsWith('.key');

const fingerprintIn = async (chatlogs: Runner): Promise<string> => {
	const text = await chatlogs.stdout(['receipt', 'key']);
	return text.trim();
};

test('a purge writes a receipt that holds', async t => {
	const {chatlogs, config, file, text} = await purgedStore(t);
	const fingerprint = await fingerprintIn(chatlogs);
	t.true(isGenuine(text, fingerprint));
	const {code, stdout} = await chatlogs(['receipt', 'verify', file, '--key', fingerprint]);
	t.is(code, 0, stdout);
	t.regex(stdout, /^ok: signature: signed by [\da-f]{64}$/m);
	t.regex(stdout, /^ok: journal: goes on from the receipt to change 3/m);
	t.regex(stdout, /^ok: messages: none of \d+ messages is there$/m);
	const unpinned = await chatlogs(['receipt', 'verify', file]);
	t.is(unpinned.code, 0);
	t.true(unpinned.stdout.includes(`note: signature: signed by ${fingerprint}, not pinned`));
	t.is(await chatlogs.code(['receipt', 'verify', file, '--key', '0'.repeat(64)]), 1);
	for (const name of readdirSync(path.join(config, 'receipts')))
		t.is(statSync(path.join(config, 'receipts', name)).mode & 0o077, 0, name);
	t.is(statSync(file).mode & 0o077, 0);
	t.false(existsSync(`${file}.new`));
});

test('a backup that is brought back fails', async t => {
	const {chatlogs, store, backup, file} = await purgedStore(t);
	rmSync(store, {recursive: true});
	cpSync(backup, store, {recursive: true});
	const {code, stdout} = await chatlogs(['receipt', 'verify', file]);
	t.is(code, 1);
	t.regex(stdout, /^failed: journal: does not hold the change/m);
	t.regex(stdout, /^failed: messages: \d+ messages still there$/m);
	t.regex(stdout, /^ {2}message 50001 of session 3001: m1\.jsonl, byte \d+$/m);
});

test('a copy inside the store is found, also in damaged lines and by its bytes alone', async t => {
	const {chatlogs, store, backup, file} = await purgedStore(t);
	const line = readFileSync(path.join(backup, 'm1.jsonl'), 'utf8').split('\n', 1)[0]!;
	t.true(line.startsWith('{"id":3001,'));
	const {number} = (JSON.parse(line) as {row: {customer: {number: string}}}).row.customer;
	const lost = JSON.stringify({
		sessions: [3001],
		file: 'm1.jsonl',
		offset: 0,
		bytes: Buffer.from(line).toString('base64'),
	});
	writeFileSync(path.join(store, 'lost+found.jsonl'), `${lost}\n`);
	const found = await chatlogs(['receipt', 'verify', file, '--json']);
	t.is(found.code, 1);
	const {checks} = JSON.parse(found.stdout) as {checks: {name: string; state: string}[]};
	t.is(checks.find(({name}) => name === 'messages')?.state, 'failed');
	writeFileSync(path.join(store, 'lost+found.jsonl'), `${line.slice(0, -40)}\n`);
	const damaged = await chatlogs.stdout(['receipt', 'verify', file]);
	t.regex(damaged, /^not checked: content: lost\+found\.jsonl, byte 0: a line of session 3001 is damaged$/m);
	rmSync(path.join(store, 'lost+found.jsonl'));
	const spelled = number
		.replace('+', '')
		.replace(/(\d{3})$/, ' ($1)')
		.replaceAll('5', String.raw`\u0035`);
	t.is(await chatlogs.code(['receipt', 'verify', file, '--customer', number]), 0);
	appendFileSync(path.join(store, 'note.txt'), spelled);
	const bytes = await chatlogs(['receipt', 'verify', file, '--customer', '-'], {stdin: `${number}\n`});
	t.is(bytes.code, 1);
	t.regex(bytes.stdout, /^failed: bytes: the customer stands in 1 place$/m);
	t.regex(bytes.stdout, /^ok: customer: the receipt is about this customer$/m);
});

/** A store from which the customer of a session was erased with a receipt, and a copy of it from before. */
const storeToErase = async (t: ExecutionContext) => {
	const store = await temporaryStore(t);
	const folder = temporaryFolder(t);
	const [config, file, backup] = ['config', 'proof.json', 'backup'].map(name => path.join(folder, name));
	const chatlogs = commandLineOn(store, {
		sender: {...new Platform().sender, configFolder: config!},
		stateFolder: path.join(folder, 'state'),
	});
	const shown = await chatlogs.stdout(['show', '3001', '--json']);
	const {number} = (JSON.parse(shown) as {customer: {number: string}}).customer;
	return {chatlogs, store, backup: backup!, config: config!, file: file!, number};
};

test('the receipt of an erasure holds, and fails on a backup that is brought back', async t => {
	const {chatlogs, store, backup, file, number} = await storeToErase(t);
	cpSync(store, backup, {recursive: true});
	const {code, stderr} = await chatlogs(['erase', '--customer', number, '--yes', '--receipt', file]);
	t.is(code, 0, stderr);
	t.false(readFileSync(file, 'utf8').includes(number.slice(1)));
	const fingerprint = await fingerprintIn(chatlogs);
	t.true(isGenuine(readFileSync(file, 'utf8'), fingerprint));
	const verify = ['receipt', 'verify', file, '--key', fingerprint, '--customer', number];
	const holds = await chatlogs(verify);
	t.is(holds.code, 0, holds.stdout);
	t.regex(holds.stdout, /^Erasure of \d+ messages? in 1 store by /m);
	t.regex(holds.stdout, /^Place this store: done$/m);
	t.regex(holds.stdout, /^ok: messages: none of [1-9]\d* messages? is there$/m);
	t.regex(holds.stdout, /^ok: numbers: none of [1-9]\d* hash(es)? is there$/m);
	t.regex(holds.stdout, /^ok: customer: the receipt is about this customer$/m);
	t.is(await chatlogs.code(['erase', '--receipt', `${file}.2`, '--yes']), 2);

	rmSync(store, {recursive: true});
	cpSync(backup, store, {recursive: true});
	const fails = await chatlogs(verify);
	t.is(fails.code, 1);
	for (const what of ['journal', 'messages', 'numbers', 'bytes'])
		t.regex(fails.stdout, new RegExp(`^failed: ${what}: `, 'm'));
});

test('the receipt of somebody whom a hold keeps says so, and there is none of nobody', async t => {
	const {chatlogs, file, number} = await storeToErase(t);
	await chatlogs(['erase', '--customer', '+15559999999', '--yes', '--receipt', file]);
	t.false(existsSync(file) || existsSync(`${file}.new`));
	await chatlogs(['hold', 'add', 'Case', '3001']);
	t.is(await chatlogs.code(['erase', '--customer', number, '--yes', '--receipt', file]), 1);
	const held = await chatlogs(['receipt', 'verify', file]);
	t.is(held.code, 1);
	t.regex(held.stdout, /^Place this store: remains: a hold keeps sessions 3001/m);
	t.regex(held.stdout, /^failed: numbers: /m);
	await chatlogs(['hold', 'release', 'Case', '--yes']);
	t.is(await chatlogs.code(['erase', '--deferred', '--yes', '--receipt', `${file}.2`]), 0);
	t.is(await chatlogs.code(['receipt', 'verify', `${file}.2`, '--customer', number]), 0);
});

test('whom an erasure took before the next was refused is told and proven, and nothing else is left', async t => {
	const {chatlogs, file, number, config} = await storeToErase(t);
	const shown = await chatlogs.stdout(['show', '3028', '--json']);
	const other = (JSON.parse(shown) as {customer: {number: string}}).customer.number;
	await chatlogs(['hold', 'add', 'Case', '3001', '3028']);
	for (const customer of [number, other])
		t.is(await chatlogs.code(['erase', '--customer', customer, '--yes']), 1);
	await chatlogs(['hold', 'release', 'Case', '--yes']);
	const keys = (): number => readdirSync(path.join(config, 'receipts')).filter(isKey).length;

	const refused = ['erase', '--deferred', '--receipt', `${file}.2`];
	t.is(await chatlogs.code(refused, {isTerminal: true, stdin: 'no\n'}), 1);
	t.false(existsSync(`${file}.2`) || existsSync(`${file}.2.new`));
	t.is(keys(), 0);

	const erasing = ['erase', '--deferred', '--receipt', file];
	const {code, stdout, stderr} = await chatlogs(erasing, {isTerminal: true, stdin: '1\n'});
	t.is(code, 1);
	t.regex(stdout, /^Change \d+: erased 1 session/m);
	t.regex(stderr, /Not erased\./);
	t.false(existsSync(`${file}.new`));
	t.is(keys(), 1);
	const [known, unknown] = await Promise.all(
		[number, other].map(async customer => chatlogs.code(['receipt', 'verify', file, '--customer', customer])),
	);
	t.deepEqual([known, unknown], [0, 1]);
	t.is(await chatlogs.code(['show', '3001']), 1);
	t.is(await chatlogs.code(['show', '3028']), 0);
});

test('nothing is left of a receipt that cannot be begun', async t => {
	const {chatlogs, file, number, config} = await storeToErase(t);
	const gone = path.join(file, 'missing', 'proof.json');
	await t.throwsAsync(ReceiptDraft.begin(realFiles, config, gone), {instanceOf: StoreRefusal});
	t.deepEqual(readdirSync(path.join(config, 'receipts')).filter(isKey), []);
	t.is(await chatlogs.code(['erase', '--customer', number, '--yes', '--receipt', file]), 0);
});

test('without its key, what it tells of is not checked', async t => {
	const {chatlogs, config, file} = await purgedStore(t);
	for (const name of readdirSync(path.join(config, 'receipts')))
		if (name.endsWith('.key')) rmSync(path.join(config, 'receipts', name));
	const {code, stdout} = await chatlogs(['receipt', 'verify', file]);
	t.is(code, 1);
	t.regex(stdout, /^not checked: content: /m);
	t.notRegex(stdout, /^ok: messages/m);
});

test('a new key is signed by the old one, and the old pin goes on', async t => {
	const {chatlogs, file} = await purgedStore(t);
	const old = await fingerprintIn(chatlogs);
	const renewed = await chatlogs.stdout(['receipt', 'key', '--new']);
	const [fresh] = renewed.split('\n');
	t.not(fresh, old);
	t.true(renewed.includes(`signed by ${old}`));
	const second = `${file}.2`;
	await chatlogs(['purge', '3002', '--erase', '--yes', '--receipt', second]);
	t.is(await chatlogs.code(['receipt', 'verify', second, '--key', fresh!]), 0);
	const later = await chatlogs(['receipt', 'verify', second, '--key', old]);
	t.is(later.code, 0);
	t.true(later.stdout.includes(`signed by ${fresh}, a later key of ${old}`));
	t.is(await chatlogs.code(['receipt', 'verify', file, '--key', fresh!]), 1);
});

test('an older digest must stand in the journal', async t => {
	const {chatlogs, store, backup, file} = await purgedStore(t);
	const {digest} = JSON.parse(await commandLineOn(backup).stdout(['check', '--json'])) as {digest: string};
	t.is(await chatlogs.code(['receipt', 'verify', file, '--head', digest]), 0);
	t.is(await chatlogs.code(['receipt', 'verify', file, '--head', 'f'.repeat(64)]), 1);
	t.is(await chatlogs.code(['receipt', 'verify', file, '--head', 'f']), 2);
	const journal = path.join(store, 'changes.jsonl');
	writeFileSync(journal, readFileSync(journal, 'utf8').replace('"by":"ann"', '"by":"bob"'));
	t.regex(await chatlogs.stdout(['receipt', 'verify', file]), /^failed: journal: cannot be followed/m);
});

test('a receipt tells nothing about the customer but keyed hashes', async t => {
	const {backup, text} = await purgedStore(t);
	const line = readFileSync(path.join(backup, 'm1.jsonl'), 'utf8').split('\n', 1)[0]!;
	const texts = [...line.matchAll(/"(?:text|name|number)":"((?:[^"\\]|\\.)*)"/g)].map(([, told]) => told!);
	t.true(texts.length > 5);
	// Short texts such as 1026 stand in random digits by chance.
	const readable = text.replaceAll(/[\da-f]{32,}/g, '');
	for (const told of texts.filter(each => each.length > 2)) t.false(readable.includes(told), told);
	for (const told of texts)
		for (const algorithm of ['sha256', 'sha1', 'md5'])
			t.false(text.includes(createHash(algorithm).update(told).digest('hex')));
});

test('every altered receipt is caught, by the program and by another verifier', async t => {
	const {chatlogs, file, text} = await purgedStore(t);
	const fingerprint = await fingerprintIn(chatlogs);
	const target = `${file}.altered`;
	const beside = (what: string, more: string): [Buffer] => [
		Buffer.from(text.replace(what, `${what}${more}`)),
	];
	await fc.assert(
		fc.asyncProperty(alteredBytes(Buffer.from(text)), async other => {
			writeFileSync(target, other);
			const {code, stdout, stderr} = await chatlogs(['receipt', 'verify', target, '--key', fingerprint]);
			t.is(code, 1, stdout + stderr);
			t.false(isGenuine(other.toString('latin1'), fingerprint));
		}),
		{
			numRuns: trials(1000),
			// What the signature does not cover.
			examples: [beside('"signature":{', '"a":1,'), beside('"earlier":[', '{}')],
		},
	);
});

test('a signed receipt of hashes that belong to no store is refused', async t => {
	const {chatlogs, config, file} = await purgedStore(t);
	const other = `${file}.other`;
	const draft = await ReceiptDraft.begin(realFiles, config, other);
	draft.addMessage(3001, {id: 1, text: 'Hello'});
	await draft.finish({...ann, kind: 'purge', at: noon, stores: [], places: [], unreachable: []});
	const {code, stderr} = await chatlogs(['receipt', 'verify', other]);
	t.is(code, 1);
	t.regex(stderr, /is not a receipt as chatlogs writes it/);
});

test('files that are no receipts are refused, and nothing is written', async t => {
	const {chatlogs, store, config, file, text} = await purgedStore(t);
	const before = readdirSync(path.dirname(file), {recursive: true}).length;
	const lines = text.split('\n');
	const withReceipt = (alter: (receipt: string) => string): string =>
		lines.map(line => (line.startsWith('"receipt":') ? alter(line) : line)).join('\n');
	const hostile: readonly string[] = [
		'',
		'\n',
		'null',
		'[]',
		'{"__proto__":{"messages":[]}}',
		'{"messages":[\n],\n"receipt":{"__proto__":{"version":1}},\n"signature":{}}\n',
		`{"messages":[\n],\n"receipt":${'['.repeat(100_000)}${']'.repeat(100_000)},\n"signature":{}}\n`,
		withReceipt(line => line.replace(/"id":"[\da-f]{32}"/, '"id":"../../../../etc/passwd"')),
		withReceipt(line => line.replace('"version":1', '"version":2')),
		withReceipt(line => line.replace('"messages":', '"messages":1e999,"messages":')),
		withReceipt(line => line.replace('{', '{"__proto__":{"a":1},')),
		'x'.repeat(3_000_000),
	];
	for (const each of hostile) {
		writeFileSync(file, each);
		const {code, stdout, stderr} = await chatlogs(['receipt', 'verify', file]);
		t.is(code, 1, each.slice(0, 80));
		t.regex(stdout + stderr, /is not a receipt as chatlogs writes it|not as it was signed/);
	}

	for (const place of [config, path.join(config, 'missing'), store])
		t.is(await chatlogs.code(['receipt', 'verify', place]), 1);
	t.is(readdirSync(path.dirname(file), {recursive: true}).length, before);
});

test('no receipt is left of a purge that was not done, and none replaces a file', async t => {
	const {chatlogs, config, file} = await purgedStore(t);
	const keys = readdirSync(path.join(config, 'receipts')).length;
	const other = `${file}.other`;
	await chatlogs(['purge', '3002', '--yes', '--receipt', other]);
	await chatlogs(['purge', '3002', '--erase', '--dry-run', '--receipt', other]);
	await chatlogs(['purge', '3002', '--erase', '--receipt', other], {isTerminal: true, stdin: 'no\n'});
	t.false(existsSync(other) || existsSync(`${other}.new`));
	t.is(readdirSync(path.join(config, 'receipts')).length, keys);
	const taken = await chatlogs(['purge', '3002', '--erase', '--yes', '--receipt', file]);
	t.is(taken.code, 2);
	t.is(await chatlogs.code(['purge', '3002', '--erase', '--yes', '--receipt', '-']), 2);
	t.is(await chatlogs.code(['show', '3002']), 0);
});
