import test from 'ava';
import {type ChatMessage} from '../../../source/domain/incoming.js';
import {type Message} from '../../../source/domain/message.js';
import {type KnownIds, numbered} from '../../../source/domain/merge/numbered.js';
import {fc, trials} from '../../helpers/random.js';

const message = (text: string, stamp = 5, author = 'Ann'): ChatMessage => ({
	type: 0,
	at: stamp - 3600,
	stamp,
	author: {userType: 2, number: '', name: author},
	text,
});

const nothing: KnownIds = {messages: [], deleted: new Set()};

const knownOf = (messages: readonly Message[], deleted: readonly number[] = []): KnownIds => ({
	messages,
	deleted: new Set(deleted),
});

const idsOf = (messages: readonly ChatMessage[], known = nothing): readonly number[] =>
	numbered(messages, known).map(({id}) => id);

test('an id is the stamp as written × 1000 and the ordinal in that second', t => {
	t.deepEqual(idsOf([message('a'), message('b'), message('c', 6)]), [5000, 5001, 6000]);
});

test('a system’s own ids stay', t => {
	t.deepEqual(idsOf([{...message('a'), id: 77}, message('b')]), [77, 5000]);
});

test('known messages keep their ids, by author and text, and only others get the next free', t => {
	const known = numbered([message('a'), message('b')], nothing);
	t.deepEqual(
		idsOf([message('x'), message('b'), message('a', 5, 'ANN'), message('a')], knownOf(known)),
		[5002, 5001, 5000, 5003],
	);
});

test('equal messages of one second are as many as they are', t => {
	const twice = [message('ok'), message('ok')];
	t.deepEqual(idsOf(twice), [5000, 5001]);
	t.deepEqual(idsOf(twice, knownOf(numbered(twice, nothing))), [5000, 5001]);
});

test('a purged message takes its id again, so that it stays out', t => {
	const [a, b] = numbered([message('a'), message('b')], nothing);
	t.deepEqual(idsOf([message('a'), message('b')], knownOf([b!], [a!.id])), [5000, 5001]);
});

test('a message in the trash is known', t => {
	const known = numbered([message('a')], nothing);
	t.deepEqual(idsOf([message('a')], knownOf(known, [5000])), [5000]);
});

test('more messages than a second has ids go on in the next', t => {
	const many = Array.from({length: 1500}, (_, index) => message(`${index}`));
	const ids = idsOf(many);
	t.is(ids.at(-1), 6499);
	t.deepEqual(idsOf(many, knownOf(numbered(many, nothing))), ids);
});

test('the stamp does not stay', t => {
	t.deepEqual(Object.keys(numbered([message('a')], nothing)[0]!).toSorted(), [
		'at',
		'author',
		'id',
		'text',
		'type',
	]);
});

test('whatever overlaps, each message has one id, and comes in once', t => {
	const arbitrary = fc.array(
		fc.record({stamp: fc.integer({min: 1, max: 4}), text: fc.constantFrom('a', 'b', 'c')}),
		{
			maxLength: 12,
		},
	);
	fc.assert(
		fc.property(arbitrary, fc.nat(12), (list, cut) => {
			const messages = list.map(({stamp, text}) => message(text, stamp));
			const first = numbered(messages.slice(0, cut), nothing);
			const all = numbered(messages, knownOf(first));
			t.is(new Set(all.map(({id}) => id)).size, messages.length);
			for (const {id, text} of first) t.is(all.find(other => other.id === id)?.text, text);
			t.deepEqual(
				numbered(messages, knownOf(all)).map(({id}) => id),
				all.map(({id}) => id),
			);
		}),
		{numRuns: trials(200)},
	);
	t.pass();
});
