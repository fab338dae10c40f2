import test from 'ava';
import {type History} from '../../source/domain/history.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {nextHistoryNumber} from '../../source/storage/file-names.js';
import {HistoryReader, HistoryWriter} from '../../source/storage/history-files.js';
import {message} from '../helpers/office.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';

const history = (id: number, text = `Of ${id}: “ä” 😀\n`): History => ({
	id,
	messages: [message({id: 1, text})],
	records: [{at: 1, kind: 'note', by: 'PBX'}],
	extra: {origin: 'site'},
});

test('histories are read back from where they were written', async t => {
	const files = new SimulatedFileSystem();
	const writer = new HistoryWriter(files, '/', 7);
	const all = [history(1), history(2, 'x'.repeat(2 * 1024 * 1024)), history(3)];
	const positions = [];
	for (const one of all) positions.push(await writer.write(one));
	await writer.finish();
	const reader = new HistoryReader(files, '/');
	t.deepEqual(
		positions.map((position, index) => reader.read(index + 1, position)),
		all,
	);
	t.deepEqual(files.list('/'), ['m7.jsonl']);
	const lines = files.bytes('/m7.jsonl').toString().split('\n');
	t.is(lines.pop(), '');
	t.is(lines.length, all.length);
	for (const [index, line] of lines.entries()) t.like(JSON.parse(line), {...all[index]});
	t.is(files.operations.at(-1), 'sync m7.jsonl');
});

test('histories are read back although they fill what is written at once several times', async t => {
	const files = new SimulatedFileSystem();
	const writer = new HistoryWriter(files, '/', 1);
	const all = Array.from({length: 40}, (_, id) => history(id, `${id}ä😀`.repeat(1 + ((id * 7919) % 20_000))));
	const positions = [];
	for (const one of all) positions.push(await writer.write(one));
	await writer.finish();
	t.true(files.bytes('/m1.jsonl').length > 2 * 1024 * 1024);
	const reader = new HistoryReader(files, '/');
	t.deepEqual(
		positions.map((position, id) => reader.read(id, position)),
		all,
	);
});

test('a file that is full is made durable, and another begun', async t => {
	const files = new SimulatedFileSystem();
	const writer = new HistoryWriter(files, '/', 1);
	const positions = [];
	for (const id of [1, 2, 3]) positions.push(await writer.write(history(id, 'x'.repeat(20 * 1024 * 1024))));
	await writer.finish();
	t.deepEqual(
		positions.map(position => position.file),
		['m1.jsonl', 'm1.jsonl', 'm2.jsonl'],
	);
	t.deepEqual(
		files.operations.filter(operation => operation.startsWith('sync')),
		['sync m1.jsonl', 'sync m2.jsonl'],
	);
	t.is(new HistoryReader(files, '/').read(3, positions[2]!).id, 3);
});

test('a name is never used twice', t => {
	t.is(nextHistoryNumber(['m2.jsonl', 'm10.jsonl', 's11-1.jsonl', 'm12.jsonl.old', 'store.json']), 11);
	t.is(nextHistoryNumber([]), 1);
});

test('a line that is damaged or another session’s is refused by session, file and byte', async t => {
	const files = new SimulatedFileSystem();
	const writer = new HistoryWriter(files, '/', 1);
	const first = await writer.write(history(1));
	const second = await writer.write(history(2));
	await writer.finish();
	const refusal = {
		instanceOf: StoreRefusal,
		message: `The history of session 2 is damaged in m1.jsonl at byte ${second.offset}. Run: chatlogs check`,
	};
	const reader = new HistoryReader(files, '/');
	t.throws(() => reader.read(2, {...first, offset: second.offset, length: second.length - 1}), refusal);
	t.throws(() => reader.read(2, {...second, offset: second.offset + 5}), {instanceOf: StoreRefusal});
	t.throws(() => reader.read(1, second), {message: /^The history of session 1 is damaged/v});
	t.throws(() => reader.read(1, {...first, file: 'm9.jsonl'}), {message: '/m9.jsonl is missing'});
	const bytes = Buffer.from(files.bytes('/m1.jsonl'));
	bytes[second.offset] = 0;
	files.put('/m1.jsonl', bytes);
	t.throws(() => new HistoryReader(files, '/').read(2, second), refusal);
});

test('more files are read than are kept open', async t => {
	const files = new SimulatedFileSystem();
	const positions = [];
	for (let number = 1; number <= 40; number++) {
		const writer = new HistoryWriter(files, '/', number);
		positions.push(await writer.write(history(number)));
		await writer.finish();
	}

	let open = 0;
	const openFile = files.open.bind(files);
	files.open = (file, mode) => {
		open++;
		return {
			...openFile(file, mode),
			close() {
				open--;
			},
		};
	};

	const reader = new HistoryReader(files, '/');
	for (const [index, position] of [...positions, ...positions].entries()) {
		const id = (index % 40) + 1;
		t.deepEqual(reader.read(id, position), history(id));
		t.true(open <= 16);
	}

	reader.close();
	t.is(open, 0);
});
