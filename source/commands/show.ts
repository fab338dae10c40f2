import {type Directory} from '../domain/directory.js';
import {handlerKindLabel, handlerLabel} from '../domain/handler.js';
import {channelLabel, partyLabel, recipient, sender, type Session} from '../domain/session.js';
import {formatTime} from '../domain/text/time.js';
import {defineCommand, exitCode} from './command.js';
import {readOnlyId} from './ids.js';
import {printJson} from './output.js';
import {printPairs} from './print-pairs.js';
import {sessionRecord} from './session-record.js';
import {sessionIn, withStore} from './with-store.js';

const stateLabel = ({status, archived, deleted}: Session): string =>
	[status, archived && 'archived', deleted && 'in the trash'].filter(Boolean).join(', ');

const pairsOf = (session: Session, directory: Directory): (readonly [string, string])[] => {
	const {channel, handler, messages, failed, files} = session;
	const kind = handler.kind === 'none' ? '' : ` (${handlerKindLabel[handler.kind]})`;
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

export const show = defineCommand({
	name: 'show',
	summary: 'one session, also one in the trash',
	usage: ['show ID [--json]'],
	flags: {},
	examples: [{line: 'show 3073', explanation: 'who wrote to whom, who has it now, its state'}],
	async run(context) {
		const id = readOnlyId(context);
		return withStore(context, store => {
			const session = sessionIn(store, id);
			if (context.flags.json) {
				const {extra} = store.history(id);
				printJson(context.stdout, {...sessionRecord(session, store.directory), ...(extra && {extra})});
			} else {
				printPairs(context.stdout, pairsOf(session, store.directory));
			}

			return exitCode.done;
		});
	},
});
