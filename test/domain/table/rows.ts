import test from 'ava';
import {apiHandler} from '../../../source/domain/handler.js';
import {type Session} from '../../../source/domain/session.js';
import {findInBlock} from '../../../source/domain/table/block.js';
import {blockOf, putRow, rowsOf, type RowValues, widened} from '../../../source/domain/table/rows.js';
import {SessionTable} from '../../../source/domain/table/session-table.js';
import {ann, support} from '../../helpers/office.js';

const session: Session = {
	id: 3073,
	channel: {type: 'whatsapp', name: 'Sales line', number: '+15550100'},
	customer: {name: '李雷', number: '+8613800000000'},
	outbound: true,
	createdAt: 1_600_000_000,
	lastActiveAt: 4_294_967_295,
	handler: ann,
	status: 'closed',
	archived: true,
	deleted: true,
	messages: 14,
	failed: 2,
	files: 3,
	transfers: 1,
};

const full: RowValues = {
	session,
	importedHandler: support,
	history: {file: 'm1-1.jsonl', offset: 2 ** 33, length: 512},
	highestMessage: 2 ** 40,
	deletedMessages: new Set([7, 9]),
	touched: [0, 12],
	superseded: [{file: 'm0-1.jsonl', offset: 3, length: 99}],
	isPurged: false,
	highestTold: 2 ** 41,
	highestPurged: 6,
};

const plain: RowValues = {
	session: {
		...session,
		id: 12,
		outbound: false,
		createdAt: undefined,
		lastActiveAt: undefined,
		handler: apiHandler,
		status: 'open',
		archived: false,
		deleted: false,
	},
	importedHandler: apiHandler,
	history: {file: 'm2-1.jsonl', offset: 0, length: 40},
	highestMessage: 0,
	deletedMessages: undefined,
	touched: undefined,
	superseded: undefined,
	isPurged: true,
	highestTold: undefined,
	highestPurged: undefined,
};

test('rows come out of a block as they went in, in order of id', t => {
	const table = new SessionTable();
	t.deepEqual(rowsOf(table, blockOf(table, [full, plain])), [plain, full]);
});

test('a block that is made wider keeps its rows, and shares nothing with the one before', t => {
	const table = new SessionTable();
	const block = blockOf(table, [full, plain]);
	const added = [5, 100, 9000].map(id => ({...full, session: {...session, id}}));
	for (const more of [[], added]) {
		const wide = widened(
			block,
			more.map(row => row.session.id),
		);
		for (const row of more) putRow(table, wide, findInBlock(wide, row.session.id), row);
		const rows = [plain, full, ...more].toSorted((a, b) => a.session.id - b.session.id);
		t.deepEqual(rowsOf(table, wide), rows);
		for (const place of wide.id.keys())
			putRow(table, wide, place, {...plain, session: {...session, id: place}});
		t.deepEqual(rowsOf(table, block), [plain, full]);
		t.deepEqual(block.historyFiles, ['m2-1.jsonl', 'm1-1.jsonl']);
	}
});

test('what the last import said of the state is kept where it differs, and only there', t => {
	const table = new SessionTable();
	const differing = {...plain, importedStatus: 'closed', importedArchived: true} as const;
	t.deepEqual(rowsOf(table, blockOf(table, [differing])), [differing]);
	const same = {...plain, importedStatus: 'open', importedArchived: false} as const;
	t.deepEqual(rowsOf(table, blockOf(table, [same])), [plain]);
});

test('each flag stands for itself', t => {
	for (const flags of [{outbound: true}, {status: 'closed'}, {archived: true}, {deleted: true}] as const) {
		const table = new SessionTable();
		const row = {...plain, session: {...plain.session, ...flags}};
		t.deepEqual(rowsOf(table, blockOf(table, [row])), [row]);
	}
});
