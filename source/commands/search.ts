import {UsageRefusal} from '../domain/refusal.js';
import {partyLabel} from '../domain/session.js';
import {safeLine} from '../domain/text/safe-text.js';
import {counted, formatTime} from '../domain/text/time.js';
import {type SearchHit, searchMessages} from '../storage/search.js';
import {type Store} from '../storage/store.js';
import {defineCommand, exitCode, type Flags} from './command.js';
import {messageRecord} from './message-record.js';
import {inertJson, printJson} from './output.js';
import {withStore} from './with-store.js';

const flags = {
	limit: {type: 'number', value: 'N', explanation: 'stop after N messages'},
	ndjson: {type: 'boolean', explanation: 'one JSON object a line, as they are found'},
	deleted: {type: 'boolean', explanation: 'look into the trash instead'},
} as const satisfies Flags;

const record = ({session, message}: SearchHit): object => ({session, message: messageRecord(message, false)});

/** Session, time, customer and text, two blanks between them, on one line. */
const line = (store: Store, {session, message}: SearchHit): string =>
	[
		String(session),
		formatTime(message.at),
		safeLine(partyLabel(store.session(session)!.customer)),
		safeLine(message.text),
	].join('  ');

export const search = defineCommand({
	name: 'search',
	summary: 'look inside all messages',
	usage: ['search WORDS… [--limit N] [--deleted] [--json | --ndjson]'],
	flags,
	examples: [
		{line: 'search refund', explanation: 'every message that says it, the newest sessions first'},
		{line: "search 'refund please' order", explanation: 'a phrase and a word, both in one message'},
		{line: "list --filter 'text:refund status:open'", explanation: 'the sessions instead of the messages'},
	],
	async run(context) {
		const {input, stdout, stderr} = context;
		const {json, ndjson, limit = Infinity, deleted = false} = context.flags;
		const words = input.filter(word => word.trim() !== '');
		if (words.length === 0) throw new UsageRefusal('Name the words to look for.');
		if (json && ndjson) throw new UsageRefusal('Choose one of --json and --ndjson.');
		return withStore(context, async store => {
			const all: SearchHit[] = [];
			let count = 0;
			for await (const batch of searchMessages(store, {words, inTrash: deleted})) {
				const hits = batch.slice(0, limit - count);
				count += hits.length;
				if (json) all.push(...hits);
				else
					stdout.write(hits.map(hit => `${ndjson ? inertJson(record(hit)) : line(store, hit)}\n`).join(''));
				if (count >= limit) break;
			}

			if (json) printJson(stdout, {messages: all.map(record)});
			if (stdout.isTTY) stderr.write(`${counted(count, 'message')}\n`);
			return exitCode.done;
		});
	},
});
