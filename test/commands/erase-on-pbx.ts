import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {connectedCommandLine} from '../helpers/pbx/connected-command-line.js';
import {temporaryFolder} from '../helpers/store.js';

const everything = (folder: string): string =>
	readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.map(name => path.join(folder, name))
		.filter(file => statSync(file).isFile())
		.map(file => readFileSync(file, 'utf8'))
		.join('\n');

interface Told {
	readonly erasures: readonly {
		readonly state: string;
		readonly sessions: readonly number[];
		readonly unfetched: readonly number[];
		readonly places: readonly {readonly name: string; readonly state: string; readonly why?: string}[];
	}[];
}

const ann = {kind: 'extension', id: 11} as const;

/** A person with a session that was fetched, one that was not yet, and others beside. */
const scene = async (t: ExecutionContext) => {
	const {pbx, store, chatlogs} = await connectedCommandLine(t, {
		fill(world) {
			world.addChat(ann);
			world.addChat(ann);
		},
	});
	const {world} = pbx;
	const {customer} = world.chats.get(3001)!;
	const addTheirs = (): number => world.addChat(ann, {customer});
	/** Seconds by which the PBX's clock is ahead of this machine's. */
	const clock = {ahead: 0};
	const erase = async (...argv: readonly string[]) => {
		const now = pbx.now - clock.ahead;
		const {code, stdout, stderr} = await chatlogs(['erase', ...argv, '--yes', '--json'], {now});
		const {erasures} = stdout === '' ? {erasures: []} : (JSON.parse(stdout) as Told);
		const [erasure] = erasures;
		const there = erasure?.places.find(({name}) => name === 'the connected PBX');
		return {code, stderr, erasure: erasure!, there};
	};

	const isThere = (id: number): boolean => world.chats.get(id)!.deletedBy.size === 0;
	const isHere = (text: string): boolean => everything(store.folder).includes(text);
	return {
		pbx,
		clock,
		world,
		store,
		customer,
		number: customer.user_no,
		addTheirs,
		erase,
		isThere,
		isHere,
		sync: async (...argv: readonly string[]) =>
			chatlogs.code(['sync', ...argv], {now: pbx.now - clock.ahead}),
		chatlogs,
		changes: async () => chatlogs.stdout(['changes']),
	};
};

test('deletes on the PBX what was not fetched yet, and nothing of others', async t => {
	const {world, number, customer, addTheirs, erase, isThere, isHere, sync, changes, store} = await scene(t);
	const otherwise = {user_type: 2, user_no: number.replace('+', '00'), username: 'Other name'};
	const unfetched = [
		addTheirs(),
		world.addChat({kind: 'api'}, {customer}),
		world.addChat(ann, {customer: otherwise}),
	];
	const namesake = world.addChat(ann, {customer: {...customer, user_no: '+491709999'}});
	const {code, erasure, stderr} = await erase('--customer', number);
	t.is(code, 0, stderr);
	t.deepEqual(erasure.sessions, [3001]);
	t.deepEqual([...erasure.unfetched].toSorted(), unfetched);
	t.deepEqual(
		[3001, ...unfetched].map(id => isThere(id)),
		[false, false, false, false],
	);
	t.true(isThere(3002) && isThere(namesake));
	t.regex(await changes(), /Deleted on the PBX alone: 3 sessions/);
	for (const argv of [[], ['--full']]) {
		t.is(await sync(...argv), 0);
		t.false(isHere(number.slice(1)));
	}

	t.is(store.session(namesake)?.customer.number, '+491709999');
	t.deepEqual(
		unfetched.map(id => store.session(id)),
		[undefined, undefined, undefined],
	);
});

test('somebody of whom only the PBX has something is erased there', async t => {
	const {world, erase, isThere, isHere, sync} = await scene(t);
	const id = world.addChat(ann);
	const {user_no: number} = world.chats.get(id)!.customer;
	const {code, erasure} = await erase('--customer', number);
	t.is(code, 0);
	t.deepEqual([erasure.sessions, erasure.unfetched, isThere(id)], [[], [id], false]);
	await sync();
	t.false(isHere(number.slice(1)));
});

