import {type ChatMessage} from '../../domain/incoming.js';
import {messageType, userType} from '../../domain/message.js';
import {Refusal, UsageRefusal} from '../../domain/refusal.js';
import {type Party} from '../../domain/session.js';
import {comparable} from '../../text/comparable.js';
import {counted} from '../../text/count.js';
import {type DateOrder, dateOrderOf, fits, wallOf} from '../chats/date-order.js';
import {type ChatPart, type Dialect, type ReadOptions} from '../chats/dialect.js';
import {attempt} from '../chats/json-records.js';
import {isSame, partyOf, selfOf} from '../chats/parties.js';
import {piecesOf} from '../read/text-input.js';
import {withWindows1252} from '../read/windows-1252.js';
import {entriesOf, type Entry} from './lines.js';
import {fileIn, isOfChat, type Spoken, spokenOf, withoutMarks} from './spoken.js';
import {stampOf} from './stamp.js';
import {stemOf, titleOf} from './title.js';

/** WhatsApp began in 2009. */
const began = Date.UTC(2009, 0, 1) / 1000;

const boundsOf = ({now}: ReadOptions) => ({from: began, now});

/** The order of the dates in the file. */
const orderOf = (entries: readonly Entry[], file: string, options: ReadOptions): DateOrder => {
	const dates = entries.map(({date}) => date);
	const bounds = boundsOf(options);
	const order = options.dates ?? dateOrderOf(dates, bounds);
	const example = dates[0]!.parts.join('/');
	if (order === undefined)
		throw new UsageRefusal(
			`The dates in ${file}, such as ${example}, can be read in two orders. Say which: --dates dmy, mdy or ymd`,
		);
	const strange = dates.filter(date => wallOf(date, order, bounds) === undefined);
	if (!fits(order, dates, bounds))
		throw new Refusal(`its dates, such as ${strange[0]!.parts.join('/')}, are not in the order ${order}`);
	if (strange.length === dates.length)
		throw new Refusal(`its dates, such as ${example}, are of no calendar that is known here`);
	return order;
};

/** Each entry whose date is none in that order goes on with the one before it: a message quotes another chat. */
const timed = (entries: readonly Entry[], file: string, options: ReadOptions) => {
	const order = orderOf(entries, file, options);
	const all: {readonly entry: Entry; readonly stamp: number; readonly quoted: string[]}[] = [];
	for (const entry of entries) {
		const stamp = wallOf(entry.date, order, boundsOf(options));
		const before = all.at(-1);
		if (stamp !== undefined) all.push({entry, stamp, quoted: []});
		else if (before) before.quoted.push(entry.written + entry.text);
		else options.refuse({origin: file, reason: `“${entry.written.trim()}” holds no date that there can be`});
	}

	return all.map(({entry, stamp, quoted}) => ({
		stamp,
		spoken: spokenOf([entry.text, ...quoted].join('\n')),
	}));
};

const authorsOf = (spoken: readonly Spoken[]): readonly string[] => [
	...new Map(
		spoken.filter(({author}) => author !== '').map(({author}) => [comparable(author), author]),
	).values(),
];

/** The title is a group's if it is no person's, or if two others write beside it. */
const peopleOf = (authors: readonly string[], title: string) => {
	const others = authors.filter(author => !isSame(author, title));
	const isGroup = title !== '' && others.length > 1;
	return {isGroup, people: isGroup ? others : authors};
};

const messageOf = ({author, text}: Spoken, isSystem: boolean, self: string): Omit<ChatMessage, 'at'> => {
	if (isSystem)
		return {type: messageType.user, author: {userType: 0, number: '', name: ''}, text: withoutMarks(text)};
	const file = fileIn(text);
	const code = isSame(author, self) ? userType.extension : userType.customer;
	return {
		type: messageType.user,
		author: {userType: code, ...partyOf(author)},
		text: withoutMarks(text),
		...(file && {files: [file]}),
	};
};

/** A group, or somebody who wrote nothing, is named by the file alone. */
const customerOf = (people: readonly string[], file: string, self: string): Party => {
	const others = people.filter(person => !isSame(person, self));
	const label = titleOf(file) || (others.length === 1 ? others[0]! : stemOf(file));
	if (label === '')
		throw new Refusal('nothing tells whom it is with; name its file after that person or group');
	return partyOf(label);
};

const partOf = (entries: readonly Entry[], file: string, options: ReadOptions): ChatPart => {
	if (entries.length === 0) throw new Refusal('it has no line that begins like one of a WhatsApp chat');
	const all = timed(entries, file, options);
	const title = titleOf(file);
	const {isGroup, people} = peopleOf(authorsOf(all.map(({spoken}) => spoken)), title);
	const self = selfOf(people, title, options.self);
	if ('reason' in self) throw new Refusal(self.reason);
	const customer = customerOf(people, file, self.name);
	return {
		key: {
			source: 'whatsapp',
			account: comparable(self.name),
			id: comparable(customer.number || customer.name),
		},
		origin: file,
		isZoned: true,
		told: {channel: {type: 'whatsapp', ...partyOf(self.name)}, customer, status: 'closed'},
		messages: all.map(({spoken, stamp}) => {
			const isSystem = spoken.author === '' || isOfChat(spoken, title, isGroup);
			return {...messageOf(spoken, isSystem, self.name), at: options.zone.at(stamp), stamp};
		}),
	};
};

/** What WhatsApp writes by “Export chat”: a text, or a zip archive with the text and its files. */
export const whatsapp: Dialect = {
	// An archive holds one chat, and the files that were sent in it.
	wants: path => (/\.zip\//i.test(path) ? /(?:_chat|whatsapp[^/]*)\.txt$/i : /\.txt(?:\.gz)?$/i).test(path),
	detects: head => head.split('\n', 5).some(line => stampOf(line.replace(/\r$/, '')) !== undefined),
	async *read(input, options) {
		let lost = 0;
		const entries = await entriesOf(withWindows1252(piecesOf(input, options.refuse)), () => {
			lost++;
		});
		if (lost > 0 && entries.length > 0)
			options.refuse({origin: input.name, reason: `it begins with ${counted(lost, 'line')} of no message`});
		const part = attempt(input.name, options.refuse, () => partOf(entries, input.name, options));
		if (part) yield part;
	},
};
