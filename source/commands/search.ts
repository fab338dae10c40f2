import {UsageRefusal} from '../domain/refusal.js';
import {partyLabel} from '../domain/session.js';
import {comparable} from '../text/comparable.js';
import {safeLine} from '../text/safe-text.js';
import {counted} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {type SearchHit, searchMessages} from '../storage/search.js';
import {type Store} from '../storage/store.js';
import {defineCommand, exitCode, type Flags} from './command.js';
import {messageRecord} from '../exchange/export/message-record.js';
import {printAll} from './output.js';
import {searchProgress} from './progress.js';
import {jsonLinesText, jsonListText} from '../exchange/export/json-text.js';
import {withStore} from './with-store.js';

const flags = {
	limit: {type: 'number', value: 'N', explanation: 'stop after N messages'},
	ndjson: {type: 'boolean', explanation: 'one JSON object a line, as they are found'},
	deleted: {type: 'boolean', explanation: 'search the trash instead'},
} as const satisfies Flags;

const record = (store: Store, {session, message}: SearchHit): object => ({
	session,
	message: messageRecord(message, store.session(session)!),
});

/** Session, time, customer and text on one line, separated by two blanks. */
const line = (store: Store, {session, message}: SearchHit): string => {
	const cells = [
		String(session),
		formatTime(message.at),
		safeLine(partyLabel(store.session(session)!.customer)),
		safeLine(message.text),
	];
	return `${cells.join('  ')}\n`;
};

export const search = defineCommand({
	name: 'search',
	summary: 'search all messages',
	usage: ['search WORDS… [--limit N] [--deleted] [--json | --ndjson]'],
	flags,
	examples: [
		{line: 'search refund', explanation: 'every message with that word, session by session'},
		{line: "search 'refund please' order", explanation: 'a phrase and a word, both in one message'},
		{
			line: 'search refund --ndjson --limit 100',
			explanation: 'for a script; text:refund in a filter finds the sessions',
		},
	],
	async run(context) {
		const {input, stdout, stderr} = context;
		const {json, ndjson, limit = Infinity, deleted = false} = context.flags;
		const words = input.filter(word => comparable(word).trim() !== '');
		if (words.length === 0) throw new UsageRefusal('Name the words to search for.');
		if (json && ndjson) throw new UsageRefusal('Choose one of --json and --ndjson.');
		return withStore(context, async store => {
			let count = 0;
			// On the same terminal, progress and output would mix.
			const progress = searchProgress(stdout.isTTY ? {write: () => undefined} : stderr);
			const request = {words, inTrash: deleted, onProgress: progress.update};
			async function* found<Told>(tell: (hit: SearchHit) => Told): AsyncGenerator<Told> {
				for await (const hits of searchMessages(store, request)) {
					for (const hit of hits.slice(0, limit - count)) {
						count++;
						yield tell(hit);
					}

					if (count >= limit) return;
				}
			}

			const texts = json
				? jsonListText(
						{},
						'messages',
						found(hit => record(store, hit)),
					)
				: ndjson
					? jsonLinesText(found(hit => record(store, hit)))
					: found(hit => line(store, hit));
			try {
				await printAll(stdout, texts);
			} finally {
				progress.end();
			}

			if (stdout.isTTY) stderr.write(`${counted(count, 'message')}\n`);
			return exitCode.done;
		});
	},
});
