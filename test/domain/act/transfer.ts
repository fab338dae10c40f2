import test from 'ava';
import {apiHandler, type Handler, nobody} from '../../../source/domain/handler.js';
import {type Pbx} from '../../../source/domain/pbx.js';
import {capabilitiesOf} from '../../../source/exchange/yeastar/capabilities.js';
import {
	destinationKindBlocker,
	lastDestinations,
	planTransfer,
	transferBlocker,
} from '../../../source/domain/act/transfer.js';
import {ablePbx, memoryFacts} from '../../helpers/memory-facts.js';
import {ann, bob, fax, ghost, office, sales, support} from '../../helpers/office.js';

const facts = memoryFacts({
	directory: office,
	sessions: [
		{handler: ann},
		{handler: support, status: 'closed', archived: true},
		{handler: ann, status: 'closed'},
		{handler: {...ann, name: 'Ann Park'}},
		{handler: ann, deleted: true},
		{handler: apiHandler},
		{handler: nobody},
		{handler: ghost},
	],
});

const destinations: readonly (readonly [
	title: string,
	pbx: Pbx,
	to: Handler | undefined,
	blocker: RegExp | undefined,
])[] = [
	['an extension', ablePbx, ann, undefined],
	['a queue', ablePbx, support, undefined],
	['the platform', ablePbx, apiHandler, undefined],
	['a destination still to be chosen', ablePbx, undefined, undefined],
	['an extension, with the platform shut', {firmware: '37.23.0.31'}, ann, undefined],
	['the platform, shut', {...ablePbx, api: false}, apiHandler, /^The API is not enabled/],
	['the platform, unknown', {firmware: '37.23.0.31'}, apiHandler, /^Omnichannel Messaging is not known/],
	[
		'a deleted extension',
		ablePbx,
		ghost,
		/^1005 Ghost was deleted on the PBX\. Choose another destination\.$/,
	],
	['a deleted queue', ablePbx, fax, /^Fax was deleted on the PBX\./],
	[
		'an unknown extension',
		ablePbx,
		{...ann, id: 77},
		/^The PBX has no extension “1003 Ann Lee”\. Import its list/,
	],
	['an unknown queue', ablePbx, {...support, id: 77}, /^The PBX has no queue “Support”\./],
	['an extension, on old firmware', {...ablePbx, firmware: '37.1'}, ann, /or later; this PBX has 37\.1\./],
	['a deleted extension, on old firmware', {...ablePbx, firmware: '37.1'}, ghost, /this PBX has 37\.1\./],
	['anything, on unknown firmware', {omnichannel: true, api: true}, undefined, /it is unknown/],
];

for (const [title, pbx, to, blocker] of destinations) {
	test(`${blocker ? 'cannot go' : 'can go'} to ${title}`, t => {
		const capabilities = capabilitiesOf(pbx);
		const reason = transferBlocker({capabilities, directory: office}, to);
		if (blocker === undefined) t.is(reason, undefined);
		else {
			t.regex(reason ?? '', blocker);
			if (to !== undefined) {
				t.throws(() => planTransfer({...facts, capabilities}, {sessions: [1], to}), {
					name: 'Refusal',
					message: reason,
				});
			}
		}
	});
}

test('only the platform depends on the facts of the PBX', t => {
	const capabilities = capabilitiesOf({});
	t.is(destinationKindBlocker({capabilities}, 'extension'), undefined);
	t.is(destinationKindBlocker({capabilities}, 'queue'), undefined);
	t.regex(destinationKindBlocker({capabilities}, 'api') ?? '', /^Omnichannel/);
});

