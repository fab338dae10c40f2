import test from 'ava';
import {Directory} from '../../../source/domain/directory.js';
import {type Handler} from '../../../source/domain/handler.js';
import {type SessionTable} from '../../../source/domain/table/session-table.js';
import {type Totals, TotalsCount} from '../../../source/domain/table/totals.js';
import {blockIn, tableOf} from '../../helpers/table.js';
import {fc} from '../../helpers/random.js';

const ann: Handler = {kind: 'extension', id: 3, number: '1003', name: 'Ann Lee'};
const bob: Handler = {kind: 'extension', id: 4, number: '1004', name: 'Bob'};
const without = (gone: Handler): Directory =>
	new Directory({
		owners: [ann, bob].map(owner => ({...owner, kind: 'extension', ...(owner === gone && {deletedAt: 1})})),
		complete: [],
	});
const [withoutAnn, withoutBob] = [without(ann), without(bob)];

/** The same from each session by itself. */
const countedOneByOne = (table: SessionTable, directory: Directory): Totals => {
	const sessions = table.blocks
		.flatMap(block => Array.from(block?.id ?? [], id => table.session(id)))
		.filter(session => session !== undefined);
	const there = sessions.filter(({deleted}) => !deleted);
	return {
		sessions: there.length,
		open: there.filter(({status}) => status === 'open').length,
		orphaned: there.filter(({handler}) => directory.isDeleted(handler)).length,
		deleted: sessions.length - there.length,
	};
};

const anySession = fc.record({
	handler: fc.constantFrom(ann, bob),
	status: fc.constantFrom('open' as const, 'closed' as const),
	deleted: fc.boolean(),
});
const someIds = fc.array(fc.integer({min: 1, max: 60}), {maxLength: 10});
const anyEvent = fc.oneof(
	fc.record({kind: fc.constantFrom('transfer' as const, 'delete' as const, 'purge' as const), ids: someIds}),
	fc.record({kind: fc.constantFrom('block' as const, 'directory' as const)}),
);

test('counts in steps what each session by itself would say, whatever happens meanwhile', t => {
	fc.assert(
		fc.property(
			fc.array(anySession, {minLength: 30, maxLength: 60}),
			fc.array(anyEvent, {maxLength: 6}),
			(sessions, events) => {
				// More blocks than are counted at once.
				const table = tableOf(sessions, 1);
				const totals = new TotalsCount(table);
				let directory = withoutAnn;
				totals.look(directory);
				for (const [index, event] of events.entries()) {
					totals.step();
					const change = {n: index, at: 0, by: 'eve'};
					if (event.kind === 'transfer')
						table.apply(
							{...change, kind: 'transfer', moves: [{from: bob, to: ann, sessions: event.ids}]},
							index,
						);
					if (event.kind === 'delete') table.apply({...change, kind: 'delete', deleted: event.ids}, index);
					if (event.kind === 'purge')
						table.apply(
							{...change, kind: 'purge', purged: [{from: bob, sessions: event.ids, messages: 0}]},
							index,
						);
					if (event.kind === 'block')
						table.putBlock(
							index * 12,
							blockIn(table, [
								{...table.sessionAt(table.rowOf(1) ?? table.rowOf(2)!), id: 100 + index, deleted: false},
							]),
						);
					if (event.kind === 'directory') directory = directory === withoutAnn ? withoutBob : withoutAnn;
					totals.look(directory);
				}

				while (!totals.isComplete) totals.step();
				t.deepEqual(totals.totals, countedOneByOne(table, directory));
			},
		),
	);
});

test('a small table is counted in one step, and again only when it was altered', t => {
	const table = tableOf([{handler: ann}, {handler: bob, status: 'closed'}, {deleted: true}]);
	const totals = new TotalsCount(table);
	totals.look(withoutAnn);
	totals.step();
	t.true(totals.isComplete);
	t.deepEqual(totals.totals, {sessions: 2, open: 1, orphaned: 1, deleted: 1});
	totals.look(withoutAnn);
	t.true(totals.isComplete);
	table.apply({kind: 'delete', n: 1, at: 0, by: 'eve', deleted: [1]}, 0);
	totals.look(withoutAnn);
	t.false(totals.isComplete);
	totals.step();
	t.deepEqual(totals.totals, {sessions: 1, open: 0, orphaned: 0, deleted: 2});
});
