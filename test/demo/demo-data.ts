import {createHash} from 'node:crypto';
import test from 'ava';
import {Directory} from '../../source/domain/directory.js';
import {isPbxMessage} from '../../source/domain/author.js';
import {isTransfer, type Message, messageType, userType} from '../../source/domain/message.js';
import {channelTypes} from '../../source/domain/session.js';
import {toldTransfer} from '../../source/domain/timeline/param.js';
import {demoData, type DemoOptions} from '../../source/demo/demo-data.js';
import {type DemoSession} from '../../source/demo/demo-session.js';

const usual: DemoOptions = {sessions: 2000, seed: 7, now: Date.UTC(2026, 10, 20, 14) / 1000};
const day = 86_400;

const {facts, sessions: told} = demoData(usual);
const sessions = [...told];
const messages = sessions.flatMap(session => session.messages);
const directory = new Directory(facts.directory);

const digest = (options: DemoOptions): string => {
	const data = demoData(options);
	return createHash('sha256')
		.update(JSON.stringify([data.facts, ...data.sessions]))
		.digest('hex');
};

const share = (matches: (session: DemoSession) => boolean): number =>
	sessions.filter(session => matches(session)).length / sessions.length;

const isOpen = ({told}: DemoSession): boolean => told.status === 'open';

const closings: ReadonlySet<number> = new Set([
	messageType.closedByHand,
	messageType.closedAutomatically,
	messageType.closedByVisitor,
]);

const isClosing = ({type}: Message): boolean => closings.has(type);

const isMarathon = ({messages}: DemoSession): boolean => messages.length >= 10_000;

const since =
	(days: number) =>
	({messages}: DemoSession): boolean =>
		messages[0]!.at > usual.now - days * day;

const isUnfilled = ({text}: Message): boolean => /{\w+}|undefined| \| /.test(text);

/** The values that are there, each once. */
const kindsOf = <Value extends string | number>(values: readonly Value[]): Value[] =>
	[...new Set(values)].toSorted();

const ascends = (numbers: readonly number[]): boolean =>
	numbers.every((number, place) => place === 0 || number > numbers[place - 1]!);

test('the same seed and time make the same data, also when walked again', t => {
	const few = {...usual, sessions: 50};
	t.is(digest(few), digest(few));
	const {sessions: again} = demoData(few);
	t.deepEqual([...again], [...again]);
});

const others: readonly (readonly [what: string, options: Partial<DemoOptions>])[] = [
	['another seed', {seed: 8}],
	['a seed that differs beyond 32 bits', {seed: 7 + 2 ** 32}],
	['another time', {now: usual.now + day}],
];

for (const [what, options] of others) {
	test(`${what} makes other data`, t => {
		const few = {...usual, sessions: 50};
		t.not(digest({...few, ...options}), digest(few));
	});
}

test('sessions are made only when they are asked for', t => {
	const {sessions: endless} = demoData({...usual, sessions: 1e12});
	const ids = Iterator.from(endless)
		.take(10)
		.map(({id}) => id)
		.toArray();
	t.deepEqual(ids, [3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010]);
});

for (const count of [0, 1, 3]) {
	test(`${count} sessions can be asked for`, t => {
		t.is([...demoData({...usual, sessions: count}).sessions].length, count);
	});
}

test('the PBX has forty extensions and eight queues, some of them deleted at different times', t => {
	const {owners} = directory;
	const deleted = owners.filter(({deletedAt}) => deletedAt !== undefined);
	t.is(owners.filter(({kind}) => kind === 'extension').length, 40);
	t.is(owners.filter(({kind}) => kind === 'queue').length, 8);
	t.is(deleted.filter(({kind}) => kind === 'extension').length, 5);
	t.is(deleted.filter(({kind}) => kind === 'queue').length, 1);
	t.is(new Set(deleted.map(({deletedAt}) => deletedAt)).size, 6);
	t.is(new Set(owners.map(({kind, id}) => `${kind} ${id}`)).size, 48);
});

test('ids of sessions and of messages ascend through the whole demo', t => {
	t.true(ascends(sessions.map(({id}) => id)));
	t.true(ascends(messages.map(({id}) => id)));
	t.is(sessions[0]!.id, 3001);
	t.is(messages[0]!.id, 50_001);
});

test('times are in order, none is later than now, and the last session is of today', t => {
	const created = sessions.map(session => session.messages[0]!.at);
	t.deepEqual(
		created,
		created.toSorted((a, b) => a - b),
	);
	for (const {messages} of sessions) t.true(ascends(messages.map(({at}) => at)));
	t.true(messages.every(({at}) => at <= usual.now));
	t.true(usual.now - created.at(-1)! < day);
	t.true(usual.now - created[0]! > 380 * day);
});

test('recent days, workdays and office hours are busier', t => {
	const created = sessions.map(session => session.messages[0]!.at);
	const countIf = (matches: (at: number) => boolean): number => created.filter(at => matches(at)).length;
	const inHours = (first: number, last: number): number =>
		countIf(at => new Date(at * 1000).getUTCHours() >= first && new Date(at * 1000).getUTCHours() <= last);
	const onDays = (...days: number[]): number => countIf(at => days.includes(new Date(at * 1000).getUTCDay()));
	t.true(
		countIf(at => at > usual.now - 7 * day) >
			2 * countIf(at => at > usual.now - 67 * day && at <= usual.now - 60 * day),
	);
	t.true(inHours(9, 12) > 4 * inHours(0, 3));
	t.true(onDays(2) > onDays(0));
});

