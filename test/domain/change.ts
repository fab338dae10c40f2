import test from 'ava';
import {
	actorLabel,
	type Change,
	type ChangeKind,
	type Effects,
	invert,
	isAct,
	isSameActor,
} from '../../source/domain/change.js';
import {transferStep} from '../../source/domain/transfer-step.js';
import {touchedSessions} from '../../source/domain/effects.js';
import {withTakenBack} from '../../source/domain/taken-back.js';
import {ann, support} from '../helpers/office.js';

const set = {session: 5, ids: [51, 52], messages: 2, failed: 1, files: 0};
const otherSet = {...set, session: 6};

const inverses: readonly (readonly [title: string, effects: Effects, inverse: Effects])[] = [
	['nothing', {}, {}],
	[
		'moves',
		{moves: [{from: ann, to: support, sessions: [1, 2]}]},
		{moves: [{from: support, to: ann, sessions: [1, 2]}]},
	],
	['a deletion', {deleted: [3]}, {restored: [3]}],
	['a return from the trash', {restored: [4]}, {deleted: [4]}],
	['a close', {closed: [3]}, {reopened: [3]}],
	['an archiving', {archived: [3]}, {unarchived: [3]}],
	['deleted messages', {messagesDeleted: [set]}, {messagesRestored: [set]}],
	['messages that came back', {messagesRestored: [set]}, {messagesDeleted: [set]}],
];

for (const [title, effects, inverse] of inverses) {
	test(`takes back ${title}`, t => {
		t.deepEqual(invert(effects), inverse);
		t.deepEqual(invert(inverse), effects);
	});
}

test('touches each session once, whatever it does to it', t => {
	t.deepEqual(
		touchedSessions({
			moves: [{from: ann, to: support, sessions: [1, 2]}],
			deleted: [2, 3],
			restored: [4],
			messagesDeleted: [set],
			messagesRestored: [otherSet],
		}),
		new Set([1, 2, 3, 4, 5, 6]),
	);
});

const kinds: readonly (readonly [kind: ChangeKind, isAnAct: boolean, step: number])[] = [
	['transfer', true, 1],
	['close', true, 0],
	['archive', true, 0],
	['unarchive', true, 0],
	['delete', true, 0],
	['delete-messages', true, 0],
	['undo', false, -1],
	['redo', false, 1],
	['import', false, 0],
	['pbx', false, 0],
];

for (const [kind, isAnAct, step] of kinds) {
	test(`${kind} ${isAnAct ? 'is an act' : 'is no act'}, and its moves alter the number of transfers by ${step}`, t => {
		t.is(isAct({kind}), isAnAct);
		if (kind !== 'delete' && kind !== 'delete-messages') t.is(transferStep({kind}), step as -1 | 0 | 1);
	});
}

test('what a target refused goes back, and a transfer again that it would not let be undone', t => {
	t.is(transferStep({kind: 'delivery'}), -1);
	t.is(transferStep({kind: 'delivery', redoes: true}), 1);
});

const change = (n: number, kind: ChangeKind, of?: number): Change => ({
	n,
	kind,
	at: n,
	by: 'ann',
	...(of && {of}),
});

const moved = (n: number, kind: ChangeKind, sessions: readonly number[], of?: number): Change => ({
	...change(n, kind, of),
	moves: [{from: ann, to: support, sessions}],
});

/** A target refused what was done to the sessions, which go back. */
const refusal = (n: number, of: number, sessions: readonly number[]): Change => ({
	...moved(n, 'delivery', sessions),
	target: 'pbx',
	deliveries: [{of, sessions, tries: 1, failure: 'no'}],
});

const histories: readonly (readonly [
	title: string,
	changes: readonly Change[],
	takenBack: readonly number[],
])[] = [
	['an act', [change(1, 'transfer')], []],
	['an act undone', [change(1, 'transfer'), change(2, 'undo', 1)], [1]],
	['an act undone and redone', [change(1, 'transfer'), change(2, 'undo', 1), change(3, 'redo', 2)], [2]],
	[
		'an act undone, redone and undone',
		[change(1, 'transfer'), change(2, 'undo', 1), change(3, 'redo', 2), change(4, 'undo', 1)],
		[1, 2],
	],
	['an act refused', [moved(1, 'transfer', [1, 2]), refusal(2, 1, [1, 2])], [1]],
	['an act refused in part', [moved(1, 'transfer', [1, 2]), refusal(2, 1, [1])], []],
	['an act refused bit by bit', [moved(1, 'transfer', [1, 2]), refusal(2, 1, [1]), refusal(3, 1, [2])], [1]],
	['an act refused that stays as it is', [moved(1, 'transfer', [1]), {...refusal(2, 1, [1]), moves: []}], []],
	['an undo refused', [moved(1, 'transfer', [1]), moved(2, 'undo', [1], 1), refusal(3, 2, [1])], [2]],
	[
		'a redo refused',
		[moved(1, 'transfer', [1]), moved(2, 'undo', [1], 1), moved(3, 'redo', [1], 2), refusal(4, 3, [1])],
		[1, 3],
	],
	['the older of two acts undone', [change(1, 'transfer'), change(2, 'delete'), change(3, 'undo', 1)], [1]],
];

for (const [title, changes, takenBack] of histories) {
	test(`what is taken back at present: ${title}`, t => {
		const found = [...withTakenBack(changes.toReversed())].filter(({isTakenBack}) => isTakenBack);
		t.deepEqual(
			found.map(each => each.change.n),
			takenBack.toReversed(),
		);
	});
}

test('what is taken back of one session may not be so of another', t => {
	const changes = [refusal(2, 1, [1]), moved(1, 'transfer', [1, 2])];
	const takenBack = (session: number): boolean =>
		[...withTakenBack(changes, session)].some(({isTakenBack}) => isTakenBack);
	t.true(takenBack(1));
	t.false(takenBack(2));
});

test('an actor is the system user together with the name given beside it', t => {
	t.true(isSameActor({by: 'ann'}, {by: 'ann'}));
	t.true(isSameActor({by: 'root', as: 'ann'}, {by: 'root', as: 'ann'}));
	t.false(isSameActor({by: 'root', as: 'ann'}, {by: 'root', as: 'bob'}));
	t.false(isSameActor({by: 'root', as: 'ann'}, {by: 'root'}));
	t.false(isSameActor({by: 'ann'}, {by: 'bob'}));
	t.is(actorLabel({by: 'ann'}), 'ann');
	t.is(actorLabel({by: 'root', as: 'Ann'}), 'Ann (root)');
});
