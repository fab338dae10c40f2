import test from 'ava';
import {Directory, type Owner} from '../../source/domain/directory.js';
import {apiHandler, type Handler, nobody} from '../../source/domain/handler.js';
import {ann, bob, fax, ghost, office, sales, support} from '../helpers/office.js';

const byNumber = (number: string): Handler => ({kind: 'extension', id: 0, number, name: ''});
const stranger: Handler = {kind: 'extension', id: 99, number: '1099', name: 'Stranger'};
const strangeQueue: Handler = {kind: 'queue', id: 99, number: '', name: 'Strangers'};

test('finds an owner by its id, whatever number and name it had', t => {
	t.like(office.find({...ann, number: '2003'}), {id: ann.id, number: '1003'});
	t.is(office.find(stranger), undefined);
});

test('an id that is not listed is not looked up by the number', t => {
	t.is(office.find({...stranger, number: ann.number}), undefined);
});

test('finds an extension by its number where the id was not told', t => {
	t.is(office.find(byNumber('1004'))?.id, bob.id);
	t.is(office.find(byNumber('9999')), undefined);
});

test('what is no extension is never found by a number', t => {
	const numberless = new Directory({owners: [{...(ann as Owner), number: ''}], complete: []});
	t.is(numberless.find({kind: 'queue', id: 0, number: '', name: ''}), undefined);
	t.is(numberless.find({kind: 'extension', id: 0, number: '', name: 'Bob'}), undefined);
	t.is(numberless.find(apiHandler), undefined);
	t.is(numberless.find(nobody), undefined);
});

const named = (name: string): Owner => ({kind: 'queue', id: 0, number: '', name});

test('where neither id nor number was told, the name tells owners apart, however it is spelled', t => {
	const teams = new Directory({
		owners: [named('Équipe'), {...named('Old team'), deletedAt: 1}],
		complete: ['queue'],
	});
	t.is(teams.find(named('EQUIPE'))?.name, 'Équipe');
	t.false(teams.isDeleted(named('équipe')));
	t.true(teams.isDeleted(named('old  team')));
	t.true(teams.isDeleted(named('Another')));
});

const earlier: Owner = {...(ann as Owner), id: 30, name: 'Adam', deletedAt: 1};
const later: Owner = {...(ann as Owner), id: 31, name: 'Eve', deletedAt: 2};

test('a number that is used again belongs to the one in use', t => {
	for (const owners of [
		[earlier, ann as Owner],
		[ann as Owner, earlier],
	]) {
		t.is(new Directory({owners, complete: []}).findByNumber('1003')?.name, 'Ann Lee');
	}
});

test('a number that nobody uses belongs to the last one listed', t => {
	t.is(new Directory({owners: [earlier, later], complete: []}).findByNumber('1003')?.name, 'Eve');
});

const complete = new Directory({...office.toRecord(), complete: ['extension']});

const deletions: readonly (readonly [
	title: string,
	directory: Directory,
	handler: Handler,
	isDeleted: boolean,
])[] = [
	['an extension in use', office, ann, false],
	['an extension with a time of deletion', office, ghost, true],
	['a queue in use', office, support, false],
	['a queue with a time of deletion', office, fax, true],
	['an extension that no list names', office, stranger, false],
	['an extension that a complete list does not name', complete, stranger, true],
	['a queue, where only the extensions are complete', complete, strangeQueue, false],
	['an extension in use, told by its number', complete, byNumber('1003'), false],
	['a deleted extension, told by its number', complete, byNumber('1005'), true],
	[
		'the deleted one of two with the same number',
		new Directory({owners: [earlier, ann as Owner], complete: []}),
		earlier,
		true,
	],
	['the platform', complete, apiHandler, false],
	['nobody', complete, nobody, false],
];

for (const [title, directory, handler, isDeleted] of deletions) {
	test(`${isDeleted ? 'deleted' : 'not deleted'}: ${title}`, t => {
		t.is(directory.isDeleted(handler), isDeleted);
	});
}

test('destinations are those in use, by number as a number, then by name', t => {
	const short: Owner = {...(ann as Owner), id: 50, number: '99', name: 'Short'};
	const directory = new Directory({owners: [...office.owners, short], complete: []});
	t.deepEqual(
		directory.destinations('extension').map(owner => owner.number),
		['99', '1003', '1004'],
	);
	t.deepEqual(
		directory.destinations('queue').map(owner => owner.name),
		[sales.name, support.name],
	);
});

test('is told whole by its record', t => {
	t.deepEqual(new Directory(complete.toRecord()).toRecord(), complete.toRecord());
});
