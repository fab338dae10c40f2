import test from 'ava';
import {type Handler} from '../../source/domain/handler.js';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {type Channel} from '../../source/domain/session.js';
import {type Block} from '../../source/domain/table/block.js';
import {blockOf, rowsOf, type RowValues} from '../../source/domain/table/rows.js';
import {SessionTable} from '../../source/domain/table/session-table.js';
import {isSegmentFile, segmentName} from '../../source/storage/file-names.js';
import {decodeSegment, encodeSegment} from '../../source/storage/segment.js';
import {hostileText} from '../helpers/hostile-text.js';
import {ann, bob, support} from '../helpers/office.js';
import {fc} from '../helpers/random.js';

const id = fc.integer({min: 0, max: Number.MAX_SAFE_INTEGER});
const count = fc.integer({min: 0, max: 2 ** 32 - 1});
const time = fc.option(fc.integer({min: 1, max: 2 ** 32 - 1}), {nil: undefined});
const handler: fc.Arbitrary<Handler> = fc.oneof(
	fc.constantFrom(ann, bob, support),
	fc.record({
		kind: fc.constantFrom('extension', 'queue', 'api', 'none'),
		id,
		number: fc.string(),
		name: hostileText,
	}),
);
const channel: fc.Arbitrary<Channel> = fc.record({
	type: fc.constantFrom('sms', 'new'),
	name: hostileText,
	number: fc.string(),
});
const position = fc.record({
	file: fc.constantFrom('m1.jsonl', 'm2.jsonl', 'm30.jsonl'),
	offset: fc.integer({min: 0, max: 2 ** 40}),
	length: count,
});

const anyRow: fc.Arbitrary<RowValues> = fc.record(
	{
		session: fc.record({
			id,
			channel,
			customer: fc.record({name: hostileText, number: fc.string()}),
			outbound: fc.boolean(),
			createdAt: time,
			lastActiveAt: time,
			handler,
			status: fc.constantFrom('open', 'closed'),
			archived: fc.boolean(),
			deleted: fc.boolean(),
			messages: count,
			failed: count,
			files: count,
			transfers: count,
		}),
		importedHandler: handler,
		history: position,
		highestMessage: id,
		isPurged: fc.boolean(),
		deletedMessages: fc.uniqueArray(id, {minLength: 1, maxLength: 5}).map(ids => new Set(ids)),
		touched: fc.uniqueArray(id, {minLength: 1, maxLength: 4}),
		superseded: fc.array(position, {minLength: 1, maxLength: 2}),
		highestTold: id,
		highestPurged: id,
	},
	{requiredKeys: ['session', 'importedHandler', 'history', 'highestMessage', 'isPurged']},
);

const anyRows = fc.uniqueArray(anyRow, {selector: row => row.session.id, maxLength: 12});

const number = {number: 3, generation: 2, upTo: 9};

const encoded = (rows: readonly RowValues[]): ReturnType<typeof encodeSegment> & {readonly block: Block} => {
	const table = new SessionTable();
	// So that the table's numbers are not the segment's own.
	table.handlers.numberOf(support);
	const block = blockOf(table, rows);
	return {...encodeSegment(block, table, number), block};
};

test('what was encoded is decoded, also for a table that knows other values', t => {
	fc.assert(
		fc.property(anyRows, rows => {
			const {text, info, block} = encoded(rows);
			const own = new SessionTable();
			own.handlers.numberOf(support);
			const decoded = decodeSegment(Buffer.from(text), own, info);
			t.deepEqual(rowsOf(own, decoded), rowsOf(own, blockOf(own, rows)));
			t.is(decoded.count, block.count);

			const other = new SessionTable();
			other.handlers.numberOf({...bob, name: 'Another'});
			other.channels.numberOf({type: 'sms', name: 'Another', number: ''});
			t.deepEqual(rowsOf(other, decodeSegment(Buffer.from(text), other, info)), rowsOf(own, decoded));
		}),
	);
});

const [row] = fc.sample(anyRow, 1);

test('a segment is two lines of JSON, of which the first tells what it is', t => {
	const {text, info} = encoded([row!]);
	const lines = text.split('\n');
	t.is(lines.length, 3);
	t.deepEqual(JSON.parse(lines[0]!), {segment: 3, generation: 2, upTo: 9, count: 1});
	t.like(info, {...number, count: 1, newest: row!.session.lastActiveAt ?? 0});
});

test('a segment of which any byte is altered is refused by its name', t => {
	const {text, info} = encoded([row!]);
	const bytes = Buffer.from(text);
	for (const position of bytes.keys()) {
		const damaged = Buffer.from(bytes);
		damaged[position]! ^= 4;
		t.throws(() => decodeSegment(damaged, new SessionTable(), info), {
			instanceOf: StoreRefusal,
			message: 's3-2.jsonl is damaged: its checksum differs. Run: chatlogs check',
		});
	}

	t.throws(() => decodeSegment(bytes.subarray(0, -1), new SessionTable(), info), {instanceOf: StoreRefusal});
});

test('a segment’s file is known by its name', t => {
	t.true(isSegmentFile(segmentName(number)));
	t.deepEqual(
		['s1-1.jsonl.new', 's1.jsonl', 'm1.jsonl', 'store.json', 'xs1-1.jsonl'].filter(isSegmentFile),
		[],
	);
});
