import {setImmediate as nextTurn} from 'node:timers/promises';
import test from 'ava';
import {readingsOf} from '../../../source/domain/erase/person.js';
import {type FoundPerson} from '../../../source/domain/erase/found.js';
import {oursBlocker} from '../../../source/domain/erase/ours.js';
import {emptyHistory} from '../../../source/domain/history.js';
import {findPerson} from '../../../source/storage/erase/find-person.js';
import {loadCountry} from '../../../source/text/phone-country.js';
import {type Store} from '../../../source/storage/store.js';
import {message, office} from '../../helpers/office.js';
import {importInto, incoming, made} from '../../helpers/simulated-life.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {tableOf} from '../../helpers/table.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

const pbx = {...ablePbx, country: 'DE'};

const withCustomer = (id: number, number: string, name = `Name ${id}`, type = 'sms') =>
	incoming(id, [message({id: 1, text: `Of ${id}`, author: {userType: 2, number, name}})], {
		channel: {type, name: 'Line', number: '+491555000'},
		customer: {name, number},
	});

const group = incoming(
	9,
	[
		message({id: 1, text: 'Hello all', author: {userType: 3, number: '+491701234567', name: 'Anna Schmidt'}}),
		message({
			id: 2,
			text: 'Call Anna Schmidt, +49 (170) 123-4567',
			author: {userType: 2, number: '', name: 'Bert Meier'},
		}),
		message({id: 3, text: 'Me too', author: {userType: 3, number: '', name: '+49 170 1234567'}}),
		message({id: 4, text: 'Another', author: {userType: 3, number: '', name: 'anna  SCHMIDT'}}),
	],
	{
		channel: {type: 'whatsapp', name: 'Line', number: '+491555000'},
		customer: {name: 'Trip to Rome', number: ''},
	},
);

const sessions = [
	withCustomer(1, '+49 170 1234567', 'Anna Schmidt'),
	withCustomer(2, '0170/123 45 67'),
	withCustomer(3, '491701234567', 'A.', 'whatsapp'),
	withCustomer(4, '+491701234568', 'Anna Schmidt'),
	withCustomer(5, '+49 170 1234567 ext. 12'),
	withCustomer(6, '1701234567', 'An id', 'facebook'),
	withCustomer(7, '', '+49 170 1234567'),
	group,
];

const found = async (store: Store, written: string, also: readonly number[] = []): Promise<FoundPerson> => {
	const country = await loadCountry('DE');
	const readings = readingsOf(written, country);
	return findPerson(store, {readings, also});
};

const filled = (async () => {
	const store = await made(new SimulatedFileSystem());
	await importInto(store, sessions, {pbx, directory: office.toRecord()});
	return store;
})();

for (const written of [
	'+49 170 1234567',
	'0170 1234567',
	'0049-170-1234567',
	'tel:+491701234567',
	'４９1701234567',
])
	test(`finds the sessions of a customer by any spelling: ${written}`, async t => {
		const {sessions: theirs, messages, mentions, candidates, names} = await found(await filled, written);
		t.deepEqual([...theirs].toSorted(), [1, 2, 3, 7]);
		t.deepEqual([...messages], [[9, [1, 3]]]);
		t.is(mentions, 1);
		t.true(names.has('anna schmidt'));
		t.deepEqual(candidates, [
			{session: 4, why: 'name'},
			{session: 5, why: 'number'},
			{session: 9, why: 'name', messages: [4]},
		]);
	});

test('an id is found where it is no number, and what is named is taken', async t => {
	const {sessions: byId} = await found(await filled, '1701234567');
	t.deepEqual(byId, [6]);
	const {sessions: theirs, messages, candidates} = await found(await filled, '+491701234567', [4, 9]);
	t.deepEqual([...theirs].toSorted(), [1, 2, 3, 4, 7]);
	t.deepEqual([...messages], [[9, [1, 3, 4]]]);
	t.deepEqual(
		candidates.map(({session}) => session),
		[5],
	);
});

test('a number of ours is nobody’s', t => {
	const blocker = (written: string): string | undefined =>
		oursBlocker(written, readingsOf(written), {
			channels: [{type: 'sms', name: 'Line', number: '+1 555'}],
			directory: office,
		});
	t.regex(blocker('+1555')!, /number of the channel Line/);
	t.regex(blocker(office.owners.find(({number}) => number !== '')!.number)!, /number of the extension/);
	t.is(blocker('+15550100'), undefined);
});

test('looks through many sessions in slices, before the first history is read as well', async t => {
	const theirs = {name: '', number: '+15550100'};
	const many = Array.from({length: 20_000}, (_, index) => ({
		customer: index === 19_999 ? theirs : {name: '', number: `+1555${index + 1_000_000}`},
	}));
	let turns = 0;
	const ending = new AbortController();
	const turning = (async () => {
		for (; !ending.signal.aborted; turns++) await nextTurn();
	})();
	let before: number | undefined;
	const {sessions: of} = await findPerson(
		{
			table: tableOf(many),
			history(id) {
				before ??= turns;
				return emptyHistory(id);
			},
		},
		{readings: readingsOf(theirs.number), also: []},
	);
	ending.abort();
	await turning;
	t.deepEqual(of, [20_000]);
	t.true(before! >= 20, `${before!}`);
});
