import test from 'ava';
import {type Draft} from '../../../source/domain/change.js';
import {planDeletion} from '../../../source/domain/act/deletion.js';
import {apiHandler} from '../../../source/domain/handler.js';
import {timeline} from '../../../source/domain/timeline.js';
import {describeOperation} from '../../../source/domain/timeline/describe.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {planRedo, planUndo} from '../../../source/domain/act/undo.js';
import {dueAtDesk, settledAtDesk} from '../../helpers/desk.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {ann, office} from '../../helpers/office.js';

const actor = {by: 'ann'};

const transfer = (facts: MemoryFacts): Draft => planTransfer(facts, {sessions: [1], to: apiHandler}).draft;
const undo = (facts: MemoryFacts): Draft => planUndo(facts, actor).draft;
const redo = (facts: MemoryFacts): Draft => planRedo(facts, actor).draft;
const remove = (facts: MemoryFacts): Draft => planDeletion(facts, {sessions: [1]}).draft;
const outcome = (of: number, tries: number, failure?: string) => (): Draft => ({
	kind: 'delivery',
	deliveries: [{of, sessions: [1], tries, ...(failure && {failure})}],
});

const atDesk =
	(failure?: string) =>
	(facts: MemoryFacts): Draft =>
		settledAtDesk(facts, dueAtDesk(1, facts.changesOf(1))!, failure);

const linesOf = (facts: MemoryFacts, id: number): string[] =>
	timeline({
		session: facts.session(id)!,
		history: facts.history(id),
		changes: facts.changesOf(id),
	}).map(describeOperation);

const to = 'from 1003 Ann Lee to Analytics platform by ann';
const back = 'Transfer of change 1 undone: from Analytics platform to 1003 Ann Lee by ann';

const cases: Readonly<
	Record<string, readonly [steps: readonly ((facts: MemoryFacts) => Draft)[], lines: readonly string[]]>
> = {
	'waits to be delivered': [[transfer], [`Transferred ${to} (waits to be delivered)`]],
	'in the trash it does not wait': [
		[transfer, remove],
		[`Transferred ${to} (withdrawn before it was delivered)`, 'Deleted by ann'],
	],
	'undone before': [
		[transfer, undo],
		[`Transferred ${to} (undone; withdrawn before it was delivered)`, back],
	],
	delivered: [
		[transfer, outcome(1, 3)],
		[`Transferred ${to}`, 'Delivered to the analytics platform in 3 tries by ann'],
	],
	failed: [
		[transfer, outcome(1, 1, 'the analytics platform answered 422')],
		[
			`Transferred ${to}`,
			'Delivery to the analytics platform failed in 1 try by ann (the analytics platform answered 422)',
		],
	],
	'undone after': [
		[transfer, outcome(1, 1), undo, outcome(3, 2)],
		[
			`Transferred ${to} (undone)`,
			'Delivered to the analytics platform in 1 try by ann',
			back,
			'Analytics platform told that it was taken back in 2 tries by ann',
		],
	],
	'told to another target': [
		[transfer, atDesk()],
		[`Transferred ${to} (waits to be delivered)`, 'Delivered to desk in 1 try by ann'],
	],
	'refused by another target': [
		[transfer, atDesk('nobody there')],
		[
			`Transferred ${to} (undone; withdrawn before it was delivered)`,
			'Delivery to desk failed in 1 try by ann (nobody there)',
			back,
		],
	],
	'told as taken back because another target refused it': [
		[transfer, outcome(1, 1), atDesk('no'), outcome(3, 1)],
		[
			`Transferred ${to} (undone)`,
			'Delivered to the analytics platform in 1 try by ann',
			'Delivery to desk failed in 1 try by ann (no)',
			back,
			'Analytics platform told that it was taken back in 1 try by ann',
		],
	],
	'an undo refused by another target': [
		[transfer, atDesk(), undo, atDesk('no')],
		[
			`Transferred ${to} (withdrawn before it was delivered)`,
			'Delivered to desk in 1 try by ann',
			back,
			'Delivery to desk failed in 1 try by ann (no)',
			'Transfer of change 1 redone: from 1003 Ann Lee to Analytics platform by ann (waits to be delivered)',
		],
	],
	'a redo refused by another target': [
		[transfer, atDesk(), undo, atDesk(), redo, atDesk('no')],
		[
			`Transferred ${to} (undone; withdrawn before it was delivered)`,
			'Delivered to desk in 1 try by ann',
			back,
			'Delivered to desk in 1 try by ann',
			'Transfer of change 1 redone: from 1003 Ann Lee to Analytics platform by ann (withdrawn before it was delivered)',
			'Delivery to desk failed in 1 try by ann (no)',
			back,
		],
	],
	'a deletion refused by another target': [
		[remove, atDesk('no')],
		[
			'Deleted by ann (undone)',
			'Delivery to desk failed in 1 try by ann (no)',
			'Deletion of change 1 undone by ann',
		],
	],
};

for (const [title, [steps, lines]] of Object.entries(cases)) {
	test(title, t => {
		const facts = memoryFacts({sessions: [{handler: ann}], directory: office});
		for (const step of steps) facts.commit(actor, step(facts));
		t.deepEqual(linesOf(facts, 1), lines);
	});
}

test('lines that take themselves or each other back, as somebody may have written them, are told all the same', t => {
	const facts = memoryFacts({sessions: [{handler: ann}], directory: office});
	const moves = [{from: ann, to: apiHandler, sessions: [1]}];
	facts.commit(actor, {kind: 'redo', of: 1, moves});
	facts.commit(actor, {kind: 'redo', of: 3, moves});
	facts.commit(actor, {
		kind: 'delivery',
		target: 'pbx',
		moves,
		deliveries: [{of: 3, sessions: [1], tries: 1, failure: 'no'}],
	});
	facts.commit(actor, {kind: 'delivery', redoes: true, moves});
	t.is(linesOf(facts, 1).length, 5);
});

test('of one of many that were moved and told at once', t => {
	const ids = Array.from({length: 40}, (_, index) => index + 1);
	const facts = memoryFacts({sessions: ids.map(() => ({handler: ann})), directory: office});
	facts.commit(actor, planTransfer(facts, {sessions: ids, to: apiHandler}).draft);
	facts.commit(actor, {kind: 'delivery', deliveries: [{of: 1, sessions: ids.slice(0, 35), tries: 1}]});
	t.deepEqual(linesOf(facts, 35), [
		`Transferred ${to}`,
		'Delivered to the analytics platform in 1 try by ann',
	]);
	t.deepEqual(linesOf(facts, 36), [`Transferred ${to} (waits to be delivered)`]);
});
