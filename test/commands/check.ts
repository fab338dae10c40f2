import {chmodSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {apiHandler, nobody} from '../../source/domain/handler.js';
import {openStore} from '../../source/storage/open-store.js';
import {commandLineOn} from '../helpers/command-line.js';
import {ann, realFiles, temporaryStore} from '../helpers/store.js';

/** Alters one byte behind those words. */
const damage = (folder: string, name: string, words: string): void => {
	const file = path.join(folder, name);
	const bytes = readFileSync(file);
	const at = bytes.indexOf(words);
	bytes[at] = bytes[at]! ^ 1;
	writeFileSync(file, bytes);
};

test('says of a sound store how many changes it has, and their digest', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	await chatlogs(['delete', '3001', '--yes']);
	const {code, stdout, stderr} = await chatlogs(['check']);
	t.is(code, 0);
	t.is(stderr, '');
	t.regex(stdout, /^Checked 50 sessions and \d+ messages\.\nChanges: 2, digest of the last: [\da-f]{64}\./);
	t.regex(stdout, /Nothing is wrong\.\n$/);
});

test('names what is wrong, where, and what to do', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	damage(folder, 'm1.jsonl', 'Chai Latte');
	const {code, stdout, stderr} = await chatlogs(['check']);
	t.is(code, 1);
	t.regex(
		stderr,
		/^m1\.jsonl, session 3001, byte \d+: its history is damaged\. Do: chatlogs check --repair\n$/,
	);
	t.regex(stdout, /\n1 problem\.\n$/);
	const json = JSON.parse(await chatlogs.stdout(['check', '--json'])) as {problems: object[]};
	t.like(json.problems[0], {file: 'm1.jsonl', what: 'its history is damaged'});
});

test('makes it right, tells what is lost and where the copies are', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	damage(folder, 'm1.jsonl', 'Chai Latte');
	const {code, stdout} = await chatlogs(['check', '--repair']);
	t.is(code, 0);
	t.regex(stdout, /kept in backup-1/);
	t.regex(stdout, /^Lost: session 3001 has no history any more\.$/m);
	t.regex(stdout, /^Change 2: repaired\.$/m);
	t.regex(stdout, /^lost\+found\.jsonl: kept by a repair/m);
	t.is(await chatlogs.code(['check']), 0);
	t.is(statSync(path.join(folder, 'backup-1')).mode & 0o777, 0o700);
	t.is(statSync(path.join(folder, 'backup-1', 'm1.jsonl')).mode & 0o777, 0o600);
	t.regex(await chatlogs.stdout(['changes']), /Store repaired/);
});

test('what was told to a system that this program does not know is kept and named, also by a repair', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const store = await openStore(folder, realFiles);
	await store.commit(ann, () => ({
		kind: 'delivery',
		target: 'crm',
		deliveries: [{of: 1, sessions: [3001], tries: 1, failure: 'no'}],
		moves: [{from: nobody, to: apiHandler, sessions: [3001]}],
	}));
	await store.close();
	const told = async (): Promise<readonly string[]> => [
		await chatlogs.stdout(['check']),
		await chatlogs.stdout(['changes']),
		await chatlogs.stdout(['operations', '3001']),
		await chatlogs.stdout(['list', '--filter', 'id:3001']),
	];
	const before = await told();
	t.regex(before[0]!, /^crm: unknown to this chatlogs\. What the journal says about it is kept\.$/m);
	t.regex(before[0]!, /\nNothing is wrong\.\n$/);
	t.regex(before[1]!, /Delivery of 1 session to crm failed: no\. Put back 1 session/);
	t.regex(before[2]!, /Delivery to crm failed in 1 try/);
	t.regex(before[3]!, /Analytics platform/);
	damage(folder, 's0-1.jsonl', '"id":[');
	t.is(await chatlogs.code(['check', '--repair']), 0);
	const after = await told();
	t.deepEqual(after.slice(2), before.slice(2));
	t.regex(after[0]!, /^crm: /m);
	t.regex(after[1]!, /Delivery of 1 session to crm failed/);
});

test('files that others may use are named, and closed by a repair', async t => {
	const folder = await temporaryStore(t);
	const chatlogs = commandLineOn(folder);
	const file = path.join(folder, 'm1.jsonl');
	chmodSync(file, 0o644);
	const {code, stderr} = await chatlogs(['check']);
	t.is(code, 1);
	t.regex(stderr, /m1\.jsonl: other users may access it \(mode 644\)/);
	t.is(await chatlogs.code(['check', '--repair']), 0);
	t.is(statSync(file).mode & 0o777, 0o600);
});

test('a folder without a store cannot be checked', async t => {
	const chatlogs = commandLineOn(path.join(await temporaryStore(t), 'nowhere'));
	t.is(await chatlogs.code(['check']), 3);
	t.is(await chatlogs.code(['check', '--repair']), 3);
});
