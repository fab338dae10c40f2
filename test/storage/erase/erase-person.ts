import path from 'node:path';
import test from 'ava';
import {readingsOf} from '../../../source/domain/erase/person.js';
import {fold} from '../../../source/storage/fold.js';
import {checkStore} from '../../../source/storage/check/check-store.js';
import {erasePerson} from '../../../source/storage/erase/erase-person.js';
import {localPlaces} from '../../../source/storage/erase/local-places.js';
import {addHold, releaseHold} from '../../../source/storage/hold-acts.js';
import {repairStore} from '../../../source/storage/repair/repair-store.js';
import {openStore} from '../../../source/storage/open-store.js';
import {type IncomingSession} from '../../../source/domain/incoming.js';
import {type Store} from '../../../source/storage/store.js';
import {noteSync} from '../../../source/storage/sync-time.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {message, office, support} from '../../helpers/office.js';
import {ablePbx} from '../../helpers/memory-facts.js';
import {admin, asSegments, commit, folder, importInto, incoming, made} from '../../helpers/simulated-life.js';
import {bytesIn} from '../../helpers/bytes-in.js';
import {machineOn, stateFolder} from '../../helpers/erasing-machine.js';
import {oneIn} from '../../helpers/random.js';
import {Crash, losses, SimulatedFileSystem} from '../../helpers/simulated-file-system.js';

const now = 1_700_000_000;
const erased = '+15550100';

const opened = async (files: SimulatedFileSystem): Promise<Store> => {
	const store = await openStore(folder, machineOn(files));
	await store.loaded;
	await store.settled;
	return store;
};

const from = (number: string, name: string, text: string, id = 1, at = 1000) =>
	message({id, at, text, author: {userType: 2, number, name}, files: [{name: `${text}.pdf`}]});

const session = (id: number, number: string, name: string, ...messages: readonly ReturnType<typeof from>[]) =>
	incoming(id, messages, {
		channel: {type: 'sms', name: 'Line', number: '+1555'},
		customer: {name, number},
	});

const group = session(
	3,
	'',
	'Trip',
	from('', 'Bert Meier', 'words of bert'),
	from(erased, 'Zoe Erased', 'group words of zoe', 2),
);

/** A group in which the person stands beside the messages alone. */
const club: IncomingSession = {
	...session(5, '', 'Club', from('', 'Bert Meier', 'other words of bert')),
	records: [
		{at: 900, kind: 'joined', by: '555-0100', text: 'by link'},
		{at: 901, kind: 'joined', by: 'Bert Meier'},
	],
};

const clubExtra = {
	source: 'Club',
	members: [
		{name: 'Zoe Erased', phone: '+1 (555) 010-0'},
		{name: 'Bert Meier', phone: '+15550300'},
	],
	owner: '0015550100',
	'+15550100': 'leads it',
	number: 15_550_100,
	packed: JSON.stringify({names: ['Zoe Erased', 'Bert Meier'], deeper: [[{id: '1 555 0100'}]]}),
	kept: 15_550_300,
};

const clubWith = {...club, told: {...club.told!, extra: clubExtra}};

const all = [
	clubWith,
	session(1, erased, 'Zoe Erased', from(erased, 'Zoe Erased', 'secret words of zoe')),
	session(2, '+15550200', 'Other Person', from('+15550200', 'Other Person', 'words of another')),
	group,
	session(4, '(555) 0100', 'Z. Erased', from('(555) 0100', 'Z. Erased', 'more words of zoe')),
];

/** Texts that stand nowhere else, and are the person's. */
const traces = [
	'15550100',
	'555) 0100',
	'555) 010-0',
	'555 0100',
	'555-0100',
	'Zoe Erased',
	'Z. Erased',
	'words of zoe',
	'by link',
	'leads it',
];

const left = (files: SimulatedFileSystem): readonly string[] =>
	traces.filter(text => bytesIn(files, folder).includes(text) || bytesIn(files, stateFolder).includes(text));

