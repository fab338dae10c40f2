import {nobody} from '../../source/domain/handler.js';
import {type Session} from '../../source/domain/session.js';
import {type Block, blockSize} from '../../source/domain/table/block.js';
import {blockOf} from '../../source/domain/table/rows.js';
import {SessionTable} from '../../source/domain/table/session-table.js';

const plain: Session = {
	id: 1,
	channel: {type: 'sms', name: '', number: ''},
	customer: {name: '', number: ''},
	outbound: false,
	createdAt: undefined,
	lastActiveAt: undefined,
	handler: nobody,
	status: 'open',
	archived: false,
	deleted: false,
	messages: 0,
	failed: 0,
	files: 0,
	transfers: 0,
};

/** A block of these sessions for the table. */
export const blockIn = (table: SessionTable, sessions: readonly Session[]): Block =>
	blockOf(
		table,
		sessions.map(session => ({
			session,
			importedHandler: session.handler,
			history: {file: '', offset: 0, length: 0},
			highestMessage: 0,
		})),
	);

/**
A table with these sessions, of which only what matters needs to be said; ids not given count from 1. A new block
begins after every `perBlock` sessions.
*/
export const tableOf = (sessions: readonly Partial<Session>[], perBlock = blockSize): SessionTable => {
	const table = new SessionTable();
	const whole = sessions.map((session, index): Session => ({...plain, id: index + 1, ...session}));
	for (let start = 0; start < whole.length; start += perBlock) {
		table.putBlock(start / perBlock, blockIn(table, whole.slice(start, start + perBlock)));
	}

	return table;
};

/** The same table while its first block is still to be loaded. */
export const withGap = (whole: SessionTable): SessionTable => {
	const table = new SessionTable();
	// Blocks know values by their numbers.
	for (const channel of whole.channels.values) table.channels.numberOf(channel);
	for (const handler of whole.handlers.values) table.handlers.numberOf(handler);
	for (const [number, block] of whole.blocks.entries()) if (number > 0) table.putBlock(number, block!);
	return table;
};
