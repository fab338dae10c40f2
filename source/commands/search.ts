import {UsageRefusal} from '../domain/refusal.js';
import {partyLabel} from '../domain/session.js';
import {comparable} from '../text/comparable.js';
import {safeLine} from '../text/safe-text.js';
import {counted} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {type SearchHit, searchMessages} from '../storage/search.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags, type RowsTogether} from './command.js';
import {messageRecord} from '../exchange/export/message-record.js';
import {printAll, refuseBothJson} from './output.js';
import {searchProgress} from './progress.js';
import {jsonLinesText, jsonListText} from '../exchange/export/json-text.js';
import {sitesFlags} from './sites-flags.js';
import {withStore} from './with-store.js';

const flags = {
	limit: {type: 'number', value: 'N', explanation: 'stop after N messages'},
	ndjson: {type: 'boolean', explanation: 'one JSON object a line, as they are found'},
	deleted: {type: 'boolean', explanation: 'search the trash instead'},
	...sitesFlags,
} as const satisfies Flags;

const record = (store: Store, {session, message}: SearchHit): object => ({
	session,
	message: messageRecord(message, store.session(session)!),
});

const cellsOf = (store: Store, {session, message}: SearchHit): readonly string[] => [
	String(session),
	formatTime(message.at),
	partyLabel(store.session(session)!.customer),
	message.text,
];

/** Session, time, customer and text on one line, separated by two blanks. */
const line = (store: Store, hit: SearchHit): string =>
	`${cellsOf(store, hit)
		.map(cell => safeLine(cell))
		.join('  ')}\n`;

/** @throws UsageRefusal if there are none, or the flags do not go together */
const readWords = ({input, flags: given}: Context<typeof flags>): readonly string[] => {
	const words = input.filter(word => comparable(word).trim() !== '');
	if (words.length === 0) throw new UsageRefusal('Name the words to search for.');
	refuseBothJson(given);
	return words;
};

/** The hits of one site stay together. */
const noOrder = (): number => 0;

/** As one list of several sites, one site after the other. */
const together: RowsTogether<typeof flags> = {
	kind: 'rows',
	name: 'messages',
	noun: 'message',
	titles: ['Session', 'Time', 'Customer', 'Text'].map(title => ({title})),
	isNumbered: true,
	isLines: true,
	lone: () => undefined,
	async rows(context, take) {
		const {json, ndjson, limit = Infinity, deleted = false} = context.flags;
		const words = readWords(context);
		return withStore(context, async store => {
			let count = 0;
			for await (const hits of searchMessages(store, {
				words,
				inTrash: deleted,
				onProgress: () => undefined,
			})) {
				for (const hit of hits.slice(0, limit - count)) {
					count++;
					await take({
						key: [],
						...(json || ndjson ? {record: record(store, hit)} : {cells: cellsOf(store, hit)}),
					});
				}

				if (count >= limit) break;
			}

			return count;
		});
	},
	compare: () => noOrder,
};

export const search = defineCommand({
	name: 'search',
	summary: 'search all messages',
	usage: [
		'search WORDS… [--limit N] [--deleted] [--json | --ndjson]',
		'search WORDS… --all-sites | --sites A,B | --tag T …',
	],
	flags,
	together,
	examples: [
		{line: 'search refund', explanation: 'every message with that word, session by session'},
		{line: "search 'refund please' order", explanation: 'a phrase and a word, both in one message'},
		{
			line: 'search refund --ndjson --limit 100',
			explanation: 'for a script; text:refund in a filter finds the sessions',
		},
	],
	async run(context) {
		const {stdout, stderr} = context;
		const {json, ndjson, limit = Infinity, deleted = false} = context.flags;
		const words = readWords(context);
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