test('goes from each handler, as it was called there, to the one destination', t => {
	t.deepEqual(planTransfer(facts, {sessions: [8, 1, 2, 3, 4, 6, 7], to: bob, note: 'holiday'}), {
		draft: {
			kind: 'transfer',
			note: 'holiday',
			moves: [
				{from: ghost, to: bob, sessions: [8]},
				{from: ann, to: bob, sessions: [1, 3]},
				{from: support, to: bob, sessions: [2]},
				{from: {...ann, name: 'Ann Park'}, to: bob, sessions: [4]},
				{from: apiHandler, to: bob, sessions: [6]},
				{from: nobody, to: bob, sessions: [7]},
			],
		},
		hits: [8, 1, 3, 2, 4, 6, 7],
		skipped: [],
	});
});

test('handlers whose numbers and names read alike are told apart', t => {
	const split = {...ann, number: '1003 Ann', name: 'Lee'};
	const alike = memoryFacts({directory: office, sessions: [{handler: ann}, {handler: split}]});
	const {draft} = planTransfer(alike, {sessions: [1, 2], to: bob});
	t.deepEqual(
		draft.moves?.map(({from}) => from),
		[ann, split],
	);
});

test('passes over what cannot or need not go, with the reason', t => {
	const {hits, skipped} = planTransfer(facts, {sessions: [2, 5, 99, 1], to: support});
	t.deepEqual(hits, [1]);
	t.deepEqual(skipped, [
		{id: 2, reason: 'already with Support', isAlreadySo: true},
		{id: 5, reason: 'in the trash'},
		{id: 99, reason: 'there is no such session'},
	]);
});

test('knows the destination again under a former name', t => {
	const {hits, skipped} = planTransfer(facts, {sessions: [1, 4], to: ann});
	t.deepEqual(hits, []);
	t.deepEqual(
		skipped.map(({reason}) => reason),
		['already with 1003 Ann Lee', 'already with 1003 Ann Lee'],
	);
});

test('a session that is named twice goes once', t => {
	const {draft, hits} = planTransfer(facts, {sessions: [1, 3, 1, 1], to: sales});
	t.deepEqual(hits, [1, 3]);
	t.deepEqual(draft.moves, [{from: ann, to: sales, sessions: [1, 3]}]);
});

test('a destination told by its number alone is given in full', t => {
	const {draft, skipped} = planTransfer(facts, {sessions: [1, 2], to: {...ann, id: 0, name: ''}});
	t.deepEqual(draft.moves, [{from: support, to: ann, sessions: [2]}]);
	t.is(skipped.length, 1);
});

test('nothing of the directory but the handler goes into the journal', t => {
	const owner = {...support, kind: 'queue', assignmentMode: 'ring-all'} as const;
	t.deepEqual(planTransfer(facts, {sessions: [1], to: owner}).draft.moves?.[0]?.to, support);
});

test('alters the handler and the number of transfers, and nothing else', t => {
	const given = memoryFacts({
		directory: office,
		sessions: [
			{
				handler: ann,
				status: 'closed',
				archived: true,
				transfers: 2,
				messages: 7,
				customer: {name: 'Li', number: '1'},
			},
		],
	});
	const before = given.session(1);
	given.commit({by: 'ann'}, planTransfer(given, {sessions: [1], to: apiHandler}).draft);
	t.deepEqual(given.session(1), {...before!, handler: apiHandler, transfers: 3});
});

test('the last destinations are those of the same person’s newest transfer, each once', t => {
	const kept = memoryFacts({directory: office, sessions: [{handler: ann}, {handler: bob}, {handler: ann}]});
	const user = {by: 'ann'};
	t.is(lastDestinations(kept, user), undefined);
	kept.commit(user, planTransfer(kept, {sessions: [1, 2], to: support}).draft);
	kept.commit({by: 'ann', as: 'boss'}, planTransfer(kept, {sessions: [1], to: sales}).draft);
	t.deepEqual(lastDestinations(kept, user), [support]);
	t.deepEqual(lastDestinations(kept, {by: 'ann', as: 'boss'}), [sales]);
	kept.commit(user, {kind: 'delete', deleted: [3]});
	t.deepEqual(lastDestinations(kept, user), [support]);
});