const erase = async (store: Store, files: SimulatedFileSystem) =>
	store.write(async writing =>
		erasePerson(writing, store, admin, machineOn(files), {
			search: {readings: readingsOf(erased), also: [4]},
		}),
	);

const filled = async (): Promise<{files: SimulatedFileSystem; store: Store}> => {
	const files = new SimulatedFileSystem();
	files.makeFolder(stateFolder);
	const empty = await made(files);
	await empty.close();
	const store = await opened(files);
	await importInto(store, all, {pbx: ablePbx, directory: office.toRecord()}, asSegments);
	await importInto(store, [
		session(1, erased, 'Zoe Erased', from(erased, 'Zoe Erased', 'new words of zoe', 2)),
	]);
	await commit(store, facts =>
		planTransfer(facts, {sessions: [1], to: support, note: 'Zoe Erased called from 555-0100'}),
	);
	await fold(store);
	return {files, store};
};

const problems = async (files: SimulatedFileSystem): Promise<readonly unknown[]> => {
	const report = await checkStore({files, folder});
	return report.problems;
};

test('nothing of a person is left in any file, and everything else is', async t => {
	const {files, store} = await filled();
	t.deepEqual(left(files), traces);
	const {change, erasing} = await erase(store, files);
	t.is(change.kind, 'erasing');
	t.deepEqual([...erasing.sessions].toSorted(), [1, 4]);
	t.is(erasing.words.length, 1);
	t.deepEqual(left(files), []);
	t.deepEqual(
		[1, 2, 3, 4].map(id => store.session(id)?.messages),
		[undefined, 1, 1, undefined],
	);
	t.is(store.history(3).messages[0]!.text, 'words of bert');
	const {records, extra} = store.history(5);
	t.deepEqual(
		records.map(({by}) => by),
		['Bert Meier'],
	);
	t.deepEqual(extra, {
		source: 'Club',
		members: [{name: 'Bert Meier', phone: '+15550300'}],
		packed: '{"names":["Bert Meier"],"deeper":[[]]}',
		kept: 15_550_300,
	});
	t.deepEqual(await problems(files), []);
	await fold(store);
	await store.close();
	const again = await opened(files);
	t.is(again.newestChange, store.newestChange);
	t.deepEqual(left(files), []);
});

test('what is not later than the erasure stays out; somebody who writes again is a new customer', async t => {
	const {files, store} = await filled();
	await erase(store, files);
	const report = await importInto(store, [
		...all,
		session(7, '001 555 0100', 'Zoe Erased', from(erased, 'Zoe Erased', 'words of zoe', 5)),
	]);
	t.deepEqual([report.summary.added, report.summary.changed, report.change], [0, 0, undefined]);
	t.deepEqual(left(files), []);
	await importInto(store, [
		session(
			8,
			erased,
			'Zoe Erased',
			from(erased, 'Zoe Erased', 'old words of zoe', 1),
			from(erased, 'Zoe', 'hello again', 2, now + 1),
		),
	]);
	t.is(store.session(8)!.messages, 1);
	t.is(store.history(8).messages[0]!.text, 'hello again');
});

test('the name of a file that comes in again does not bring the person back', async t => {
	const {files, store} = await filled();
	await erase(store, files);
	const names = ['Chat with Zoe Erased.txt', '(555) 0100.zip', '15550101.zip', 'Zoe Erasedson.txt'];
	const sources = names.map(name => ({name, digest: 'ab'}));
	const more = session(2, '+15550200', 'Other Person', from('+15550200', 'Other Person', 'more', 2));
	const {change} = await importInto(store, [more, ...all], {}, {sources});
	t.deepEqual(
		change!.import!.sources.map(({name}) => name),
		['(erased)', '(erased)', '15550101.zip', 'Zoe Erasedson.txt'],
	);
	t.deepEqual(
		left(files).filter(trace => trace !== 'Zoe Erased'),
		[],
	);
});

