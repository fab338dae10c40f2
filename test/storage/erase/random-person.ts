import test from 'ava';
import {readingsOf} from '../../../source/domain/erase/person.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {eraseIn} from '../../../source/storage/erase/erase-in.js';
import {surveyPerson} from '../../../source/storage/erase/erase-person.js';
import {findPerson} from '../../../source/storage/erase/find-person.js';
import {openStore} from '../../../source/storage/open-store.js';
import {bytesIn} from '../../helpers/bytes-in.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {message, office} from '../../helpers/office.js';
import {fc, trials} from '../../helpers/random.js';
import {admin, folder, importInto, incoming, made} from '../../helpers/simulated-life.js';
import {machineOn, stateFolder} from '../../helpers/erasing-machine.js';
import {SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

/** Spellings of the numbers of a few people; the first one is to be erased. */
const people = [
	['+15550100', '001 555 0100', '+1 (555) 0100', 'tel:+1-555-0100'],
	['+15550101', '0015550101'],
	['+15550102'],
] as const;

const person = fc
	.nat({max: people.length - 1})
	.chain(index => fc.constantFrom(...people[index]!).map(number => ({index, number})));

const session = fc.record({
	id: fc.integer({min: 1, max: 12}),
	customer: fc.option(person, {nil: undefined}),
	authors: fc.array(person, {maxLength: 4}),
});

type Given = typeof session extends fc.Arbitrary<infer Value> ? Value : never;

/** Whose text it is, and in which session, stands in the text. */
const textOf = (id: number, index: number, at: number): string => `text-of-${index}-in-${id}-${at}.`;

/** In a chat with one customer, that customer writes. */
const writers = ({customer, authors}: Given): Given['authors'] =>
	customer === undefined ? authors : authors.map(() => customer);

const sessionOf = (given: Given) =>
	incoming(
		given.id,
		writers(given).map(({index, number}, at) =>
			message({
				id: at + 1,
				at: 1000 + at,
				text: textOf(given.id, index, at),
				author: {userType: given.customer ? 2 : 3, number, name: ''},
			}),
		),
		{
			channel: {type: 'sms', name: 'Line', number: '+1999'},
			customer: {name: given.customer ? '' : 'A group', number: given.customer?.number ?? ''},
		},
	);

/** A session is told of once: what comes later under its id is another day's matter. */
const once = (all: readonly Given[]): readonly Given[] => [
	...new Map(all.toReversed().map(each => [each.id, each])).values(),
];

test('of whatever came in, what is the person’s goes, stays out, and nothing else does', async t => {
	await fc.assert(
		fc.asyncProperty(fc.array(session, {maxLength: 10}), fc.nat(), async (drawn, cut) => {
			const all = once(drawn);
			const [early, late] = [all.slice(0, cut % (all.length + 1)), all.slice(cut % (all.length + 1))];
			const files = new SimulatedFileSystem();
			files.makeFolder(stateFolder);
			const empty = await made(files);
			await empty.close();
			const store = await openStore(folder, machineOn(files));
			await store.loaded;
			const bringIn = async (given: readonly Given[]) =>
				importInto(store, given.map(sessionOf), {pbx: ablePbx, directory: office.toRecord()});
			await bringIn(early);
			const search = {readings: readingsOf(people[0][0]), also: []};
			const earlier = await surveyPerson(store, search);
			await bringIn(late);

			// A search that goes on from an earlier one finds what a new one does.
			const anew = await findPerson(store, search);
			const onwards = await findPerson(store, {...search, earlier});
			t.deepEqual([...onwards.sessions].toSorted(), [...anew.sessions].toSorted());
			t.deepEqual(new Map(onwards.messages), new Map(anew.messages));

			await eraseIn(store, admin, machineOn(files), {search: {...search, earlier}});
			for (let round = 0; round < 2; round++) {
				const bytes = bytesIn(files, folder);
				for (const given of all) {
					const isTheirs = given.customer?.index === 0;
					t.is(store.session(given.id) === undefined, isTheirs);
					for (const [at, {index}] of writers(given).entries())
						t.is(bytes.includes(textOf(given.id, index, at)), index !== 0);
				}

				const {problems} = await checkStore({files, folder});
				t.deepEqual(problems, []);
				await bringIn(all);
			}

			await store.close();
		}),
		{numRuns: trials(60)},
	);
});