test('the handler is the one of the last transfer or pick-up, and all of it fits together', t => {
	for (const {messages, told} of sessions) {
		let holder: {readonly name: string} | undefined;
		for (const message of messages) {
			const {type, author} = message;
			if (holder && isTransfer(message)) t.is(toldTransfer(message).from!.name, holder.name);
			if (isTransfer(message)) t.notDeepEqual(toldTransfer(message).from, toldTransfer(message).to);
			if (isTransfer(message)) holder = toldTransfer(message).to;
			else if (type === messageType.pickedUp) holder = author;
			else if (holder && (author.userType === userType.extension || author.userType === userType.api)) {
				t.is(author.name, holder.name);
			}
		}

		if (holder) t.is(told.handler.name, holder.name);
	}
});

test('nobody writes after being deleted', t => {
	for (const {author, at} of messages) {
		if (author.userType !== userType.extension) continue;
		const owner = directory.findByNumber(author.number);
		t.true(owner !== undefined && at < (owner.deletedAt ?? Infinity));
	}
});

test('a queue holds what nobody picked up, and closed sessions end with their closing', t => {
	for (const {messages, told} of sessions) {
		t.is(told.status === 'closed', isClosing(messages.at(-1)!));
		t.false(messages.slice(0, -1).some(message => isClosing(message)));
		if (told.handler.kind !== 'queue') continue;
		t.not(
			messages.findLast(message => message.type === messageType.pickedUp || isTransfer(message))?.type,
			messageType.pickedUp,
		);
	}
});

const shares: readonly (readonly [
	what: string,
	from: number,
	to: number,
	matches: (session: DemoSession) => boolean,
])[] = [
	['are open', 0.05, 0.12, isOpen],
	['are orphaned', 0.02, 0.07, ({told}) => directory.isDeleted(told.handler)],
	['are held by an extension', 0.7, 0.95, ({told}) => told.handler.kind === 'extension'],
	['are held by a queue', 0.03, 0.15, ({told}) => told.handler.kind === 'queue'],
	['are held by the platform', 0.02, 0.15, ({told}) => told.handler.kind === 'api'],
	['are archived', 0.05, 0.2, ({told}) => told.archived],
	[
		'begin with a message of the company',
		0.03,
		0.15,
		({messages}) => messages[0]!.author.userType !== userType.customer,
	],
	['have more than sixty messages', 0.0005, 0.005, ({messages}) => messages.length > 62],
	[
		'write in another script than Latin',
		0.1,
		0.5,
		({messages}) =>
			messages.some(({text}) =>
				/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Cyrillic}/u.test(
					text,
				),
			),
	],
];

for (const [what, from, to, matches] of shares) {
	test(`about as many as expected ${what}`, t => {
		const found = share(matches);
		t.true(found >= from && found <= to, `${found} is not between ${from} and ${to}`);
	});
}

test('of the sessions of the last two days most are open, of those before the last month few', t => {
	const recent = sessions.filter(since(2));
	const old = sessions.filter(session => !since(30)(session));
	t.true(recent.filter(isOpen).length > recent.length * 0.6);
	t.true(old.filter(isOpen).length < old.length * 0.08);
});

test('a session has about twenty messages', t => {
	const average = messages.length / sessions.length;
	t.true(average > 17 && average < 24, String(average));
});

test('only a large demo has a history of ten thousand messages', t => {
	t.false(sessions.some(isMarathon));
	t.true(Iterator.from(demoData({...usual, sessions: 50_000}).sessions).some(isMarathon));
});

test('every type of message, of channel and of delivery is there', t => {
	t.deepEqual(kindsOf(messages.map(({type}) => type)), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
	t.deepEqual(kindsOf(sessions.map(({told}) => told.channel.type)), channelTypes.toSorted());
	t.true(messages.some(({delivery, error}) => delivery === 'failed' && error !== undefined));
	t.true(messages.some(({files}) => files !== undefined));
	t.true(
		sessions.some(session =>
			session.messages.some(
				message => message.type === messageType.user && isPbxMessage(message, session.told),
			),
		),
	);
	t.true(
		messages
			.filter(({type}) => type === messageType.call)
			.every(({param}) => Number.isInteger((param as {duration: number}).duration)),
	);
});

test('no slot of a template is left unfilled', t => {
	t.deepEqual(
		messages.filter(message => isUnfilled(message)),
		[],
	);
});

test('customers keep name and number, and some come back on another channel', t => {
	const names = new Map<string, string>();
	const channelsByPhone = new Map<string, Set<string>>();
	for (const {told} of sessions) {
		const {customer, channel} = told;
		t.is(names.get(customer.number) ?? customer.name, customer.name);
		names.set(customer.number, customer.name);
		if (channel.type !== 'sms' && channel.type !== 'whatsapp') continue;
		t.regex(customer.number, /^\+1555\d{7}$/);
		channelsByPhone.set(
			customer.number,
			(channelsByPhone.get(customer.number) ?? new Set()).add(channel.type),
		);
	}

	t.true([...channelsByPhone.values()].some(types => types.size === 2));
	t.true(names.size < sessions.length);
});
