import test from 'ava';
import {apiHandler} from '../../source/domain/handler.js';
import {countLocalActs, localActsIn, putBack, stateAgain} from '../../source/domain/local-acts.js';
import {type SessionTable} from '../../source/domain/table/session-table.js';
import {ann, bob, support} from '../helpers/office.js';
import {tableOf} from '../helpers/table.js';

const done = {at: 0, by: 'ann'};

/** Sessions of Ann's: the first as it was, the second with Bob, the third in the trash, the fourth both, the fifth purged. */
const worked = (): SessionTable => {
	const table = tableOf([{handler: ann}, {handler: ann}, {handler: ann}, {handler: ann}, {handler: ann}], 2);
	const moves = [{from: ann, to: bob, sessions: [2, 4]}];
	table.apply({...done, n: 1, kind: 'transfer', moves}, 1);
	table.apply({...done, n: 2, kind: 'delete', deleted: [3, 4, 5]}, 2);
	table.apply({...done, n: 3, kind: 'purge', purged: [{from: ann, sessions: [5], messages: 0}]}, 3);
	return table;
};

test('what was done here and is not so on the PBX is found, without what was purged', t => {
	const acts = localActsIn(worked());
	t.like(acts, {moves: [{from: ann, to: bob, sessions: [2, 4]}], deleted: [3, 4], closed: []});
	t.is(countLocalActs(acts), 3);
	t.is(countLocalActs(localActsIn(tableOf([{handler: ann}]))), 0);
});

test('the same holder by another name is no act', t => {
	const table = tableOf([{handler: ann}]);
	const moves = [{from: ann, to: {...ann, name: 'Ann Smith'}, sessions: [1]}];
	table.apply({...done, n: 1, kind: 'import', moves}, 1);
	t.is(countLocalActs(localActsIn(table)), 0);
});

test('acts are stated again without altering anything, and who is in the trash is not moved first', t => {
	const table = worked();
	const before = localActsIn(table);
	const drafts = stateAgain(before);
	t.deepEqual(
		drafts.map(({kind, repeats, moves, deleted}) => ({kind, repeats, moves, deleted})),
		[
			{kind: 'transfer', repeats: true, moves: [{from: ann, to: bob, sessions: [2]}], deleted: undefined},
			{kind: 'delete', repeats: true, moves: undefined, deleted: [3, 4]},
		],
	);
	for (const [index, draft] of drafts.entries()) table.apply({...done, n: 4 + index, ...draft}, 4 + index);
	t.deepEqual(localActsIn(table), before);
});

test('acts that are put back leave nothing that differs, and count as no transfers', t => {
	const table = worked();
	const connection = {sn: '1', instance: 'a'};
	table.apply({...done, n: 4, kind: 'connect', connection, ...putBack(localActsIn(table))}, 4);
	t.is(countLocalActs(localActsIn(table)), 0);
	t.deepEqual(
		[1, 2, 3, 4]
			.map(id => table.session(id))
			.map(session => [session?.handler, session?.deleted, session?.transfers]),
		[1, 2, 3, 4].map(() => [ann, false, 0]),
	);
});

test('nothing done leaves nothing to state or put back', t => {
	const acts = localActsIn(tableOf([{handler: support}, {handler: apiHandler}]));
	t.deepEqual(stateAgain(acts), []);
	t.deepEqual(putBack(acts), {});
});

test('what was closed or archived here alone is stated again, or put back', t => {
	const table = tableOf([{handler: ann}, {handler: ann, archived: true}, {handler: ann}]);
	table.apply({...done, n: 1, kind: 'close', closed: [1]}, 1);
	table.apply({...done, n: 2, kind: 'unarchive', unarchived: [2]}, 2);
	table.apply({...done, n: 3, kind: 'archive', archived: [1, 3]}, 3);
	table.apply({...done, n: 4, kind: 'unarchive', unarchived: [3]}, 4);
	const acts = localActsIn(table);
	t.like(acts, {closed: [1], archived: [1], unarchived: [2]});
	t.is(countLocalActs(acts), 2);
	t.deepEqual(
		stateAgain(acts).map(({kind}) => kind),
		['close', 'archive', 'unarchive'],
	);
	table.apply({...done, n: 5, kind: 'connect', connection: {sn: '1', instance: 'a'}, ...putBack(acts)}, 5);
	t.is(countLocalActs(localActsIn(table)), 0);
	t.like(table.session(1), {status: 'open', archived: false});
	t.true(table.session(2)?.archived);
});
