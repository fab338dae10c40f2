import test from 'ava';
import {type Draft} from '../../source/domain/change.js';
import {type Owner} from '../../source/domain/directory.js';
import {factsAfter, noFacts, type StoreFacts} from '../../source/domain/store-facts.js';
import {ann, office, support} from '../helpers/office.js';

const after = (...drafts: readonly Draft[]): StoreFacts => drafts.reduce(factsAfter, noFacts);

test('what is said of the PBX adds up, and the last word counts', t => {
	const {pbx} = after(
		{kind: 'pbx', pbx: {name: 'One', api: true}},
		{kind: 'import', pbx: {name: 'Two', firmware: '37.23.0.31'}},
		{kind: 'pbx', pbx: {api: false}},
	);
	t.deepEqual(pbx, {name: 'Two', api: false, firmware: '37.23.0.31'});
});

test('the platform is where it was said last, or nowhere', t => {
	const set: Draft = {kind: 'platform', platform: 'https://a.example'};
	t.is(after(set).platform, 'https://a.example');
	t.is(after(set, {kind: 'platform', platform: 'https://b.example'}).platform, 'https://b.example');
	t.is(after(set, {kind: 'platform', platform: null}).platform, undefined);
});

test('a change that tells nothing of the store leaves its facts the same', t => {
	const facts = after({kind: 'import', directory: office.toRecord()});
	t.is(factsAfter(facts, {kind: 'transfer', moves: [{from: ann, to: support, sessions: [1]}]}), facts);
});

test('taking a change in twice does no harm', t => {
	const drafts: readonly Draft[] = [
		{kind: 'import', pbx: {name: 'One'}, directory: office.toRecord()},
		{kind: 'platform', platform: 'https://a.example'},
		{kind: 'import', directory: {owners: [{...(support as Owner), deletedAt: 5}], complete: ['queue']}},
	];
	t.deepEqual(after(...drafts, ...drafts), after(...drafts));
});

test('the connection is the one that was made last, and none after it was ended', t => {
	const connection = {sn: '3631', instance: 'a'};
	t.deepEqual(after({kind: 'connect', connection}).connection, connection);
	t.deepEqual(after({kind: 'connect', connection}, {kind: 'pbx', pbx: {name: 'One'}}).connection, connection);
	t.is(after({kind: 'connect', connection}, {kind: 'connect', connection: null}).connection, undefined);
});

test('another instance has read nothing of the PBX yet, the same one still has', t => {
	const connect = (instance: string): Draft => ({kind: 'connect', connection: {sn: '3631', instance}});
	const pulled = {lists: [[11, 7]], whole: [[1, 3]], partly: [[2, 40]], gone: [5]} as const;
	const sync: Draft = {kind: 'sync', pulled};
	t.deepEqual(after(connect('a'), sync, connect('a')).pulled, pulled);
	t.deepEqual(after(connect('a'), sync, connect('b')).pulled, {lists: [], whole: [], partly: [], gone: [5]});
});
