import test, {type ExecutionContext} from 'ava';
import {Directory} from '../../../../source/domain/directory.js';
import {apiHandler} from '../../../../source/domain/handler.js';
import {
	archiveSession,
	closeSession,
	deleteSession,
	transferSession,
} from '../../../../source/exchange/yeastar/api/acts.js';
import {listMessages, listNewestMessages} from '../../../../source/exchange/yeastar/api/messages.js';
import {findOwner, listOwners} from '../../../../source/exchange/yeastar/api/owners.js';
import {type PbxApi} from '../../../../source/exchange/yeastar/api/pbx-api.js';
import {
	findSession,
	findSessions,
	type ListedSession,
	listSessions,
	type Scope,
} from '../../../../source/exchange/yeastar/api/sessions.js';
import {askInformation} from '../../../../source/exchange/yeastar/api/system.js';
import {PbxTrouble} from '../../../../source/exchange/yeastar/api/trouble.js';
import {toldSessionOf} from '../../../../source/exchange/yeastar/session-record.js';
import {never, openOffice} from '../../../helpers/pbx/api.js';
import {likely, type Quirks} from '../../../helpers/pbx/quirks.js';
import {fc, trials} from '../../../helpers/random.js';

const ann: Scope = {userType: 1, number: '1001'};
const extension = (id: number) => ({kind: 'extension', id, number: '', name: ''}) as const;
const queue = {kind: 'queue', id: 5, number: '', name: ''} as const;

/** All sessions of a scope, as one who pages through it meets them. */
const walk = async (api: PbxApi, scope: Scope): Promise<readonly ListedSession[]> => {
	const met = new Map<number, ListedSession>();
	for (let from: number | undefined, count = -1; met.size > count;) {
		count = met.size;
		const page = await listSessions(api, scope, from, never);
		for (const session of page.sessions) met.set(session.id, session);
		from = page.next;
		if (from === undefined) break;
	}

	return [...met.values()];
};

const tellsTheSame = async (t: ExecutionContext, quirks: Partial<Quirks>): Promise<void> => {
	const {pbx, api} = await openOffice(t, quirks);
	const {world} = pbx;
	for (let number = 14; number < 40; number++) world.addExtension(number, `${1000 + number}`, `E${number}`);
	const extensions = await listOwners(api, 'extension', never);
	t.like(extensions, {total: 29, isComplete: true, refused: []});
	t.is(extensions.owners.length, 29);
	t.like(extensions.owners[0], {kind: 'extension', id: 11, number: '1001', name: 'Ann'});
	t.like(await listOwners(api, 'queue', never), {total: 1, isComplete: true});
	const support = await findOwner(api, 'queue', 5, never);
	t.deepEqual(support?.agents, [
		{id: 5000, extension: 11},
		{id: 5001, extension: 12},
	]);
	t.like(await findOwner(api, 'extension', 11, never), {id: 11, number: '1001'});
	t.is(await findOwner(api, 'extension', 99, never), undefined);
	t.is(await findOwner(api, 'queue', 99, never), undefined);

	t.deepEqual(await walk(api, ann), []);
	const ids = Array.from({length: 7}, () => world.addChat({kind: 'extension', id: 11}));
	const waiting = world.addChat({kind: 'queue', id: 5});
	const picked = world.addChat({kind: 'queue', id: 5});
	world.pickUp(picked, 11);
	world.addChat({kind: 'api'}, {isOfCampaign: true});
	const listed = await walk(api, ann);
	t.deepEqual(
		listed.map(({id}) => id),
		[picked, waiting, ...ids.toReversed()],
	);
	const ofApi = await walk(api, {userType: 9});
	t.is(ofApi.length, 1);
	const owners = new Directory({owners: [...extensions.owners, support!], complete: []});
	const told = toldSessionOf(listed[0]!.record, owners);
	t.like(told, {channel: {type: 'whatsapp', number: '+4930100'}, status: 'open', archived: false});
	t.is(told.customer.name, `Customer ${picked}`);
	if (!quirks.omitted?.length) t.like(told.handler, {kind: 'extension', id: 11});

	t.like(await findSession(api, ids[0]!, never), {channel_name: 'Shop'});
	t.is(await findSession(api, 99, never), undefined);
	const found = await findSessions(api, [ids[0]!, 99, ids[1]!], never);
	t.deepEqual(new Set(found.keys()), new Set([ids[0]!, ids[1]!]));

	for (let count = 0; count < 6; count++) world.receive(ids[0]!, `n${count}`);
	const seen: string[] = [];
	for (let before: number | undefined; ;) {
		const page = await listMessages(api, ids[0]!, before, never);
		if (page === undefined || page.messages.length === 0) break;
		t.deepEqual(page.refused, []);
		seen.push(...page.messages.map(message => message.text));
		before = page.next;
	}

	t.deepEqual(seen, ['n5', 'n4', 'n3', 'n2', 'n1', 'n0', `Hello from ${ids[0]!}`]);
	t.is(await listMessages(api, 99, undefined, never), undefined);
	const newest = await listNewestMessages(api, [ids[0]!, 99, waiting], never);
	t.deepEqual(new Set(newest.keys()), new Set([ids[0]!, waiting]));
	t.is(newest.get(ids[0]!)!.messages[0]!.text, 'n5');
};

