import {type Directory} from '../domain/directory.js';
import {handlerLabel} from '../domain/handler.js';
import {channelLabel, partyLabel, recipient, sender, type Session} from '../domain/session.js';
import {formatTime} from '../text/time.js';
import {type Column} from './print-table.js';

/** The list as people read it. `!` before a handler says that it was deleted. */
export const sessionColumns = (directory: Directory): readonly Column<Session>[] => [
	{title: 'ID', cell: session => String(session.id)},
	{title: 'Created', cell: session => formatTime(session.createdAt)},
	{title: 'Last active', cell: session => formatTime(session.lastActiveAt)},
	{title: 'Sender', cell: session => partyLabel(sender(session)), canShrink: true},
	{title: 'Recipient', cell: session => partyLabel(recipient(session)), canShrink: true},
	{title: 'Channel', cell: session => channelLabel(session.channel.type), canShrink: true},
	{title: 'Number', cell: session => session.channel.number, canShrink: true},
	{
		title: 'Handler',
		cell: ({handler}) => `${directory.isDeleted(handler) ? '!' : ''}${handlerLabel(handler)}`,
		canShrink: true,
	},
	{title: 'Status', cell: session => session.status},
	{title: 'Msgs', cell: session => String(session.messages), align: 'right'},
];
