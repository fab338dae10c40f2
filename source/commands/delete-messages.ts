import {UsageRefusal} from '../domain/refusal.js';
import {actFlags, noteFlag} from './act-flags.js';
import {carryOutAct} from './carry-out.js';
import {defineCommand, type Flags} from './command.js';
import {readId} from './ids.js';
import {withStore} from './with-store.js';

const flags = {
	...noteFlag,
	...actFlags,
} as const satisfies Flags;

export const deleteMessages = defineCommand({
	name: 'delete-messages',
	summary: 'delete single messages of a session; the PBX’s own cannot be deleted',
	usage: ['delete-messages ID MSG…  [--note T]'],
	numbers: 'first',
	flags,
	examples: [{line: 'delete-messages 3073 51503 51504', explanation: 'chatlogs messages 3073 shows the ids'}],
	async run(context) {
		const [session, ...messages] = context.input;
		if (session === undefined || messages.length === 0)
			throw new UsageRefusal(
				'Name a session and its messages, by their ids: chatlogs messages ID shows them.',
			);
		const id = readId(session, 'session');
		const ids = messages.map(message => readId(message, 'message'));
		const {note} = context.flags;
		const act = {kind: 'delete-messages', session: id, messages: ids, note} as const;
		return withStore(context, async store => carryOutAct(context, store, () => act));
	},
});