const actsTheSame = async (t: ExecutionContext, quirks: Partial<Quirks>): Promise<void> => {
	const {pbx, api} = await openOffice(t, quirks);
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	const chat = pbx.world.chats.get(id)!;
	const operator = {...ann, id: 11};
	t.like(await archiveSession(api, id, operator, true, never), {kind: 'done'});
	t.deepEqual([...chat.archivedBy], ['1:1001']);
	t.like(await archiveSession(api, id, operator, false, never), {kind: 'done'});
	t.deepEqual([...chat.archivedBy], []);
	t.like(await transferSession(api, id, queue, never), {kind: 'done'});
	t.like(chat.holder, {kind: 'queue', id: 5});
	t.like(await transferSession(api, id, {...apiHandler, kind: 'api'}, never), {kind: 'done'});
	t.like(chat.holder, {kind: 'api'});
	t.like(await transferSession(api, id, extension(11), never), {kind: 'done'});
	t.like(await closeSession(api, id, never), {kind: 'done'});
	t.true(chat.isClosed);
	t.like(await transferSession(api, id, extension(99), never), {kind: 'refused', code: 40_002});
	t.like(await transferSession(api, 99, extension(11), never), {kind: 'refused', code: 60_001});
	t.like(await deleteSession(api, id, operator, never), {kind: 'done'});
	t.is(await findSession(api, id, never), undefined);
	t.like(await deleteSession(api, id, operator, never), {kind: 'refused', code: 60_001});
};

/** Every way that a PBX may have, one after the other, beside the likeliest of all else. */
const builds: readonly Partial<Quirks>[] = [
	{},
	{cursor: 'exclusive'},
	{longestPage: 2},
	{longestPage: 20, tooLong: 'refused'},
	{emptyList: 'null'},
	{emptyList: 'missing'},
	{omitted: ['from', 'queue_id', 'pickup_member_id']},
	{picker: 'extension'},
	{isTurned: true},
	{isPacked: true},
	{areNumbersTexts: true},
	{sessionUnder: 'data'},
	{unknownIds: 'partial'},
	{unknownIds: 'refused'},
	{operatorBy: 'id'},
	{isPacked: true, areNumbersTexts: true, emptyList: 'null', longestPage: 3, sessionUnder: 'data'},
];

for (const quirks of builds) {
	test(`tells the same of owners, sessions and messages: ${JSON.stringify(quirks)}`, tellsTheSame, quirks);
	test(`acts the same: ${JSON.stringify(quirks)}`, actsTheSame, quirks);
}

/** Any ways together, but for those that leave nobody a chance. */
const anyBuild = fc
	.record({
		cursor: fc.constantFrom('inclusive', 'exclusive'),
		longestPage: fc.integer({min: 2, max: 120}),
		emptyList: fc.constantFrom('array', 'null', 'missing'),
		omitted: fc.subarray(['from', 'queue_id', 'pickup_member_id'] as const),
		picker: fc.constantFrom('agent', 'extension'),
		isTurned: fc.boolean(),
		isPacked: fc.boolean(),
		areNumbersTexts: fc.boolean(),
		sessionUnder: fc.constantFrom('list', 'data'),
		unknownIds: fc.constantFrom('left out', 'partial', 'refused'),
		operatorBy: fc.constantFrom('number', 'id'),
	} as const)
	// The customer would be nowhere.
	.filter(({isTurned, omitted}) => !isTurned || !omitted.includes('from'));

test('tells and acts the same, whatever the build', async t => {
	await fc.assert(
		fc.asyncProperty(anyBuild, async quirks => {
			await tellsTheSame(t, quirks);
			await actsTheSame(t, quirks);
		}),
		{numRuns: trials(10)},
	);
});

test('a cursor that is stuck brings the first page again, which brings nothing new', async t => {
	const {pbx, api} = await openOffice(t, {cursor: 'stuck', longestPage: 3});
	for (let count = 0; count < 5; count++) pbx.world.addChat({kind: 'extension', id: 11});
	const met = await walk(api, ann);
	t.is(met.length, 3);
	t.is(pbx.calls('message_session/list').length, 2);
});

test('a session that is only gone from an operator’s list is still there', async t => {
	const {pbx, api} = await openOffice(t, {deletesFor: 'the operator'});
	const id = pbx.world.addChat({kind: 'extension', id: 11});
	t.like(await deleteSession(api, id, ann, never), {kind: 'done'});
	t.deepEqual(await walk(api, ann), []);
	t.like(await findSession(api, id, never), {id});
});

test('the list of an extension that is not there is empty or refused', async t => {
	for (const unknownOwner of [0, 60_001, 40_002] as const) {
		const {api} = await openOffice(t, {unknownOwner});
		const asking = listSessions(api, {userType: 1, number: '1999'}, undefined, never);
		if (unknownOwner === 0) t.like(await asking, {sessions: [], next: undefined});
		else {
			const error = await t.throwsAsync(asking, {instanceOf: PbxTrouble});
			t.like(error, {pbxCause: 'refused', code: unknownOwner});
		}
	}
});

for (const [quirks, expected] of [
	[likely, {kind: 'done'}],
	[
		{canTransferClosed: false, closedAgain: 70_084, archivedAgain: 70_084},
		{kind: 'refused', code: 70_084},
	],
] as const)
	test(`a session that is closed already: ${expected.kind}`, async t => {
		const {pbx, api} = await openOffice(t, quirks);
		const id = pbx.world.addChat({kind: 'extension', id: 11});
		await closeSession(api, id, never);
		t.like(await closeSession(api, id, never), expected);
		t.like(await transferSession(api, id, queue, never), expected);
	});

test('an address that is locked out may be so with a token, too', async t => {
	const {pbx, api} = await openOffice(t, {locksTokens: true});
	await askInformation(api, never);
	pbx.office.isLocked = true;
	const error = await t.throwsAsync(askInformation(api, never), {instanceOf: PbxTrouble});
	t.is(error.pbxCause, 'locked out');
});
