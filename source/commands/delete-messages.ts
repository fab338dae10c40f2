import {planMessageDeletion} from '../domain/act/deletion.js';
import {type Plan} from '../domain/act/plan.js';
import {UsageRefusal} from '../domain/refusal.js';
import {counted} from '../text/count.js';
import {actFlags, noteFlag} from './act.js';
import {carryOut} from './carry-out.js';
import {defineCommand, type Flags} from './command.js';
import {readId} from './ids.js';
import {printMessages} from './print-messages.js';
import {sessionIn, withStore} from './with-store.js';

const flags = {
	...noteFlag,
	...actFlags,
} as const satisfies Flags;

const messagesLabel = ({hits}: Plan, session: number): string =>
	`${counted(hits.length, 'message')} of session ${session}`;

export const deleteMessages = defineCommand({
	name: 'delete-messages',
	summary: 'delete single messages of a session; those of the PBX cannot be',
	usage: ['delete-messages ID MSG…  [--note T]'],
	flags,
	examples: [{line: 'delete-messages 3073 50012 50013', explanation: 'chatlogs messages 3073 shows the ids'}],
	async run(context) {
		const [session, ...messages] = context.input;
		if (session === undefined || messages.length === 0)
			throw new UsageRefusal(
				'Name a session and its messages, by their ids: chatlogs messages ID shows them.',
			);
		const id = readId(session, 'session');
		const ids = messages.map(message => readId(message, 'message'));
		return withStore(context, async store => {
			return carryOut(context, store, {
				kind: 'delete-messages',
				order: plan => `delete ${messagesLabel(plan, id)}`,
				outcome: plan => `deleted ${messagesLabel(plan, id)}`,
				wayBack: ({n}) => `Undo: chatlogs undo ${n}`,
				plan: facts => planMessageDeletion(facts, {session: id, messages: ids, note: context.flags.note}),
				isAlreadySo: (facts, message) => facts.deletedMessages(id).has(message),
				printHits({hits}) {
					const conversation = sessionIn(store, id);
					const chosen = new Set(hits);
					const shown = store.history(id).messages.filter(message => chosen.has(message.id));
					printMessages(
						context.stdout,
						shown.map(message => ({message, conversation, isDeleted: false})),
					);
				},
				times: [],
			});
		});
	},
});
