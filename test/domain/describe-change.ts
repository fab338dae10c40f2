import test from 'ava';
import {type Draft} from '../../source/domain/change.js';
import {describeChange} from '../../source/domain/describe-change.js';
import {apiHandler} from '../../source/domain/handler.js';
import {ann, bob, support} from '../helpers/office.js';

const summary = {sources: [], added: 1200, changed: 3, unchanged: 9, kept: 0, trashed: 0, refused: 0};
const counts = {failed: 0, files: 0};
const taken = {of: 1, sessions: [1, 2], tries: 1};
const failed = {of: 1, sessions: [4], tries: 1, failure: 'the analytics platform answered 422'};

const cases: readonly (readonly [change: Draft, line: string])[] = [
	[
		{kind: 'transfer', moves: [{from: ann, to: support, sessions: [1, 2]}]},
		'Transferred 2 sessions to Support',
	],
	[
		{
			kind: 'transfer',
			moves: [
				{from: ann, to: bob, sessions: [1]},
				{from: support, to: bob, sessions: [2]},
				{from: support, to: apiHandler, sessions: [3]},
			],
		},
		'Transferred 3 sessions to 1004 Bob Stone, Analytics platform',
	],
	[{kind: 'close', closed: [1, 2]}, 'Closed 2 sessions'],
	[{kind: 'archive', archived: [1]}, 'Archived 1 session'],
	[{kind: 'unarchive', unarchived: [1]}, 'Unarchived 1 session'],
	[{kind: 'delete', deleted: [1]}, 'Deleted 1 session'],
	[
		{
			kind: 'delete-messages',
			messagesDeleted: [
				{session: 1, ids: [1], messages: 1, ...counts},
				{session: 2, ids: [1, 2], messages: 2, ...counts},
			],
		},
		'Deleted 1 message of session 1, 2 messages of session 2',
	],
	[{kind: 'undo', of: 4, restored: [1, 2]}, 'Undid change 4: 2 sessions'],
	[{kind: 'redo', of: 5, deleted: [1]}, 'Took back undo 5: 1 session'],
	[{kind: 'import', import: summary}, 'Imported 1,200 new, 3 changed'],
	[{kind: 'sync', import: summary}, 'Synced 1,200 new, 3 changed'],
	[{kind: 'connect', connection: {sn: '3631', instance: 'a'}}, 'Connected to the PBX 3631'],
	[{kind: 'connect', connection: null}, 'Disconnected from the PBX'],
	[{kind: 'import', import: {...summary, refused: 2}}, 'Imported 1,200 new, 3 changed, 2 refused'],
	[{kind: 'purge', purged: [{from: ann, sessions: [1], messages: 2}]}, 'Purged 1 session'],
	[
		{kind: 'platform', platform: 'https://a.example/'},
		'URL of the analytics platform set: https://a.example/',
	],
	[{kind: 'platform', platform: null}, 'URL of the analytics platform removed'],
	[{kind: 'delivery', deliveries: [taken]}, 'Analytics platform told of 2 sessions'],
	[
		{kind: 'delivery', deliveries: [failed]},
		'Delivery of 1 session failed: the analytics platform answered 422',
	],
	[
		{
			kind: 'delivery',
			deliveries: [taken, {...taken, sessions: [3]}, failed],
			begun: [{of: 1, sessions: [5]}],
		},
		'Analytics platform told of 3 sessions. Delivery of 1 session failed: the analytics platform answered 422. Analytics platform told of a part of 1 session',
	],
	[{kind: 'delivery', target: 'pbx', deliveries: [taken]}, 'Carried out on the PBX for 2 sessions'],
	[
		{
			kind: 'delivery',
			target: 'pbx',
			deliveries: [failed, {...failed, of: 2, sessions: [5]}],
			moves: [{from: ann, to: bob, sessions: [4]}],
			restored: [5],
		},
		'Not carried out on the PBX for 2 sessions: the analytics platform answered 422. Put back 2 sessions',
	],
	[
		{kind: 'pbx', pbx: {firmware: '37.23.0.31', omnichannel: true, api: false}},
		'PBX facts set: firmware=37.23.0.31 omnichannel=on api=off',
	],
	[
		{kind: 'pbx', pbx: {deleteGrace: 3600, keepFiles: true}},
		'PBX facts set: delete-grace=3600s keep-files=on',
	],
	[{kind: 'feed', feed: 'postgres://a@b/c'}, 'Fed to postgres://a@b/c from now on'],
	[{kind: 'feed', feed: null}, 'The feed to a database ended'],
	[{kind: 'tidy'}, 'Moved histories together; no session was altered'],
	[{kind: 'repair'}, 'Store repaired'],
	[{kind: 'lost'}, 'Lost: its line was damaged, so nobody can tell what it did'],
];

for (const [change, line] of cases) {
	test(`a change tells: ${line}`, t => {
		t.is(describeChange({...change, n: 9, at: 0, by: 'ann'}), line);
	});
}
