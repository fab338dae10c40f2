import {readFileSync} from 'node:fs';
import test from 'ava';
import {UsageRefusal} from '../../../source/domain/refusal.js';
import {csv} from '../../../source/exchange/csv/csv.js';
import {chatsOf, linesOf} from '../../helpers/chats.js';

const read = async (text: string | Buffer, options: Parameters<typeof chatsOf>[2] = {}) =>
	chatsOf(csv, {'messages.csv': text}, options);

const line = '2021-12-13 22:01:00 customer +15550101: Hi, you';
const usual = 'at,from,text\n2021-12-13T22:01:00Z,+15550101,"Hi, you"\n';

for (const [what, text] of [
	['commas', usual],
	['a byte order mark', `\uFEFF${usual}`],
	['carriage returns', usual.replaceAll('\n', '\r\n')],
	['semicolons', 'at;from;text\n2021-12-13T22:01:00Z;+15550101;Hi, you\n'],
	['tabs', 'Date\tNumber\tBody\n2021-12-13 22:01:00\t+15550101\tHi, you\n'],
	['a date and a time', 'Date,Time,Phone,Message\n2021-12-13,22:01,+15550101,"Hi, you"\n'],
	['UTF-16', Buffer.from(`\uFEFF${usual}`, 'utf16le')],
	['Unix seconds', 'at,from,text\n1639432860,+15550101,"Hi, you"\n'],
	['day first', 'at,from,text\n13/12/2021 10:01 PM,+15550101,"Hi, you"\n'],
	['the year first and half a day', 'at,from,text\n2021-12-13 10:01 p.m.,+15550101,"Hi, you"\n'],
	['the line of Excel about the separator', 'sep=;\nat;from;text\n2021-12-13T22:01:00Z;+15550101;Hi, you\n'],
	['month first', 'at,from,text\n12/13/2021 22:01,+15550101,"Hi, you"\n'],
	['day first, with dots', 'at,from,text\n13.12.21 22:01,+15550101,"Hi, you"\n'],
] as const) {
	test(`reads a table with ${what}`, async t => {
		const {chats, refused} = await read(text);
		t.deepEqual(refused, []);
		t.deepEqual(linesOf(chats[0]), [line]);
	});
}

test('reads Windows-1252, quotes and lines in a cell', async t => {
	const {chats} = await read(
		Buffer.from('at,from,text\n1639432860,Ann,"\u0080 caf\u00E9 ""x""\nline 2"\n', 'latin1'),
	);
	t.deepEqual(linesOf(chats[0]), ['2021-12-13 22:01:00 customer Ann: € café "x"\nline 2']);
});

test('what is not mapped is known by its header, unless that column is taken', async t => {
	const text = 'When;Number;Text;Remark\n2021-12-13 22:01;+15550101;Hi;Other\n';
	const first = await read(text, {map: 'at=When'});
	t.deepEqual(linesOf(first.chats[0]), [line.replace(/: [^:]*$/, ': Hi')]);
	const second = await read(text, {map: 'at=When, text=Remark'});
	t.deepEqual(linesOf(second.chats[0]), [line.replace(/: [^:]*$/, ': Other')]);
});

test('takes the columns that the user maps', async t => {
	const text = 'Tag,Uhr,Nummer,Inhalt\n2021-12-13,22:01,+15550101,"Hi, you"\n';
	const {chats, refused} = await read(text, {map: 'at=Tag+Uhr, from=nummer, text=Inhalt'});
	t.deepEqual(refused, []);
	t.deepEqual(linesOf(chats[0]), [line]);
});

for (const [map, message] of [
	['at=Tag', /there is no column “Tag”; there are at, from, text\./],
	['when=at', /cannot understand “when=at”; expected NAME=HEADER, with one of at, from,/],
] as const) {
	test(`refuses --map ${map}`, async t => {
		await t.throwsAsync(read(usual, {map}), {instanceOf: UsageRefusal, message});
	});
}

