import test from 'ava';
import {openApp, type OpenApp} from '../helpers/open-app.js';

/** The pieces in the filter bar that stand out as blocks of their own. */
const blocks = ({terminal: {emulator}}: OpenApp): readonly string[] => {
	const line = emulator.buffer.active.getLine(1)!;
	const cells = Array.from({length: line.length}, (_, column) => line.getCell(column)!);
	const outside = '\n';
	const text = cells.map(cell => (cell.isInverse() ? cell.getChars() : outside)).join('');
	return text.split(outside).filter(Boolean);
};

const bar = async (app: OpenApp): Promise<string> => {
	const rows = await app.screen();
	return rows[1]!;
};

test.serial('each term of the filter is a block of its own', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.setFilter('channel:whatsapp -status:open text:"a b" sort:-created');
	await app.shows(/\d match/);
	t.deepEqual(blocks(app), ['channel:whatsapp', '-status:open', 'text:"a b"', 'sort:-created']);
});

test.serial('the usual order is no block', async t => {
	const app = await openApp(t);
	await app.setFilter('sort:-active');
	t.deepEqual(blocks(app), []);
	t.regex(await bar(app), /none/);
});

test.serial('that only the marked ones are shown is a block, too', async t => {
	const app = await openApp(t);
	await app.setFilter('status:open');
	await app.press('space', 's');
	await app.shows('1 match');
	t.deepEqual(blocks(app), ['only marked', 'status:open']);
	await app.press('s');
	await app.terminal.settled();
	t.deepEqual(blocks(app), ['status:open']);
});

test.serial('the bar says how many blocks have no room, and keeps the counts', async t => {
	const app = await openApp(t, {columns: 60, rows: 16});
	await app.setFilter('status:closed messages:>1 created:2025 sort:created');
	t.regex(await bar(app), /^ Filter {2}status:closed messages:>1 \+2 .*\d+ match$/);
});