for (const syncsFirst of [true, false])
	test(`a PBX that is down has it still, and the next run deletes it${syncsFirst ? ', also after a sync' : ''}`, async t => {
		const {pbx, number, addTheirs, erase, isThere, isHere, sync, store} = await scene(t);
		const unfetched = addTheirs();
		pbx.faults.add('*', {status: 503});
		const first = await erase('--customer', number);
		t.is(first.code, 1);
		t.is(first.erasure.state, 'begun');
		t.is(first.there?.state, 'remains');
		t.true(isThere(3001) && isThere(unfetched));
		t.false(isHere(number.slice(1)));
		pbx.faults.clear();
		pbx.pass(3600);
		if (syncsFirst) {
			t.is(await sync(), 0);
			t.is(store.session(unfetched), undefined);
			t.false(isHere(number.slice(1)));
		}

		const again = await erase();
		t.is(again.code, 0, JSON.stringify(again));
		t.deepEqual(again.erasure.unfetched, [unfetched]);
		t.false(isThere(3001) || isThere(unfetched));
		t.is(await sync('--full'), 0);
		t.false(isHere(number.slice(1)));
	});

test('whoever writes again is a new customer, of whom nothing is deleted', async t => {
	const {pbx, world, number, addTheirs, erase, isThere, sync, store} = await scene(t);
	const [resumed, over] = [addTheirs(), addTheirs()];
	pbx.faults.add('*', {status: 503});
	const first = await erase('--customer', number);
	t.is(first.code, 1);
	pbx.faults.clear();
	pbx.pass(3600);
	world.receive(resumed, 'Hello again');
	const fresh = addTheirs();
	const again = await erase();
	t.is(again.code, 1);
	t.regex(again.there!.why!, new RegExp(`^${resumed}: the customer has written again`));
	t.deepEqual(
		[3001, over, resumed, fresh].map(id => isThere(id)),
		[false, false, true, true],
	);
	await sync();
	t.deepEqual(
		store.history(resumed).messages.map(({text}) => text),
		['Hello again'],
	);
	t.is(store.history(fresh).messages.length, 1);
	world.chats.get(resumed)!.deletedBy.add('1:1001');
	const last = await erase();
	t.deepEqual([last.code, last.erasure.unfetched], [0, [over]]);
	t.true(isThere(fresh));
	t.is(store.history(fresh).messages.length, 1);
});

test('where a list was not told, something may remain', async t => {
	const {pbx, number, addTheirs, erase, isThere} = await scene(t);
	const unfetched = addTheirs();
	pbx.faults.add('message_session/list', {errcode: 40_002});
	const first = await erase('--customer', number);
	t.is(first.code, 1);
	t.regex(first.there!.why!, /^the sessions of /);
	t.false(isThere(3001));
	t.true(isThere(unfetched));
	pbx.faults.clear();
	const again = await erase();
	t.deepEqual([again.code, again.erasure.unfetched, isThere(unfetched)], [0, [unfetched], false]);
});

test('a hold that takes in what comes keeps what was not fetched, until it is released', async t => {
	const {pbx, world, number, addTheirs, erase, isThere, chatlogs} = await scene(t);
	const unfetched = addTheirs();
	const {user_no: other} = world.chats.get(3002)!.customer;
	t.is(await chatlogs.code(['hold', 'add', 'Case', '--filter', `customer:${other}`], {now: pbx.now}), 0);
	const first = await erase('--customer', number);
	t.is(first.code, 1);
	t.regex(first.there!.why!, /the hold “Case” takes in what comes later/);
	t.deepEqual([isThere(3001), isThere(unfetched)], [false, true]);
	t.is(await chatlogs.code(['hold', 'release', 'Case', '--yes'], {now: pbx.now}), 0);
	const again = await erase();
	t.deepEqual([again.code, isThere(unfetched)], [0, false]);
});