/** The disk with the store from before an erasure, and the list of the erased from after it. */
const olderCopy = async (fill: (store: Store) => Promise<unknown> = () => Promise.resolve()) => {
	const {files, store} = await filled();
	await fill(store);
	await store.close();
	const copy = files.afterPowerCut('nothing');
	const later = await opened(files);
	await erase(later, files);
	await later.close();
	copy.put(path.join(stateFolder, 'erased.json'), files.bytes(path.join(stateFolder, 'erased.json')));
	return copy;
};

test('an older copy of the store is cleaned when it is opened', async t => {
	const copy = await olderCopy();
	const restored = await opened(copy);
	t.regex(restored.notices.join('\n'), /erased anew by change/);
	t.is(restored.session(1), undefined);
	t.is(restored.session(4), undefined);
	t.deepEqual(left(copy), []);
	t.deepEqual(await problems(copy), []);
});

test('an older copy is cleaned of what a PBX said before whose clock is days ahead', async t => {
	const ahead = 3 * 86_400;
	const copy = await olderCopy(async store => {
		await noteSync(store, {at: now, ahead});
		await importInto(store, [
			session(9, erased, 'Zoe Erased', from(erased, 'Zoe Erased', 'late words of zoe', 1, now + ahead - 1)),
		]);
	});
	const restored = await opened(copy);
	t.is(restored.session(9), undefined);
	t.deepEqual(left(copy), []);
});

test('an older copy is searched before its lock is taken', async t => {
	const copy = await olderCopy();
	const machine = machineOn(copy);
	const openedFiles: string[] = [];
	const open = copy.open.bind(copy);
	copy.open = (file, mode) => {
		openedFiles.push(path.basename(file));
		return open(file, mode);
	};

	let before: readonly string[] | undefined;
	const restored = await openStore(folder, {
		...machine,
		lock(file) {
			const lock = machine.lock(file);
			const acquire = async () => {
				if (path.dirname(file) === folder) before ??= [...openedFiles];
				return lock.acquire();
			};

			return {acquire, close: () => lock.close()};
		},
	});
	await restored.settled;
	t.true(before!.some(name => /^m\d+\.jsonl$/.test(name)));
	t.deepEqual(left(copy), []);
});

test('after a repair of a damaged store, who was erased stays out', async t => {
	const {files, store} = await filled();
	await erase(store, files);
	await store.close();
	const journal = path.join(folder, 'changes.jsonl');
	const lines = Buffer.from(files.bytes(journal)).toString('utf8').trimEnd().split('\n');
	for (const damaged of lines.keys()) {
		const cut = files.afterPowerCut('nothing');
		cut.put(
			journal,
			Buffer.from(
				`${lines.map((line, at) => (at === damaged ? line.replace('"', '!') : line)).join('\n')}\n`,
			),
		);
		await repairStore({folder, machine: machineOn(cut), actor: admin});
		const mended = await opened(cut);
		await importInto(mended, all);
		await mended.close();
		t.deepEqual(left(cut), [], `line ${damaged + 1}`);
	}
});

test('a person whom a hold keeps in an older copy is put off once', async t => {
	const {files, store} = await filled();
	await addHold(store, admin, {name: 'Case 1', sessions: [1]});
	await store.close();
	const copy = files.afterPowerCut('nothing');
	const later = await opened(files);
	await releaseHold(later, admin, 'Case 1');
	await erase(later, files);
	await later.close();
	copy.put(path.join(stateFolder, 'erased.json'), files.bytes(path.join(stateFolder, 'erased.json')));
	const restored = await opened(copy);
	t.is(restored.erasures[0]!.state, 'deferred');
	const {newestChange} = restored;
	await restored.write(() => Promise.resolve());
	t.is(restored.newestChange, newestChange);
	await releaseHold(restored, admin, 'Case 1');
	await restored.write(() => Promise.resolve());
	t.deepEqual(left(copy), []);
});

