import {defineCommand, exitCode, type Flags} from './command.js';
import {readOnlyId} from './ids.js';
import {messageRecord} from '../exchange/export/message-record.js';
import {printJson} from './output.js';
import {printMessages} from './print-messages.js';
import {withHistory, withStore} from './with-store.js';

const flags = {
	deleted: {type: 'boolean', explanation: 'also the messages that were deleted'},
} as const satisfies Flags;

export const messages = defineCommand({
	name: 'messages',
	summary: 'the messages of a session, also of one in the trash',
	usage: ['messages ID [--deleted] [--json]'],
	numbers: 'first',
	flags,
	examples: [{line: 'messages 3073', explanation: 'the whole conversation, oldest first'}],
	async run(context) {
		const id = readOnlyId(context);
		return withStore(context, store => {
			const {session: conversation, history} = withHistory(store, id);
			const deleted = store.deletedMessages(id);
			const shown = history.messages
				.map(message => ({message, conversation, isDeleted: deleted.has(message.id)}))
				.filter(({isDeleted}) => context.flags.deleted === true || !isDeleted);
			if (context.flags.json) {
				const records = shown.map(({message, isDeleted}) => messageRecord(message, conversation, isDeleted));
				printJson(context.stdout, {session: id, messages: records});
			} else {
				printMessages(context.stdout, shown);
			}

			return exitCode.done;
		});
	},
});