for (const [what, headers, cells, options, told] of [
	[
		'inbound',
		'at,from,to,text,direction',
		'+15550101,+15550100,Hi,inbound',
		{},
		['customer', '+15550100', '+15550101'],
	],
	[
		'outbound',
		'at,from,to,text,direction',
		'+15550100,+15550101,Hi,outbound-api',
		{},
		['us', '+15550100', '+15550101'],
	],
	[
		'by --self',
		'at,from,to,text',
		'+15550100,+15550101,Hi',
		{self: ['+15550100']},
		['us', '+15550100', '+15550101'],
	],
	[
		'to --self',
		'at,from,to,text',
		'+15550101,+15550100,Hi',
		{self: ['+15550100']},
		['customer', '+15550100', '+15550101'],
	],
	[
		'by the customer',
		'at,from,to,text,customer',
		'+15550101,+15550100,Hi,+15550101',
		{},
		['customer', '+15550100', '+15550101'],
	],
] as const) {
	test(`knows who wrote: ${what}`, async t => {
		const {chats, refused} = await read(`${headers}\n1639432860,${cells}\n`, options);
		t.deepEqual(refused, []);
		t.is(linesOf(chats[0])[0]?.split(' ', 3)[2], told[0]);
		t.is(chats[0]?.told?.channel.number, told[1]);
		t.is(chats[0]?.told?.customer.number, told[2]);
	});
}

test('refuses a row that does not tell who wrote, and reads the others', async t => {
	const {chats, refused} = await read(
		'at,from,to,text\n1639432860,+15550101,+15550100,Hi\nnever,+15550101,,Hi\n1639432860,+15550101,,Hi\n',
	);
	t.is(chats.length, 1);
	t.is(refused.length, 2);
	t.regex(
		refused[0]!,
		/^messages\.csv: row 2: nothing tells whether \+15550101 or \+15550100 is the company’s/,
	);
	t.regex(refused[1]!, /^messages\.csv: row 3: its time is "never"/);
});

test('asks for the order of dates that nothing tells, and takes it', async t => {
	const text = 'at,from,text\n01/02/2021,Ann,a\n03/04/2021,Ann,b\n';
	await t.throwsAsync(read(text), {instanceOf: UsageRefusal, message: /--dates/});
	const {chats} = await read(text, {dates: 'dmy'});
	t.deepEqual(
		linesOf(chats[0]).map(text => text.slice(0, 10)),
		['2021-02-01', '2021-04-03'],
	);
});

test('is no list of messages if it is one of contacts', async t => {
	const {chats, refused} = await read(readFileSync('test/fixtures/exports/chatwoot/with_bom.csv'));
	t.deepEqual(chats, []);
	t.is(refused.length, 1);
	t.regex(
		refused[0]!,
		/^messages\.csv: it is no list of messages: no column is known as the time \(at\), nor as the words \(text\)\. It has name, email, phone_number\./,
	);
});

for (const [what, rest] of [
	['a short', '\n1639432860,Ann,c\n'],
	['a long', 'x'.repeat(20 * 1024 * 1024)],
] as const) {
	test(`says where a quote in ${what} file is never closed`, async t => {
		const {chats, refused} = await read(`at,from,text\n1639432860,Ann,a\n1639432860,Ann,"b${rest}`);
		t.deepEqual(refused, ['messages.csv: row 3 opens a quote that nothing closes']);
		t.deepEqual(linesOf(chats[0]), ['2021-12-13 22:01:00 customer Ann: a']);
	});
}

test('reads an hour of one digit, and refuses days that no calendar has', async t => {
	const {chats, refused} = await read(
		['at,from,text', '2021-12-13 9:01,Anna,a', '2021-13-01 10:00,Anna,b', '2021-02-30,Anna,c'].join('\n'),
	);
	t.deepEqual(linesOf(chats[0]), ['2021-12-13 09:01:00 customer Anna: a']);
	t.deepEqual(
		refused.map(reason => /its time is .*/.exec(reason)?.[0]),
		['2021-13-01 10:00', '2021-02-30'].map(time => `its time is "${time}", which is no time that is known`),
	);
});

test('refuses an empty table', async t => {
	const {refused} = await read('\n');
	t.deepEqual(refused, ['messages.csv: it is empty']);
});

test('a status that no system knows says nothing, whatever it is called', async t => {
	for (const status of ['constructor', '__proto__', 'posted']) {
		const text = `at,from,to,text,direction,status\n1639432860,+15550100,+15550101,Hi,outbound,${status}\n`;
		const {chats, refused} = await read(text);
		t.deepEqual(refused, []);
		t.is(chats[0]!.tellings[0]![0]!.delivery, undefined, status);
	}
});
