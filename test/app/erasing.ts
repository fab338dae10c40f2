import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {apiHandler} from '../../source/domain/handler.js';
import {type IncomingSession} from '../../source/domain/incoming.js';
import {type StoreReceipt} from '../../source/domain/proof/receipt.js';
import {type Party} from '../../source/domain/session.js';
import {frameProblems} from '../helpers/frame.js';
import {ablePbx} from '../helpers/memory-facts.js';
import {filesBelow} from '../helpers/pbx/connect-scene.js';
import {type OpenApp, type Opening, openApp} from '../helpers/open-app.js';
import {Platform, platformUrl} from '../helpers/platform.js';
import {temporaryFolder} from '../helpers/store.js';

const zoe: Party = {name: 'Zoe Erased', number: '+15550100'};
const bert: Party = {name: 'Bert Meier', number: ''};

/** A chat over our line +15550001, with a message of each. */
const chat = (
	id: number,
	customer: Party,
	...said: readonly (readonly [Party, string])[]
): IncomingSession => ({
	id,
	origin: 'here',
	told: {channel: {type: 'sms', name: 'Line', number: '+15550001'}, customer},
	messages: said.map(([author, text], index) => ({
		id: index + 1,
		type: 0,
		at: 1_762_900_000 + id * 60 + index,
		author: {userType: 2, ...author},
		text,
	})),
	records: [],
});

const sessions = [
	chat(1, zoe, [zoe, 'secret words of zoe'], [zoe, 'more words of zoe']),
	chat(2, {name: 'Other Person', number: '+15550200'}, [
		{name: 'Other Person', number: '+15550200'},
		'Ask +1 555 0100 about it',
	]),
	chat(3, {name: 'Trip', number: ''}, [bert, 'words of bert'], [zoe, 'group words of zoe']),
	chat(4, {name: 'Zoe Erased', number: '+15550300'}, [
		{name: 'Zoe Erased', number: '+15550300'},
		'words of a namesake',
	]),
	chat(5, {name: 'Loop', number: '+1 555 0001'}, [{name: 'Loop', number: '+1 555 0001'}, 'Hello']),
];

const open = async (t: ExecutionContext, opening: Opening = {}): Promise<OpenApp> =>
	openApp(t, {
		told: {facts: {}, sessions},
		stateFolder: path.join(temporaryFolder(t), 'state'),
		columns: 100,
		rows: 40,
		...opening,
	});

/** Asks about the customer of the session. */
const ask = async (app: OpenApp, id: number): Promise<void> => {
	await app.setFilter(`id:${id}`);
	await app.press('ctrl-e');
};

const everything = ({folder}: OpenApp): string => [...filesBelow(folder).values()].join('\n');

const kinds = ({changes}: OpenApp): readonly string[] => changes.map(({kind}) => kind);

test.serial('Ctrl-E shows all that would go and stay, and only y erases it', async t => {
	const app = await open(t, {pbx: ablePbx});
	await ask(app, 1);
	await app.shows('Erase this person from 2 sessions, which cannot be undone?');
	const text = await app.text();
	for (const told of [
		'Zoe Erased +15550100',
		'1 session with 2 messages: 1',
		'In 1 group chat or chat of others only this person’s messages go, 1 in all: 3',
		'mentions the person: 1 message of others',
		'[ ] 4  Zoe Erased +15550300  the same name, 1 message',
		'this store: sessions, messages',
		'Nothing to do: the connected PBX',
		'neither undo nor an import',
	])
		t.true(text.includes(told), told);
	await app.press('ctrl-e', 'enter');
	await app.shows('y is the key to erase; Esc cancels.');
	await app.press('escape');
	await app.shows('Not erased.');
	t.deepEqual(kinds(app), ['import']);
	t.true(everything(app).includes('words of zoe'));
	await app.press('ctrl-e');
	await app.shows('2 sessions');
	await app.press('y');
	await app.shows('Change 2: erased 1 session and messages in 1 session of others.');
	t.deepEqual(kinds(app), ['import', 'erasing', 'erased']);
	t.is(app.app.store.session(1), undefined);
	t.deepEqual(
		app.app.store.history(3).messages.map(message => message.text),
		['words of bert'],
	);
	for (const trace of ['15550100', 'words of zoe']) t.false(everything(app).includes(trace), trace);
	await app.press('w');
	await app.shows(/done\s+Erasure/);
	await app.press('down', 'down');
	await app.shows('this store: nothing left.');
	const jobs = await app.text();
	t.false(jobs.includes('Zoe'));
	await app.press('escape', 'u');
	await app.shows('There is nothing of yours to undo');
});

