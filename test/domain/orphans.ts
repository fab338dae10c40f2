import test from 'ava';
import {Directory, type Owner} from '../../source/domain/directory.js';
import {type Handler} from '../../source/domain/handler.js';
import {orphanGroups, sessionsOfOwner} from '../../source/domain/orphans.js';
import {type Session} from '../../source/domain/session.js';
import {ann, bob, fax, ghost, office, support} from '../helpers/office.js';
import {tableOf, withGap} from '../helpers/table.js';

const session = (handler: Handler, rest: Partial<Session> = {}): Partial<Session> => ({handler, ...rest});

const groupsOf = (sessions: readonly Partial<Session>[], directory = office, perBlock?: number) =>
	orphanGroups({table: tableOf(sessions, perBlock), directory});

test('groups by deleted owner, the largest first, with what is open and how old it is', t => {
	const groups = groupsOf(
		[
			session(fax, {lastActiveAt: 50}),
			session(ghost, {lastActiveAt: 30, status: 'closed'}),
			session(ghost, {lastActiveAt: 10}),
			session(ann, {lastActiveAt: 5}),
			session(ghost, {lastActiveAt: undefined}),
		],
		office,
		2,
	);
	t.deepEqual(
		groups.map(({owner, ...counts}) => ({name: owner.name, ...counts})),
		[
			{name: 'Ghost', sessions: 3, open: 2, oldest: 10, newest: 30},
			{name: 'Fax', sessions: 1, open: 1, oldest: 50, newest: 50},
		],
	);
});

test('of groups of one size the first by name comes first', t => {
	const groups = groupsOf([session(ghost), session(fax)]);
	t.deepEqual(
		groups.map(({owner}) => owner.name),
		['Ghost', 'Fax'],
	);
});

test('leaves out what is in the trash, and what never was active has no age', t => {
	t.deepEqual(groupsOf([session(ghost, {deleted: true})]), []);
	const [group] = groupsOf([session(ghost)]);
	t.is(group!.oldest, undefined);
	t.is(group!.newest, undefined);
});

test('counts an owner that was renamed as one', t => {
	const groups = groupsOf([session(ghost), session({...ghost, name: 'Casper'})]);
	t.deepEqual(
		groups.map(({owner, sessions}) => [owner.name, sessions]),
		[['Ghost', 2]],
	);
});

const team = (name: string): Handler => ({kind: 'queue', id: 0, number: '', name});

test('tells owners without an id apart by their names, however these are spelled', t => {
	const directory = new Directory({owners: [], complete: ['queue']});
	const sessions = [session(team('Équipe')), session(team('Night')), session(team('EQUIPE'))];
	t.deepEqual(
		groupsOf(sessions, directory).map(({owner, sessions: count}) => [owner.name, count]),
		[
			['Équipe', 2],
			['Night', 1],
		],
	);
	t.deepEqual(sessionsOfOwner({table: tableOf(sessions), directory}, team('equipe')), [1, 3]);
});

test('knows an owner that is missing from a complete list by what it was called', t => {
	const directory = new Directory({owners: [support as Owner], complete: ['extension']});
	const [group] = groupsOf([session(bob), session(support)], directory);
	t.is(group!.owner.name, 'Bob Stone');
});

test('tells the sessions of one owner by id, without the trash', t => {
	const table = tableOf([
		session(ghost, {id: 9}),
		session(fax, {id: 3}),
		session({...ghost, name: 'Casper'}, {id: 4}),
		session(ghost, {id: 5, deleted: true}),
	]);
	t.deepEqual(sessionsOfOwner({table, directory: office}, ghost), [4, 9]);
	t.deepEqual(sessionsOfOwner({table, directory: office}, ann), []);
});

test('passes over blocks that are not loaded', t => {
	const table = withGap(tableOf([session(ghost), session(ghost), session(ghost)], 2));
	t.is(orphanGroups({table, directory: office})[0]!.sessions, 1);
	t.deepEqual(sessionsOfOwner({table, directory: office}, ghost), [3]);
});
