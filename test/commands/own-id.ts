import path from 'node:path';
import {writeFileSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {type SessionRecord} from '../../source/exchange/export/session-record.js';
import {commandLineOn, type Runner} from '../helpers/command-line.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

const table = `at,from,text,conversation
1639432860,+15550101,Hi,CH5e0c
1639432861,+15550102,"See ""source_id"":""CH5e0c"" there",17
1639432862,+15550103,Hello,"a ""b"" \u{1F600}"
`;

const archive = async (t: ExecutionContext): Promise<Runner> => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'chats.csv');
	writeFileSync(file, table);
	const chatlogs = commandLineOn(path.join(folder, 'store'));
	t.is(await chatlogs.code(['import', file]), 0);
	return chatlogs;
};

const customersOf = async (chatlogs: Runner, filter: string): Promise<readonly string[]> => {
	const text = await chatlogs.stdout(['list', '--filter', filter, '--json']);
	const {sessions} = JSON.parse(text) as {readonly sessions: readonly SessionRecord[]};
	return sessions.map(({customer}) => customer.number).toSorted();
};

test('a filter finds sessions by the ids that their own system gave them, and by no other text', async t => {
	const chatlogs = await archive(t);
	t.deepEqual(await customersOf(chatlogs, 'id:"CH5e0c"'), ['+15550101']);
	t.deepEqual(await customersOf(chatlogs, 'id:"17"'), ['+15550102']);
	t.deepEqual(await customersOf(chatlogs, 'id:"17","CH5e0c"'), ['+15550101', '+15550102']);
	t.deepEqual(await customersOf(chatlogs, '-id:"17"'), ['+15550101', '+15550103']);
	t.deepEqual(await customersOf(chatlogs, 'id:"CH5e0"'), []);
	t.deepEqual(await customersOf(chatlogs, 'id:17'), []);
});

test('finds those in the trash there', async t => {
	const chatlogs = await archive(t);
	t.is(await chatlogs.code(['delete', '--filter', 'id:"CH5e0c"', '--yes']), 0);
	t.deepEqual(await customersOf(chatlogs, 'id:"CH5e0c"'), []);
	t.deepEqual(await customersOf(chatlogs, 'id:"CH5e0c" is:deleted'), ['+15550101']);
});

test('show takes them, and tells them', async t => {
	const chatlogs = await archive(t);
	t.regex(await chatlogs.stdout(['show', 'CH5e0c']), /\+15550101[^]*Own ID +CH5e0c in csv/);
	t.regex(await chatlogs.stdout(['show', '17']), /\+15550102/);
	t.regex(await chatlogs.stdout(['show', 'a "b" \u{1F600}']), /\+15550103/);
	const id = await chatlogs.stdout(['list', '--filter', 'id:"17"', '--ids']);
	t.regex(await chatlogs.stdout(['show', id.trim()]), /Own ID +17 in csv/);
	t.like(await chatlogs(['show', 'CHnone']), {code: 1, stderr: 'chatlogs: There is no session CHnone.\n'});
	t.is(await chatlogs.code(['show']), 2);
});

const columnsOf = async (chatlogs: Runner, ...args: readonly string[]): Promise<readonly string[]> => {
	const text = await chatlogs.stdout(args);
	return text
		.split(/\r?\n/)
		.filter(Boolean)
		.map(line => line.split(/[,\t]/, 2)[1]!);
};

test('lists and exports tell them beside the ids of the store, the same in every format', async t => {
	const chatlogs = await archive(t);
	const sorted = ['list', '--filter', 'sort:created'];
	const ids = ['CH5e0c', '17', 'a "b" \u{1F600}'];
	const json = await chatlogs.stdout([...sorted, '--json']);
	const {sessions} = JSON.parse(json) as {readonly sessions: readonly SessionRecord[]};
	t.deepEqual(
		sessions.map(({ownId}) => ownId),
		ids,
	);
	t.deepEqual(await columnsOf(chatlogs, ...sorted, '--tsv'), ['ownId', ...ids]);
	t.deepEqual(await columnsOf(chatlogs, ...sorted, '--tsv', '--columns', 'customer.number,ownid'), [
		'ownId',
		...ids,
	]);
	t.deepEqual(await columnsOf(chatlogs, 'export', '--filter', 'sort:created', '--format', 'tsv'), [
		'ownId',
		...ids,
	]);
	t.deepEqual(
		await columnsOf(chatlogs, 'export', '--filter', 'sort:created', '--format', 'tsv', '--sessions-only'),
		['ownId', ...ids],
	);
	t.regex(await chatlogs.stdout([...sorted, '--columns', 'ownId,customer']), /^CH5e0c +\+15550101\n17 /);
	t.regex(await chatlogs.stdout(['list', '--as-of', '2099-01-01', '--columns', 'ownId']), /^17 +—$/m);
	t.regex(await chatlogs.stdout(['export', '--format', 'text']), /^Own ID +CH5e0c$/m);
	t.regex(await chatlogs.stdout(['export', '--format', 'html']), /<bdi>CH5e0c<\/bdi>/);
	const id = await chatlogs.stdout(['list', '--filter', 'id:"17"', '--ids']);
	const shown: unknown = JSON.parse(await chatlogs.stdout(['show', id.trim(), '--json']));
	t.like(shown, {ownId: '17'});
});

test('a hold cannot use them', async t => {
	const chatlogs = await archive(t);
	t.is(await chatlogs.code(['hold', 'new', 'a', '--filter', 'id:"17"', '--yes']), 2);
});

test('a store of a PBX has none', async t => {
	const chatlogs = commandLineOn(await temporaryStore(t));
	t.is(await chatlogs.code(['show', 'CH5e0c']), 2);
	t.is(await chatlogs.stdout(['list', '--filter', 'id:"3073"', '--ids']), '');
	t.notRegex(await chatlogs.stdout(['show', '3073']), /Own ID/);
	for (const format of ['--json', '--csv'])
		t.notRegex(await chatlogs.stdout(['list', '--limit', '1', format]), /ownId/);
	t.notRegex(await chatlogs.stdout(['export', '--filter', 'id:3073', '--format', 'csv']), /ownId/);
});