test.serial('what may be the same is taken once it is ticked, and then what else is found', async t => {
	const app = await open(t);
	await ask(app, 1);
	await app.shows('[ ] 4');
	await app.press('space');
	await app.shows('Erase this person from 3 sessions');
	await app.shows('2 sessions with 3 messages: 1, 4');
	await app.press('y');
	await app.shows('erased 2 sessions and messages in 1 session of others');
	t.is(app.app.store.session(4), undefined);
});

test.serial(
	'what is ticked can be left again, and its name is looked for only as long as it is ticked',
	async t => {
		const maybe: Party = {name: 'Zoey', number: '+1 5550100 ext. 7'};
		const namesake: Party = {name: 'Zoey', number: '+15550900'};
		const app = await open(t, {
			told: {
				facts: {},
				sessions: [...sessions, chat(6, namesake, [namesake, 'hi']), chat(7, maybe, [maybe, 'ho'])],
			},
		});
		await ask(app, 1);
		await app.shows('[ ] 7  Zoey +1 5550100 ext. 7  a number that may be the same');
		t.notRegex(await app.text(), /\[ \] 6/v);
		await app.press('down', 'space');
		await app.shows('2 sessions with 3 messages: 1, 7');
		await app.shows('[ ] 6  Zoey +15550900  the same name');
		await app.shows('[✓] 7  Zoey');
		await app.press('space');
		await app.shows('1 session with 2 messages: 1');
		await app.shows('[ ] 7');
		t.notRegex(await app.text(), /\[ \] 6/v);
		await app.press('down', 'down', 'space', 'up', 'space', 'space', 'down');
		await app.shows('2 sessions with 3 messages: 1, 7');
		await app.press('y');
		await app.shows('erased 2 sessions and messages in 1 session of others');
	},
);

test.serial('from 25 sessions on the count is typed', async t => {
	const many = Array.from({length: 25}, (_, index) => chat(index + 1, zoe, [zoe, `words ${index}`]));
	const app = await open(t, {told: {facts: {}, sessions: many}, columns: 80, rows: 24});
	await ask(app, 1);
	await app.shows('Type 25 and Enter to erase:');
	await app.press('y');
	await app.shows('Type 25 and Enter to go on.');
	await app.press('2', 'enter');
	await app.shows('That is not the count');
	await app.press('5', 'enter');
	await app.shows('erased 25 sessions');
	await app.setFilter('');
	t.deepEqual(await app.listed(), []);
});

test.serial('a note is kept unless it names the person', async t => {
	const app = await open(t);
	await ask(app, 1);
	await app.shows('2 sessions');
	await app.press('tab');
	await app.type('for Zoe Erased');
	app.clock.milliseconds += 1000;
	await app.press('enter');
	await app.shows('The note tells who the person is');
	await app.press('ctrl-u');
	await app.type('request 12');
	app.clock.milliseconds += 1000;
	await app.press('enter', 'y');
	await app.shows('Change 2: erased');
	t.is(app.changes[1]!.note, 'request 12');
});

test.serial('in a group the person is who wrote the message under the cursor', async t => {
	const app = await open(t);
	await ask(app, 3);
	await app.shows('Trip has no number or id by which to find all that is theirs.');
	await app.press('enter', 'G', 'ctrl-e');
	await app.shows('Erase this person from 2 sessions');
	const asked = await app.text();
	t.true(asked.includes('Zoe Erased +15550100'));
});

test.serial('our own numbers, the past and a store that is read-only are refused in words', async t => {
	const app = await open(t);
	await ask(app, 5);
	await app.shows('is the number of the channel Line, not of a customer.');
	await app.press('T', 'a', 'ctrl-e');
	await app.shows('This is the past');
	await app.press('escape', 'escape');
	await app.happens(() => ({kind: 'read-only', readOnly: true}));
	await app.press('r');
	await app.setFilter('id:1');
	await app.press('ctrl-e');
	await app.shows(/read-only/);
	t.is(app.app.state.dialog, undefined);
});

test.serial('a person whom a hold keeps is put off', async t => {
	const app = await open(t);
	await app.happens(() => ({kind: 'hold', hold: {name: 'Case 7'}, held: [1]}));
	await app.press('r');
	await app.setFilter('customer:erased');
	await ask(app, 1);
	await app.shows('Put off the erasure of this person?');
	await app.shows('Held by “Case 7”: sessions 1.');
	await app.press('y');
	await app.shows('Change 3: put off, because of a hold.');
	t.deepEqual(kinds(app), ['import', 'hold', 'deferred']);
	t.true(app.app.state.preferences.recentFilters.includes('customer:erased'));
	t.not(app.app.store.session(1), undefined);
	await app.press('H', 'x');
	const offer = 'Put off because of holds: 1 erasure. To erase: H, then e';
	await app.shows('Release the hold?');
	await app.shows(offer);
	await app.press('y');
	await app.shows('Change 4: released “Case 7”, 1 session.');
	await app.shows(offer);
	t.deepEqual(kinds(app).slice(3), ['release']);
	t.not(app.app.store.session(1), undefined);
});

