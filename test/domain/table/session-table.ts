import test from 'ava';
import {type Change} from '../../../source/domain/change.js';
import {handlerLabel} from '../../../source/domain/handler.js';
import {rowAt, SessionTable} from '../../../source/domain/table/session-table.js';
import {ann, bob, support} from '../../helpers/office.js';
import {tableOf} from '../../helpers/table.js';

const change = (values: Partial<Change>): Change => ({n: 1, at: 1, by: 'ann', kind: 'transfer', ...values});

test('finds a session in whichever block it lies, also where the ends of blocks overlap', t => {
	const table = tableOf([{id: 1}, {id: 9}, {id: 4}, {id: 20}], 2);
	t.is(table.rowOf(1), rowAt(0, 0));
	t.is(table.rowOf(9), rowAt(0, 1));
	t.is(table.rowOf(4), rowAt(1, 0));
	t.is(table.idOf(rowAt(1, 1)), 20);
	for (const id of [0, 2, 5, 21]) t.is(table.session(id), undefined);
});

test('blocks that are not loaded yet hold nothing', t => {
	const whole = tableOf([{id: 1}, {id: 2}], 1);
	const table = new SessionTable();
	t.is(table.session(1), undefined);
	table.putBlock(1, whole.blocks[1]!);
	t.is(table.blocks[0], undefined);
	t.is(table.rowOf(1), undefined);
	t.is(table.rowOf(2), rowAt(1, 0));
	t.deepEqual(table.apply(change({deleted: [1, 2]}), 0), new Set([1]));
});

test('versions tell that something changed, the layout only when blocks did', t => {
	const table = tableOf([{id: 1}]);
	const {version, layout} = table;
	table.apply(change({deleted: [1]}), 0);
	t.true(table.version > version);
	t.is(table.layout, layout);
	table.putBlock(0, tableOf([{id: 2}]).blocks[0]!);
	t.true(table.layout > layout);
});

test('tells of each block when it was altered last', t => {
	const table = tableOf([{id: 1}, {id: 2}], 1);
	const [first, second] = [table.versionOf(0), table.versionOf(1)];
	table.apply(change({deleted: [2]}), 0);
	t.is(table.versionOf(0), first);
	t.not(table.versionOf(1), second);
	table.putBlock(0, tableOf([{id: 1}]).blocks[0]!);
	t.not(table.versionOf(0), first);
	t.is(table.versionOf(2), undefined);
});

test('alters only the blocks of the sessions touched, or only the one asked for', t => {
	const table = tableOf(
		[
			{id: 1, handler: ann},
			{id: 2, handler: ann},
			{id: 3, handler: ann},
		],
		1,
	);
	const move = change({moves: [{from: ann, to: bob, sessions: [1, 3, 99]}]});
	t.deepEqual(table.apply(move, 0, 2), new Set([2]));
	t.deepEqual(
		[1, 2, 3].map(id => table.session(id)?.handler),
		[ann, ann, bob],
	);
	t.deepEqual(table.apply(change({deleted: [1, 2]}), 1), new Set([0, 1]));
});

test('keeps where the changes lie that touched a session, each once', t => {
	const table = tableOf([{id: 1, handler: ann}, {id: 2}]);
	table.apply(change({moves: [{from: ann, to: bob, sessions: [1]}], deleted: [1]}), 7);
	table.apply(change({kind: 'undo', restored: [1]}), 9);
	t.deepEqual([...table.blocks[0]!.touched], [[0, [7, 9]]]);
});

test('handlers whose numbers and names read alike are told apart', t => {
	const split = {...ann, number: '1003 Ann', name: 'Lee'};
	const table = tableOf([
		{id: 1, handler: ann},
		{id: 2, handler: split},
	]);
	t.is(handlerLabel(split), handlerLabel(ann));
	t.deepEqual(table.session(2)?.handler, split);
});

const set = {session: 1, ids: [11, 12], messages: 2, failed: 1, files: 3};
const start = {id: 1, handler: ann, transfers: 1, messages: 5, failed: 2, files: 4};

const effects: readonly (readonly [title: string, changes: readonly Partial<Change>[], becomes: object])[] = [
	['a transfer', [{moves: [{from: ann, to: support, sessions: [1]}]}], {handler: support, transfers: 2}],
	[
		'an undone transfer',
		[{kind: 'undo', moves: [{from: support, to: ann, sessions: [1]}]}],
		{handler: ann, transfers: 0},
	],
	[
		'a transfer on the PBX',
		[{kind: 'import', moves: [{from: ann, to: support, sessions: [1]}]}],
		{handler: support, transfers: 1},
	],
	['a deletion', [{kind: 'delete', deleted: [1]}], {deleted: true}],
	[
		'a return from the trash',
		[
			{kind: 'delete', deleted: [1]},
			{kind: 'undo', restored: [1]},
		],
		{deleted: false},
	],
	[
		'deleted messages',
		[{kind: 'delete-messages', messagesDeleted: [set]}],
		{messages: 3, failed: 1, files: 1},
	],
	[
		'messages of which one came back',
		[
			{messagesDeleted: [set]},
			{kind: 'undo', messagesRestored: [{...set, ids: [12], messages: 1, failed: 0, files: 3}]},
		],
		{messages: 4, failed: 1, files: 4},
	],
];

for (const [title, changes, becomes] of effects) {
	test(`shows ${title}, and leaves the rest alone`, t => {
		const table = tableOf([start, {...start, id: 2}]);
		const [before, neighbour] = [table.session(1)!, table.session(2)];
		for (const [index, each] of changes.entries()) table.apply(change(each), index);
		t.deepEqual(table.session(1), {...before, ...becomes});
		t.deepEqual(table.session(2), neighbour);
	});
}

test('knows which messages are deleted at present', t => {
	const table = tableOf([start]);
	t.deepEqual(table.deletedMessages(1), new Set());
	t.deepEqual(table.deletedMessages(99), new Set());
	table.apply(change({messagesDeleted: [set]}), 0);
	t.deepEqual(table.deletedMessages(1), new Set([11, 12]));
	table.apply(change({kind: 'undo', messagesRestored: [{...set, ids: [11]}]}), 1);
	t.deepEqual(table.deletedMessages(1), new Set([12]));
	table.apply(change({kind: 'undo', messagesRestored: [{...set, ids: [12]}]}), 2);
	t.is(table.blocks[0]!.deletedMessages.size, 0);
});

test('counts never fall below zero, whatever is taken from them', t => {
	const table = tableOf([{id: 1, messages: 1, transfers: 0}]);
	table.apply(change({kind: 'undo', moves: [{from: bob, to: ann, sessions: [1]}]}), 0);
	const counts = {messages: 2, failed: 1, files: 3};
	table.apply(
		change({n: 2, kind: 'delete-messages', messagesDeleted: [{session: 1, ids: [1, 2], ...counts}]}),
		9,
	);
	t.like(table.session(1), {transfers: 0, messages: 0, failed: 0, files: 0});
});
