import {type Directory} from '../../domain/directory.js';
import {type HeldAs} from '../../domain/keep/held-as.js';
import {handlerKindLabel, handlerLabel} from '../../domain/handler.js';
import {channelLabel, partyLabel, recipient, sender, type Session} from '../../domain/session.js';
import {formatTime} from '../../text/time.js';

const stateLabel = ({status, archived, deleted}: Session): string =>
	[status, archived && 'archived', deleted && 'in the trash'].filter(Boolean).join(', ');

/** Everything known of a session itself, as people read it. */
export const sessionPairs = (session: Session, directory: Directory): (readonly [string, string])[] => {
	const {channel, handler, messages, failed, files} = session;
	const isOwner = handler.kind === 'extension' || handler.kind === 'queue';
	const kind = isOwner ? ` (${handlerKindLabel[handler.kind]})` : '';
	return [
		['Session', String(session.id)],
		['Channel', [channelLabel(channel.type), partyLabel(channel)].join(' ')],
		['Sender', partyLabel(sender(session))],
		['Recipient', partyLabel(recipient(session))],
		['Created', formatTime(session.createdAt)],
		['Last active', formatTime(session.lastActiveAt)],
		['Handler', `${handlerLabel(handler)}${kind}${directory.isDeleted(handler) ? ', deleted' : ''}`],
		['Status', stateLabel(session)],
		['Messages', `${messages}, ${failed} failed, ${files} with a file`],
		['Transfers', String(session.transfers)],
	];
};

/** What the system that it came from calls it, if that is known. */
export const ownIdPairs = (ownId: string | undefined): readonly (readonly [string, string])[] =>
	ownId === undefined ? [] : [['Own ID', ownId]];

/** The legal holds on it, if there are any. */
export const holdPairs = (holds: readonly HeldAs[] = []): readonly (readonly [string, string])[] =>
	holds.length === 0 ? [] : [['Held by', holds.map(({name}) => name).join(', ')]];
