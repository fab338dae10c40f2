import {Readable} from 'node:stream';
import {type ChatMessage, type IncomingChat} from '../../source/domain/incoming.js';
import {type Dialect, type ReadOptions} from '../../source/exchange/chats/dialect.js';
import {type ChatBatch, readChats} from '../../source/exchange/chats/read-chats.js';
import {zoneOf} from '../../source/exchange/chats/zone.js';
import {type ImportInput, streamInput} from '../../source/exchange/read/import-input.js';
import {noon} from './store.js';

const chunkSize = 65_536;

/** As files are read, but in smaller pieces. */
const chunks = (text: string | Buffer): AsyncIterable<Buffer> => {
	const bytes = Buffer.from(text as string);
	return Readable.from(
		Array.from({length: Math.ceil(bytes.length / chunkSize)}, (_, index) =>
			bytes.subarray(index * chunkSize, (index + 1) * chunkSize),
		),
	);
};

/** Files of that text by their names. */
export const inputsOf = (files: Readonly<Record<string, string | Buffer>>): readonly ImportInput[] =>
	Object.entries(files).map(([name, text]) => streamInput(chunks(text), name));

type Options = Partial<Omit<ReadOptions, 'zone' | 'refuse'>> & {
	readonly zone?: string;
	readonly most?: number;
};

export const batchesOf = async (
	dialect: Dialect,
	files: Readonly<Record<string, string | Buffer>>,
	{zone = 'UTC', most, ...options}: Options = {},
): Promise<readonly ChatBatch[]> => {
	const batches: ChatBatch[] = [];
	const whole = {self: [], now: noon, zone: zoneOf(zone), ...options};
	for await (const batch of readChats(dialect, inputsOf(files), whole, most)) batches.push(batch);
	return batches;
};

/** What a dialect reads of these files, if it is one batch. */
export const chatsOf = async (
	...given: Parameters<typeof batchesOf>
): Promise<{readonly chats: readonly IncomingChat[]; readonly refused: readonly string[]}> => {
	const [batch] = await batchesOf(...given);
	return {
		chats: batch!.chats,
		refused: batch!.refused.map(({origin, reason}) => `${origin}: ${reason}`),
	};
};

const sides: Readonly<Record<number, string>> = {
	0: 'system',
	1: 'us',
	2: 'customer',
	3: 'somebody',
	9: 'bot',
};

/** `2021-12-30 22:01:00 us John: Hello [photo.jpg]`. */
const messageLine = ({at, author, text, files = []}: ChatMessage): string => {
	const time = new Date(at * 1000).toISOString().replace('T', ' ').slice(0, 19);
	const who = [sides[author.userType], author.number, author.name].filter(Boolean).join(' ');
	return `${time} ${who}: ${text}${files.map(({name}) => ` [${name}]`).join('')}`;
};

export const linesOf = (chat: IncomingChat | undefined): readonly string[] =>
	(chat?.tellings ?? []).flat().map(message => messageLine(message));
