import test from 'ava';
import {messageType, type Message, userType} from '../../source/domain/message.js';
import {type Session} from '../../source/domain/session.js';
import {
	lineOf,
	operationParagraph,
	paneColumns,
	type Paragraph,
	reportParagraph,
	spokenOf,
	spokenParagraph,
} from '../../source/state/pane-lines.js';
import {displayWidth} from '../../source/text/fit.js';
import {hostileText} from '../helpers/hostile-text.js';
import {fc} from '../helpers/random.js';

const session = {
	channel: {type: 'sms', name: 'Sales', number: '+15550100'},
	customer: {name: 'Sam Zhang', number: '+15550199'},
} as Session;

const sam = {userType: userType.customer, number: '+15550199', name: 'Sam Zhang'};
const eva = {userType: userType.extension, number: '1011', name: 'Eva'};
const pbx = {userType: 0, number: '', name: ''};

const at = Date.UTC(2025, 10, 17, 21, 14) / 1000;

const message = (changes: Partial<Message>): Message => ({
	id: 1,
	type: messageType.user,
	at,
	author: sam,
	text: '',
	...changes,
});

const linesOf = (paragraph: Paragraph): string[] =>
	paragraph.words.map((_, index) =>
		lineOf(paragraph, index)
			.map(({text}) => text)
			.join(''),
	);

/** The lines of messages as they are read, each told to go on with the one before or not. */
const told = (
	width: number,
	...messages: readonly (Partial<Message> & {readonly goesOn?: boolean})[]
): string[] => {
	const spoken = messages.map(each => spokenOf(message(each), session)!);
	const columns = paneColumns(width, spoken);
	return spoken
		.flatMap((each, index) => linesOf(spokenParagraph(each, messages[index]!.goesOn ?? false, columns)))
		.map(line => line.trimEnd());
};

test('the company is told apart by where its words stand, and an author is named once', t => {
	t.deepEqual(
		told(
			70,
			{text: 'Can I have a Mocha with almond milk?'},
			{text: 'Please', goesOn: true},
			{author: eva, text: 'Yep. Is your order correct on the screen?'},
			{author: pbx, text: 'We are closed.'},
		),
		[
			'21:14 Sam Zhang   Can I have a Mocha with almond milk?',
			'21:14             Please',
			'21:14   1011 Eva    Yep. Is your order correct on the screen?',
			'21:14 · We are closed.',
		],
	);
});

for (const [what, changes, lines] of [
	[
		'a message that failed',
		{text: 'Here', delivery: 'failed', error: 'exceeds_size_limit'},
		['Here', '! not delivered: too large'],
	],
	[
		'a reason that nobody knows',
		{text: 'Here', delivery: 'failed', error: 'moon\u001B[2J too\nfull'},
		['Here', '! not delivered: moon^[[2J too^Jfull'],
	],
	['no reason', {text: 'Here', delivery: 'failed'}, ['Here', '! not delivered']],
	['a message under way', {text: 'Here', delivery: 'sending'}, ['Here', '· sending']],
	[
		'a file',
		{files: [{name: 'a.pdf', size: 1_400_000}, {name: ''}]},
		['[file] a.pdf (1.4 MB)', '[file] without a name'],
	],
	['nothing', {}, ['']],
	[
		'an unsupported kind',
		{type: messageType.unsupported},
		['(a kind of message that the PBX does not support)'],
	],
] as const) {
	test(`how messages tell ${what}`, t => {
		t.deepEqual(
			told(80, changes),
			lines.map((line, index) => `${index === 0 ? '21:14 Sam Zhang  ' : ' '.repeat(17)}${line}`.trimEnd()),
		);
	});
}

test('what the PBX reports stands behind a dot among messages', t => {
	const closed = message({type: messageType.closedAutomatically, author: pbx});
	const [line] = linesOf(reportParagraph(closed, {width: 60, authors: 10})!);
	t.is(line, '21:14 · Closed automatically');
	const [alone] = linesOf(
		operationParagraph({at, kind: 'closed-automatically'}, false, {width: 60, authors: 10}),
	);
	t.is(alone, '21:14 Closed automatically');
});

const anyText = fc.oneof(
	hostileText,
	fc.constantFrom('', 'Ann Lee', '李雷', 'a long one '.repeat(20), '👩‍👩‍👧👩‍👩‍👧'),
);
const anyMessage = fc.record({
	type: fc.constantFrom(messageType.user, messageType.unsupported),
	author: fc.record({userType: fc.constantFrom(0, 1, 2, 5, 7, 9), number: anyText, name: anyText}),
	text: anyText,
	files: fc.array(fc.record({name: anyText, size: fc.nat()}), {maxLength: 2}),
	delivery: fc.constantFrom('sending' as const, 'sent' as const, 'failed' as const),
	error: anyText,
});

test('no line is wider than the pane, whatever others wrote', t => {
	fc.assert(
		fc.property(fc.array(anyMessage, {maxLength: 4}), fc.integer({min: 30, max: 120}), (messages, width) => {
			for (const line of told(width, ...messages)) t.true(displayWidth(line) <= width, line);
		}),
	);
});
