import test from 'ava';
import {type Change} from '../../../source/domain/change.js';
import {duePbxAct} from '../../../source/domain/outbox/pbx-due.js';
import {followInPbxOutbox, type GrowingPbxOutbox} from '../../../source/domain/outbox/pbx-outbox.js';
import {ann, bob, support} from '../../helpers/office.js';

type Line = Omit<Change, 'n' | 'at' | 'by'>;

const forPbx = {sessions: [7], seen: [100]};
const move = (from = ann, to = bob): Pick<Line, 'moves'> => ({moves: [{from, to, sessions: [7]}]});
const transfer: Line = {kind: 'transfer', forPbx, ...move()};
const onward: Line = {kind: 'transfer', forPbx, ...move(bob, support)};
const deletion: Line = {kind: 'delete', forPbx: {...forPbx, grace: 60}, deleted: [7]};
const undo = (of: number): Line => ({kind: 'undo', of, forPbx, ...move(bob, ann)});
const restore = (of: number): Line => ({kind: 'undo', of, restored: [7]});
const bringBack: Line = {kind: 'restore', restored: [7]};
const redo = (of: number): Line => ({kind: 'redo', of, forPbx, ...move()});
const begun = (of: number): Line => ({kind: 'delivery', target: 'pbx', begun: [{of, sessions: [7]}]});
const outcome = (of: number, more: object = {}): Line => ({
	kind: 'delivery',
	target: 'pbx',
	deliveries: [{of, sessions: [7], tries: 1, ...more}],
});
const failed = (of: number): Line => outcome(of, {failure: 'no'});
const stopped = (of: number): Line => outcome(of, {failure: 'no', isStopped: true});
const purge: Line = {kind: 'purge', purged: [{from: ann, sessions: [7], messages: 1}]};
const pull: Line = {kind: 'sync', ...move()};

const numbered = (lines: readonly Line[]): readonly Change[] =>
	lines.map((line, index) => ({...line, n: index + 1, at: 1000 + index, by: 'ann'}));

/** By what happened: the number of the change that is due, with `?` if it may have been sent, `x` if it was undone then. */
const cases: Readonly<Record<string, readonly [lines: readonly Line[], due: string, again?: string]>> = {
	nothing: [[], ''],
	'what the PBX did': [[pull], ''],
	'an act for this store alone': [[{kind: 'delete', deleted: [7]}], ''],
	'a transfer': [[transfer], '1'],
	'a deletion': [[deletion], '1'],
	'one that was sent': [[transfer, begun(1)], '1?'],
	'one that is done': [[transfer, begun(1), outcome(1)], ''],
	'one that was refused': [[transfer, begun(1), failed(1)], ''],
	'one that waits for somebody': [[deletion, stopped(1)], '', '1'],
	'two in order': [[transfer, onward], '1'],
	'the second': [[transfer, onward, begun(1), outcome(1)], '2'],
	'the second after the first was refused': [[transfer, onward, begun(1), failed(1)], '2'],
	'undone in time': [[transfer, undo(1)], ''],
	'undone in time, and done again': [[transfer, undo(1), redo(2)], '3'],
	'undone after it was sent': [[transfer, begun(1), undo(1)], '1?x'],
	'undone after it was sent, and was done': [[transfer, begun(1), undo(1), outcome(1)], '3'],
	'undone after it was sent, and was refused': [[transfer, begun(1), undo(1), failed(1)], ''],
	'undone after it was done': [[transfer, begun(1), outcome(1), undo(1)], '4'],
	'the undo undone in time': [[transfer, begun(1), outcome(1), undo(1), redo(4)], ''],
	'only the second undone': [[transfer, onward, {...undo(2), ...move(support, bob)}], '1'],
	'a deletion undone in time': [[deletion, restore(1)], ''],
	'a deletion undone after it was sent': [[deletion, begun(1), restore(1)], '1?x'],
	'a deletion undone after it was done': [[deletion, begun(1), outcome(1), restore(1)], ''],
	'a deletion restored in time': [[deletion, bringBack], ''],
	'a deletion restored after it was sent': [[deletion, begun(1), bringBack], '1?x'],
	'a deletion restored after it was done': [[deletion, begun(1), outcome(1), bringBack], ''],
	'a restoration undone': [[deletion, bringBack, {...deletion, kind: 'undo', of: 2}], '3'],
	'a stopped deletion undone': [[deletion, stopped(1), restore(1)], '', ''],
	'a deletion waiting while the session is restored': [[deletion, {kind: 'restore', restored: [7]}], ''],
	'restored after it was sent': [[deletion, begun(1), {kind: 'restore', restored: [7]}], '1?x'],
	'restored, and that undone': [
		[deletion, {kind: 'restore', restored: [7]}, {...deletion, kind: 'undo', of: 2}],
		'3',
	],
	'purged here': [[transfer, purge], ''],
	'told to another target': [[transfer, {...outcome(1), target: 'desk'}], '1'],
};

const told = (lines: readonly Line[], isAgain: boolean): string => {
	const due = duePbxAct(7, numbered(lines), isAgain);
	return due ? `${due.change.n}${due.hasBegun ? '?' : ''}${due.step.isTakenBack ? 'x' : ''}` : '';
};

for (const [name, [lines, expected, again = expected]] of Object.entries(cases)) {
	test(`due on the PBX: ${name}`, t => {
		t.is(told(lines, false), expected);
		t.is(told(lines, true), again);
	});
}

test('what was sent before is known, since it left messages', t => {
	const lines = [transfer, begun(1), outcome(1), onward, begun(4), failed(4), transfer];
	t.deepEqual(
		duePbxAct(7, numbered(lines))!.former.map(({change}) => change.n),
		[1],
	);
});

const connected = {sn: '1', instance: 'a'};

test('the outbox begins with a connection and ends with it', t => {
	const outbox: GrowingPbxOutbox = {since: 0, sessions: new Map()};
	const connect = (connection: Change['connection']): Line => ({
		kind: 'connect',
		...(connection !== undefined && {connection}),
	});
	const seen: string[] = [];
	let before: Change['connection'];
	const lines = [
		transfer,
		connect(connected),
		transfer,
		connect(connected),
		outcome(3),
		transfer,
		failed(6),
		connect({...connected, instance: 'b'}),
		transfer,
		connect(null),
	];
	for (const change of numbered(lines)) {
		followInPbxOutbox(outbox, change, before ?? undefined);
		if (change.connection !== undefined) before = change.connection;
		seen.push(`${outbox.since}: ${[...outbox.sessions.values()].join(' ')}`);
	}

	t.deepEqual(seen, ['0: 1', '2: ', '2: 3', '2: 3', '2: ', '2: 6', '2: 6', '8: ', '8: 9', '10: ']);
});