test('somebody else than the user who began it cannot go on there, and deletes nothing', async t => {
	const {pbx, number, addTheirs, erase, isThere, chatlogs} = await scene(t);
	const unfetched = addTheirs();
	pbx.faults.add('*', {status: 503});
	const first = await erase('--customer', number);
	t.is(first.code, 1);
	pbx.faults.clear();
	const stateFolder = path.join(temporaryFolder(t), 'state');
	const {code, stdout} = await chatlogs(['erase', '--yes', '--json'], {now: pbx.now, stateFolder});
	t.is(code, 1);
	const {erasures} = JSON.parse(stdout) as Told;
	t.is(erasures[0]!.state, 'begun');
	t.deepEqual(
		erasures[0]!.places.filter(({state}) => state === 'remains'),
		[
			{
				name: 'the connected PBX',
				state: 'remains',
				why: 'only the user who began it has what is needed to go on there',
			},
		],
	);
	t.deepEqual(pbx.calls('message_session/delete'), []);
	t.true(isThere(3001) && isThere(unfetched));
	// The one who began it goes on, whatever others tried meanwhile.
	const again = await erase();
	t.deepEqual([again.code, again.erasure.unfetched, isThere(3001)], [0, [unfetched], false]);
});

for (const isKnown of [true, false])
	test(`a PBX whose clock is ahead brings back none of the last words, ${isKnown ? 'also once it is set right' : 'even those that were never here'}`, async t => {
		const {pbx, clock, world, number, erase, isHere, sync, store} = await scene(t);
		clock.ahead = 600;
		if (isKnown) {
			pbx.pass(300);
			world.receive(3001, 'last words');
			t.is(await sync(), 0);
			t.true(isHere('last words'));
		}

		pbx.faults.add('*', {status: 503});
		const first = await erase('--customer', number);
		t.is(first.code, 1);
		t.false(isHere('last words'));
		pbx.faults.clear();
		// What the PBX has and nobody fetched was said before the erasure, though its time is later.
		if (!isKnown) world.receive(3001, 'last words');
		if (isKnown) clock.ahead = 0;
		t.is(await sync('--full'), 0);
		t.is(store.session(3001), undefined);
		t.false(isHere('last words') || isHere(number.slice(1)));
		pbx.pass(clock.ahead + 1);
		world.receive(3001, 'Hello again');
		t.is(await sync(), 0);
		t.deepEqual(
			store.history(3001).messages.map(({text}) => text),
			['Hello again'],
		);
	});

for (const ahead of [600, 3 * 86_400])
	test(`nor does a file of a PBX whose clock is ${ahead} s ahead bring back what was said before`, async t => {
		const {pbx, clock, customer, number, erase, isHere, sync, chatlogs} = await scene(t);
		clock.ahead = ahead;
		t.is(await sync(), 0);
		pbx.faults.add('*', {status: 503});
		await erase('--customer', number);
		const file = path.join(temporaryFolder(t), 'dump.json');
		const bring = async (text: string, at: number): Promise<void> => {
			const said = {
				session_id: 4000,
				msg_id: at,
				sender: customer,
				msg_type: 0,
				msg_body: text,
				send_time: at,
			};
			const session = {id: 4000, type: 'whatsapp', did_number: '+4930100', to: customer};
			writeFileSync(file, JSON.stringify({sessions: [session], messages: [said]}));
			const {code, stderr} = await chatlogs(['import', file], {now: pbx.now - ahead});
			t.is(code, 0, stderr);
		};

		await bring('last words', pbx.now - 1);
		t.false(isHere('last words') || isHere(number.slice(1)));
		await bring('Hello again', pbx.now + 1);
		t.true(isHere('Hello again'));
	});

test('what the PBX deleted before that could be noted is found gone, and noted, by the next run', async t => {
	const {pbx, number, addTheirs, erase, isThere, sync, isHere} = await scene(t);
	const all = [3001, addTheirs(), addTheirs()];
	let isCut = false;
	// It deletes one, and nothing comes back from then on.
	pbx.faults.choose = endpoint => {
		if (isCut) return {status: 503};
		isCut = endpoint === 'message_session/delete';
		return isCut ? 'lost' : undefined;
	};
	const first = await erase('--customer', number);
	t.deepEqual([first.code, first.there?.state], [1, 'remains']);
	t.is(all.filter(isThere).length, 2);
	pbx.faults.clear();
	const again = await erase();
	t.deepEqual([again.code, again.there?.state], [0, 'done']);
	t.deepEqual(all.filter(isThere), []);
	t.is(await sync('--full'), 0);
	t.false(isHere(number.slice(1)));
});