test('a person whom a hold keeps is put off, and nothing enters the list outside the store', async t => {
	const {files, store} = await filled();
	await addHold(store, admin, {name: 'Case 1', sessions: [1]});
	const {change} = await erase(store, files);
	t.is(change.kind, 'deferred');
	t.is(files.stat(path.join(stateFolder, 'erased.json')), undefined);
	t.is(store.session(4)!.messages, 1);
	await importInto(store, [
		session(4, '(555) 0100', 'Z. Erased', from('(555) 0100', 'Z. Erased', 'later', 9)),
	]);
	t.is(store.session(4)!.messages, 2);
	await releaseHold(store, admin, 'Case 1');
	t.deepEqual(await problems(files), []);
});

test('words of a hold that tell of an erased person go once it is released, and no others', async t => {
	const {files, store} = await filled();
	const names = (): readonly unknown[] => [...store.changes().take(1)].map(({hold}) => hold?.name);
	const active = 'active:2030-01-01..';
	await addHold(store, admin, {
		name: 'Zoe Erased v. us',
		filter: `customer:${erased} ${active}`,
		note: 'a letter',
	});
	await addHold(store, admin, {name: 'Other', filter: `customer:"Zoe Erased" ${active}`});
	const {change} = await erase(store, files);
	t.is(change.kind, 'erasing');
	const here = async () =>
		localPlaces(machineOn(files), undefined, store)[0]!.erase({erasure: store.erasures[0]!, change});
	t.like(await here(), {
		state: 'remains',
		why: 'words of a hold tell who the person is, and go once it is released',
	});
	await releaseHold(store, admin, 'Zoe Erased v. us');
	t.deepEqual(names(), ['(erased)']);
	t.deepEqual(left(files), ['Zoe Erased']);
	t.like(await here(), {state: 'remains'});
	await fold(store);
	t.is(store.holds[0]!.filter, `customer:"Zoe Erased" ${active}`);
	await releaseHold(store, admin, 'Other');
	t.deepEqual(names(), ['Other']);
	t.deepEqual(left(files), []);
	t.deepEqual(await problems(files), []);
	t.deepEqual(await here(), {state: 'done'});
	// What a later hold is called has nothing to do with who went before.
	await addHold(store, admin, {name: 'Zoe Erased', sessions: []});
	t.deepEqual(await here(), {state: 'done'});
	await releaseHold(store, admin, 'Zoe Erased');
	t.deepEqual(names(), ['Zoe Erased']);
});

test('a word whose digest is damaged goes as well', async t => {
	const {files, store} = await filled();
	const file = path.join(folder, 'words.jsonl');
	const text = files.bytes(file).toString();
	files.put(file, Buffer.from(text.replaceAll(/"h":"./g, '"h":"-')));
	t.not(files.bytes(file).toString(), text);
	await erase(store, files);
	t.deepEqual(left(files), []);
});

/** Fingerprints of files that a power cut left, since different losses often leave the same. */
const seen = new Set<string>();

for (const loss of oneIn(3, losses))
	test(`goes on after a power cut at any step: ${loss}`, async t => {
		const {files: start, store} = await filled();
		await store.close();
		let crashes = 0;
		for (let at = 1; ; at++) {
			const files = start.afterPowerCut('nothing');
			const busy = await opened(files);
			let count = 0;
			files.fate = () => (++count === at ? new Crash() : 'done');
			let isOver = false;
			try {
				await erase(busy, files);
				isOver = true;
			} catch {
				crashes++;
			}

			files.fate = () => 'done';
			if (isOver) break;
			const cut = files.afterPowerCut(loss);
			if (seen.has(cut.fingerprint)) continue;
			seen.add(cut.fingerprint);
			const again = await opened(cut);
			if (again.session(1) !== undefined) {
				t.is(again.session(4)?.messages, 1);
				await erase(again, cut);
			}

			await again.write(() => Promise.resolve());
			t.deepEqual(left(cut), [], `step ${at}`);
			t.deepEqual(await problems(cut), [], `step ${at}`);
			t.is(again.history(3).messages[0]!.text, 'words of bert');
		}

		t.true(crashes > 10);
	});