test.serial('after the release, H and e lead to the question of an erasure that was put off', async t => {
	const app = await open(t);
	await app.press('H', 'e');
	await app.shows('No erasure was put off.');
	await app.press('escape');
	await app.happens(() => ({kind: 'hold', hold: {name: 'Case 7'}, held: [1]}));
	await app.press('r');
	await ask(app, 1);
	await app.shows('Held by “Case 7”: sessions 1.');
	await app.press('y');
	await app.shows('Change 3: put off, because of a hold.');
	await app.press('H');
	await app.shows(/Erasure put off +Since +e asks about it again/);
	await app.shows('a person, by change 3');
	// As long as the hold is there, it only tells so.
	await app.press('e');
	await app.shows('A hold still keeps this person');
	await app.press('y');
	await app.shows('A hold still keeps this person.');
	t.is(app.changes.length, 3);
	await app.press('escape', 'H', 'x', 'y');
	await app.shows('Change 4: released “Case 7”, 1 session.');
	await app.press('H', 'down', 'enter');
	await app.shows('This is an erasure that was put off: e asks about it.');
	await app.press('e');
	await app.shows('Erase this person from 2 sessions, which cannot be undone?');
	t.deepEqual(kinds(app).slice(3), ['release']);
	await app.press('y');
	await app.shows('Change 5: erased 1 session and messages in 1 session of others.');
	t.deepEqual(kinds(app).slice(3), ['release', 'erasing', 'erased']);
	t.is(app.app.store.erasures.length, 1);
	for (const trace of ['15550100', 'words of zoe']) t.false(everything(app).includes(trace), trace);
	await app.press('H');
	await app.shows('Nothing is held.');
	const text = await app.text();
	t.false(text.includes('Erasure put off'));
});

test.serial('what was ticked before a hold put the erasure off goes with it', async t => {
	const nameless: Party = {name: 'Zoe Erased', number: ''};
	const told = {facts: {}, sessions: [...sessions, chat(6, nameless, [nameless, 'words without a number'])]};
	const app = await open(t, {told});
	await app.happens(() => ({kind: 'hold', hold: {name: 'Case 7'}, held: [1]}));
	await app.press('r');
	await ask(app, 1);
	await app.shows('[ ] 6');
	await app.press('down', 'space');
	await app.shows('2 sessions with 3 messages: 1, 6');
	await app.press('y');
	await app.shows('Change 3: put off, because of a hold.');
	await app.press('H', 'x', 'y');
	await app.shows('Change 4: released “Case 7”');
	await app.press('H', 'e');
	await app.shows('2 sessions with 3 messages: 1, 6');
	await app.press('y');
	await app.shows('erased 2 sessions and messages in 1 session of others');
	t.false(everything(app).includes('words without a number'));
});

test.serial('of several erasures that were put off, the one under the cursor is meant', async t => {
	const app = await open(t);
	await app.happens(() => ({kind: 'hold', hold: {name: 'Case 7'}, held: [1, 4]}));
	await app.press('r');
	for (const id of [1, 4]) {
		await ask(app, id);
		await app.shows('Held by “Case 7”');
		await app.press('y');
		await app.shows('put off, because of a hold.');
	}

	await app.press('H', 'x', 'y');
	await app.shows('Put off because of holds: 2 erasures.');
	await app.happens(() => ({kind: 'hold', hold: {name: 'Case 8'}, held: [2]}));
	await app.press('r', 'H', 'e');
	await app.shows('Several erasures were put off: go to one of them first.');
	await app.press('page-down', 'e');
	await app.shows('1 session with 1 message: 4');
	await app.press('y');
	await app.shows('erased 1 session.');
	t.deepEqual(
		[1, 4].map(id => app.app.store.session(id) !== undefined),
		[true, false],
	);
	t.deepEqual(app.app.store.erasures.map(({state}) => state).toSorted(), ['deferred', 'done']);
});

test.serial('a dialog that was left before all was found does not come back', async t => {
	const app = await open(t);
	await app.setFilter('id:1');
	await app.terminal.press('ctrl-e');
	await app.press('escape');
	await app.shows('Not erased.');
	await app.text();
	t.is(app.app.state.dialog, undefined);
});

