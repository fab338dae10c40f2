import {nobody} from '../../source/domain/handler.js';
import {type Session} from '../../source/domain/session.js';
import {type Block, blockSize, emptyBlock, flag} from '../../source/domain/table/block.js';
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
export const blockIn = (table: SessionTable, sessions: readonly Session[]): Block => {
	const sorted = sessions.toSorted((a, b) => a.id - b.id);
	const block: Block = {
		...emptyBlock(sorted.length),
		customerName: sorted.map(({customer}) => customer.name),
		customerNumber: sorted.map(({customer}) => customer.number),
	};
	for (const [place, session] of sorted.entries()) {
		block.id[place] = session.id;
		block.created[place] = session.createdAt ?? 0;
		block.active[place] = session.lastActiveAt ?? 0;
		block.channel[place] = table.channels.numberOf(session.channel);
		block.handler[place] = table.handlers.numberOf(session.handler);
		block.importedHandler[place] = block.handler[place]!;
		block.flags[place] =
			(session.status === 'closed' ? flag.closed : 0) |
			(session.archived ? flag.archived : 0) |
			(session.outbound ? flag.outbound : 0) |
			(session.deleted ? flag.deleted : 0);
		block.messages[place] = session.messages;
		block.failed[place] = session.failed;
		block.files[place] = session.files;
		block.transfers[place] = session.transfers;
	}

	return block;
};

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
