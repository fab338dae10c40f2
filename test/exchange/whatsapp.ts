import {readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {UsageRefusal} from '../../source/domain/refusal.js';
import {whatsapp} from '../../source/exchange/whatsapp/whatsapp.js';
import {chatsOf, linesOf} from '../helpers/chats.js';

const anna = 'WhatsApp Chat with Anna.txt';
const samples = 'test/fixtures/exports/chat-miner/whatsapp';

/** The lines of one chat with Anna, in which we are Ben. */
const read = async (lines: readonly string[], options: Parameters<typeof chatsOf>[2] = {}, name = anna) => {
	const {chats, refused} = await chatsOf(whatsapp, {[name]: lines.join('\n')}, options);
	return {chat: chats[0], lines: linesOf(chats[0]), refused};
};

interface Target {
	readonly timestamp: string;
	readonly author: string;
	readonly message: string;
}

for (const name of ['test_ddmmyy_24hrs', 'test_[mmddyy]_24hrs', 'test_mmddyyyy_12hrs']) {
	test(`reads ${name} as another reader does`, async t => {
		const file = path.join(samples, `${name}.txt`);
		const {chats, refused} = await chatsOf(whatsapp, {[file]: readFileSync(file)}, {self: ['John Doe']});
		t.deepEqual(refused, []);
		const target = JSON.parse(readFileSync(path.join(samples, 'target.json'), 'utf8')) as Target[];
		const said = chats[0]!.tellings.flat().filter(({author, text}) => author.name !== '' && text !== '.');
		t.deepEqual(
			said
				.toReversed()
				.filter(({text}) => text !== '')
				.map(({at, author, text}) => ({
					timestamp: new Date(at * 1000).toISOString().slice(0, 19),
					author: author.name,
					message: text.replaceAll('\n', ' '),
				})),
			target,
		);
	});
}

for (const [form, line, at] of [
	['Android', '13/12/21, 22:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['iOS', '[13.12.21, 22:01:05] Ben: Hi', '2021-12-13 22:01:05'],
	['iOS with marks', '\u200E[13/12/21, 10:01:05\u202FPM] Ben: Hi', '2021-12-13 22:01:05'],
	['American', '12/13/21, 12:05 AM - Ben: Hi', '2021-12-13 00:05:00'],
	['Spanish', '13/12/21, 10:01 p. m. - Ben: Hi', '2021-12-13 22:01:00'],
	['Spanish with a narrow blank', '13/12/21, 10:01\u00A0p.\u00A0m. - Ben: Hi', '2021-12-13 22:01:00'],
	['Arabic', '١٣\u200F/١٢\u200F/٢٠٢١، ١٠:٠١ م - Ben: Hi', '2021-12-13 22:01:00'],
	['Arabic in the morning', '١٣\u200F/١٢\u200F/٢٠٢١، ١٠:٠١ ص - Ben: Hi', '2021-12-13 10:01:00'],
	['Persian', '۲۰۲۱/۱۲/۱۳،\u200F ۲۲:۰۱ - Ben: Hi', '2021-12-13 22:01:00'],
	['Chinese', '2021/12/13 下午10:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['German', '13.12.21, 22:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Finnish', '13.12.2021 klo 22.01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Swedish', '2021-12-13 22:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Swedish with halves of the day', '2021-12-13 10:01 em - Ben: Hi', '2021-12-13 22:01:00'],
	['Bulgarian', '13.12.21 г., 22:01 ч. - Ben: Hi', '2021-12-13 22:01:00'],
	['Malay', '13/12/2021, 10:01 PTG - Ben: Hi', '2021-12-13 22:01:00'],
	['Malay in the morning', '13/12/2021, 10:01 PG - Ben: Hi', '2021-12-13 10:01:00'],
	['Turkish', '13.12.2021 ÖS 10:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Vietnamese', '22:01, 13/12/2021 - Ben: Hi', '2021-12-13 22:01:00'],
	['Vietnamese with halves of the day', '13/12/2021, 10:01 CH - Ben: Hi', '2021-12-13 22:01:00'],
	['Thai', '13/12/2564 22:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Thai with a short year', '[13/12/64 22:01:05] Ben: Hi', '2021-12-13 22:01:05'],
	['Korean', '2021. 12. 13. 오후 10:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Korean with a short year', '[21. 12. 13. 오후 10:01:05] Ben: Hi', '2021-12-13 22:01:05'],
	['Slovenian', '13. 12. 21 22:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Canadian', '2021-12-13 22\u00A0h\u00A001 - Ben: Hi', '2021-12-13 22:01:00'],
	['Canadian with seconds', '[2021-12-13 22 h 01 min 05 s] Ben: Hi', '2021-12-13 22:01:05'],
	['Bosnian', '13. 12. 2021. u 22:01 - Ben: Hi', '2021-12-13 22:01:00'],
	['Norwegian', '13.12.2021, 10:01 e.m. - Ben: Hi', '2021-12-13 22:01:00'],
	['Ukrainian', '13.12.21, 10:01 пп - Ben: Hi', '2021-12-13 22:01:00'],
	['copied', '[10:01 PM, 12/13/2021] Ben: Hi', '2021-12-13 22:01:00'],
	['24 hours', '13/12/21, 24:01 - Ben: Hi', '2021-12-13 00:01:00'],
] as const) {
	test(`reads the ${form} form`, async t => {
		const {lines, refused} = await read([line]);
		t.deepEqual(refused, []);
		t.deepEqual(lines, [`${at} us Ben: Hi`]);
	});
}

test('decides the order of dates over the whole file', async t => {
	const {lines} = await read([
		'01/02/21, 10:00 - Ben: a',
		'02/02/21, 10:00 - Anna: b',
		'13/02/21, 10:00 - Ben: c',
	]);
	t.deepEqual(
		lines.map(line => line.slice(0, 10)),
		['2021-02-01', '2021-02-02', '2021-02-13'],
	);
});

test('decides by time that does not go backwards', async t => {
	const {lines} = await read([
		'12/01/21, 10:00 - Ben: a',
		'01/02/21, 10:00 - Anna: b',
		'02/02/21, 10:00 - Ben: c',
	]);
	t.deepEqual(
		lines.map(line => line.slice(0, 10)),
		['2021-01-12', '2021-02-01', '2021-02-02'],
	);
});

test('asks for an order that nothing tells, and takes it', async t => {
	const lines = ['01/02/21, 10:00 - Ben: a', '02/03/21, 10:00 - Anna: b'];
	await t.throwsAsync(read(lines), {instanceOf: UsageRefusal, message: /--dates dmy, mdy or ymd$/});
	for (const [dates, first] of [
		['dmy', '2021-02-01'],
		['mdy', '2021-01-02'],
	] as const) {
		const {lines: found} = await read(lines, {dates});
		t.is(found[0]!.slice(0, 10), first);
	}
});

test('refuses a chat whose dates are not in the order that is told', async t => {
	const {chat, refused} = await read(['3/13/21, 10:00 - Ben: a', '4/1/21, 10:00 - Anna: b'], {dates: 'dmy'});
	t.is(chat, undefined);
	t.regex(refused[0]!, /such as 3\/13\/21, are not in the order dmy/);
});

test('refuses a chat of another calendar', async t => {
	for (const dates of [undefined, 'ymd'] as const) {
		const {chat, refused} = await read(['۱۴۰۰/۹/۲۲، ۲۲:۰۱ - Ben: a', '۱۴۰۰/۹/۲۳، ۲۲:۰۱ - Anna: b'], {dates});
		t.is(chat, undefined);
		t.regex(refused[0]!, /such as 1400\/9\/22, are of no calendar/);
	}
});

test('refuses a first message on a day that there is not', async t => {
	const {lines, refused} = await read(['30/02/21, 10:00 - Ben: a', '13/03/21, 10:00 - Ben: b']);
	t.deepEqual(lines, ['2021-03-13 10:00:00 us Ben: b']);
	t.regex(refused[0]!, /“30\/02\/21, 10:00 -” holds no date/);
});

test('tells of a chat that is cut off at its beginning', async t => {
	const {lines, refused} = await read(['the end of a message', '', '13/12/21, 22:01 - Ben: Hi']);
	t.deepEqual(lines, ['2021-12-13 22:01:00 us Ben: Hi']);
	t.deepEqual(refused, [`${anna}: it begins with 1 line of no message`]);
});

test('keeps a date in a message as its words', async t => {
	const {lines} = await read([
		'13/12/21, 10:00 - Ben: See you on',
		'24/12/21, at noon',
		'[24.12.21, 10:00:00] Carl: is of another chat',
		'13/31/21, 10:00 - and no date at all',
		'13/12/21, 10:05 - Anna: Yes',
	]);
	t.deepEqual(lines, [
		'2021-12-13 10:00:00 us Ben: See you on\n24/12/21, at noon\n[24.12.21, 10:00:00] Carl: is of another chat\n13/31/21, 10:00 - and no date at all',
		'2021-12-13 10:05:00 customer Anna: Yes',
	]);
});

test('takes nothing for an author that is none', async t => {
	const {lines, chat} = await read(
		[
			'13/12/21, 10:00 - Messages are end-to-end encrypted.',
			'13/12/21, 10:00 - Ben created group "Trip: Rome"',
			'13/12/21, 10:01 - Sales: Anna added Carl',
			'13/12/21, 10:02 - Anna: Hi: all',
			'13/12/21, 10:03 - Carl: Hi',
		],
		{self: ['Ben']},
		'WhatsApp Chat with Sales.txt',
	);
	t.deepEqual(lines, [
		'2021-12-13 10:00:00 system: Messages are end-to-end encrypted.',
		'2021-12-13 10:00:00 system: Ben created group "Trip: Rome"',
		'2021-12-13 10:01:00 system: Anna added Carl',
		'2021-12-13 10:02:00 customer Anna: Hi: all',
		'2021-12-13 10:03:00 customer Carl: Hi',
	]);
	t.deepEqual(chat?.told?.customer, {name: 'Sales', number: ''});
});

test('tells a line of the app from one of the customer, in a chat of two on iOS', async t => {
	const {lines} = await read([
		'[13.12.21, 10:00:00] Anna: \u200EMessages and calls are end-to-end encrypted.',
		'[13.12.21, 10:00:01] Anna: Hello',
		'[13.12.21, 10:00:02] Ben: Hello Anna',
		'\u200E[13.12.21, 10:00:03] Anna: \u200Eimage omitted',
	]);
	t.deepEqual(
		lines.map(line => line.slice(20)),
		[
			'system: Messages and calls are end-to-end encrypted.',
			'customer Anna: Hello',
			'us Ben: Hello Anna',
			'customer Anna: image omitted [not in the export]',
		],
	);
});

for (const [text, file] of [
	['IMG-20210312-WA0001.jpg (file attached)', 'IMG-20210312-WA0001.jpg'],
	['\u200EIMG-20210312-WA0001.jpg (Datei angehängt)', 'IMG-20210312-WA0001.jpg'],
	['offer.pdf (archivo adjunto)', 'offer.pdf'],
	['\u200E<attached: 00000012-PHOTO-2021-03-12-10-00-00.jpg>', '00000012-PHOTO-2021-03-12-10-00-00.jpg'],
	['Our offer \u200E<Anhang: 00000013-offer.pdf>', '00000013-offer.pdf'],
	['<Media omitted>', 'not in the export'],
	['<Medien ausgeschlossen>', 'not in the export'],
	['\u200Evideo omitted', 'not in the export'],
	['offer.pdf (see page 2)', undefined],
	['<b: x.pdf>', undefined],
	['image omitted', undefined],
] as const) {
	test(`finds the file in “${text}”`, async t => {
		const {chat} = await read([`13/12/21, 10:00 - Anna: ${text}`, '13/12/21, 10:00 - Ben: ok']);
		t.deepEqual(chat?.tellings[0]![0]!.files, file === undefined ? undefined : [{name: file}]);
	});
}

for (const [what, name, self, us, customer] of [
	['by the title', anna, undefined, 'Ben', 'Anna'],
	['by the title of an archive', 'WhatsApp Chat - Anna.zip/_chat.txt', undefined, 'Ben', 'Anna'],
	['by the title in German', 'WhatsApp-Chat mit Anna (1).txt', undefined, 'Ben', 'Anna'],
	['by --self', 'chat.txt', 'Anna', 'Anna', 'Ben'],
] as const) {
	test(`knows who we are ${what}`, async t => {
		const {chat} = await read(
			['13/12/21, 10:00 - Anna: Hi', '13/12/21, 10:00 - Ben: Hi'],
			self ? {self: [self]} : {},
			name,
		);
		t.is(chat?.told?.channel.name, us);
		t.is(chat?.told?.customer.name, customer);
	});
}

for (const [why, name, self, reason] of [
	[
		'nothing tells it',
		'chat.txt',
		[],
		/nothing tells which of “Anna”, “Ben” is the company; say it: --self NAME$/,
	],
	['--self is nobody there', 'chat.txt', ['Carl'], undefined],
	[
		'--self is nobody there, and the title is somebody',
		anna,
		['Carl'],
		/none of “Anna”, “Ben” is --self Carl$/,
	],
] as const) {
	test(`refuses a chat if ${why}`, async t => {
		const {refused} = await read(['13/12/21, 10:00 - Anna: Hi', '13/12/21, 10:00 - Ben: Hi'], {self}, name);
		if (reason) t.regex(refused[0] ?? '', reason);
		else t.deepEqual(refused, []);
	});
}

test('reads the clock in the zone, with the time as written for ids', async t => {
	const {chat} = await read(['13/07/21, 10:00 - Ben: summer', '13/12/21, 10:00 - Anna: winter'], {
		zone: 'Europe/Berlin',
	});
	const [summer, winter] = chat!.tellings[0]!;
	t.is(summer!.stamp! - summer!.at, 7200);
	t.is(winter!.stamp! - winter!.at, 3600);
	t.is(chat!.zone, 'Europe/Berlin');
});

test('keeps a number that is in no address book as a number', async t => {
	const {chat} = await read(
		['13/12/21, 10:00 - +49 151 1234567: Hi', '13/12/21, 10:00 - Ben: Hi'],
		{},
		'WhatsApp Chat with +49 151 1234567.txt',
	);
	t.deepEqual(chat?.told?.customer, {name: '', number: '+49 151 1234567'});
});

test('names a chat alike whether its file is packed or not', async t => {
	t.true(whatsapp.wants('chats/WhatsApp Chat with Anna.txt.gz'));
	const {chat} = await read(['13/12/21, 22:01 - Ben: Hi'], {}, `${anna}.gz`);
	t.is(chat?.told?.customer.name, 'Anna');
});

test('reads Windows-1252', async t => {
	const {chats} = await chatsOf(whatsapp, {
		[anna]: Buffer.from('13/12/21, 10:00 - Ben: \u0080 caf\u00E9', 'latin1'),
	});
	t.deepEqual(linesOf(chats[0]), ['2021-12-13 10:00:00 us Ben: € café']);
});

test('says of another text that it is none', async t => {
	const {refused} = await read(['Hello', 'world']);
	t.deepEqual(refused, [`${anna}: it has no line that begins like one of a WhatsApp chat`]);
});