test.serial('filters that name the person are forgotten, here and in the preferences', async t => {
	const preferencesFolder = temporaryFolder(t);
	const app = await open(t, {preferencesFolder});
	for (const filter of ['customer:+15550100', 'customer:erased', 'number:*550100', 'id:1'])
		await app.setFilter(filter);
	await app.app.background.keeper.kept();
	await app.press('ctrl-e');
	await app.shows('2 sessions');
	await app.press('y');
	await app.shows('Change 2: erased');
	t.deepEqual(
		app.app.state.preferences.recentFilters.filter(text => /550100|erased/.test(text)),
		[],
	);
	await app.setFilter('is:open');
	await app.close();
	t.false(/550100|erased/.test(readFileSync(path.join(preferencesFolder, 'preferences.json'), 'utf8')));
	await app.show();
});

test.serial('a platform that is down is told, and once it is up again it is told of the rest', async t => {
	const platform = new Platform();
	const app = await open(t, {sender: platform.sender, pbx: ablePbx});
	await app.happens(() => ({kind: 'platform', platform: platformUrl}));
	await app.happens(facts => planTransfer(facts, {sessions: [1], to: apiHandler}).draft);
	await app.press('r', 'w');
	await app.shows('1 delivered');
	await app.press('escape');
	platform.answer = () => ({status: 503});
	await ask(app, 1);
	await app.shows('the analytics platform: it is told to give up what it was given');
	await app.press('y');
	await app.press('w', 'down', 'down');
	await app.shows(/failed\s+Erasure/);
	await app.shows('the analytics platform: REMAINS; ');
	platform.answer = () => ({status: 200});
	await app.press('r');
	await app.shows(/done\s+Erasure/);
	t.is(platform.received.at(-1)!.type, 'session.withdrawn');
	t.is(kinds(app).at(-1), 'erased');
});

test.serial('a receipt is signed, and verifies', async t => {
	const platform = new Platform();
	const configFolder = temporaryFolder(t);
	const app = await open(t, {sender: {...platform.sender, configFolder}});
	const file = path.join(temporaryFolder(t), 'receipt.json');
	await ask(app, 1);
	await app.shows('2 sessions');
	await app.press('r', 'ctrl-u');
	await app.type(file);
	app.clock.milliseconds += 1000;
	await app.press('enter', 'y');
	await app.shows('Change 2: erased');
	const written = JSON.parse(readFileSync(file, 'utf8')) as {readonly receipt: StoreReceipt};
	t.is(written.receipt.kind, 'erasure');
	t.is(written.receipt.messages, 3);
	t.true(written.receipt.places.every(({state}) => state === 'done'));
});

test.serial('a name that is hostile stays a name', async t => {
	const name = '\u001B[31mZoë\u202E\r\n\u0007 Erased';
	const hostile: Party = {name, number: '+15550100'};
	const told = [
		chat(1, hostile, [hostile, 'words']),
		chat(2, {name, number: '+15550300'}, [{name, number: '+15550300'}, 'words']),
	];
	for (const size of [
		{columns: 80, rows: 24},
		{columns: 120, rows: 40},
		{columns: 200, rows: 60},
		{columns: 60, rows: 16},
	]) {
		const app = await open(t, {told: {facts: {}, sessions: told}, ...size});
		await ask(app, 1);
		await app.shows('y erase');
		t.deepEqual(await frameProblems(app.terminal), []);
		for (const key of ['down', 'page-down', 'page-up', 'space', 'tab', 'escape', 'r', 'escape', 'escape'])
			await app.press(key);
		await app.shows('Not erased.');
		t.deepEqual(await frameProblems(app.terminal), []);
		await app.close();
	}
});

test.serial('a receipt is not written over a file, and nothing goes before that is known', async t => {
	const app = await open(t);
	const file = path.join(temporaryFolder(t), 'receipt.json');
	await ask(app, 1);
	await app.shows('2 sessions');
	await app.press('r');
	await app.shows('receipt-2025-11-12.json');
	await app.press('ctrl-u');
	await app.type('/nowhere/receipt.json');
	app.clock.milliseconds += 1000;
	await app.press('enter');
	await app.shows('cannot be written');
	await app.press('ctrl-u');
	await app.type(file);
	app.clock.milliseconds += 1000;
	await app.press('enter', 'y');
	// Nothing signs without the user's own folders.
	await app.shows('No receipt is signed from here.');
	t.deepEqual(kinds(app), ['import']);
	t.false(existsSync(file));
});
