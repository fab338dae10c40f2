import test from 'ava';
import {type DirectoryRecord, type Owner} from '../../../source/domain/directory.js';
import {isFromAnotherPbx} from '../../../source/domain/merge/another-pbx.js';
import {applyDirectory, mergeDirectory} from '../../../source/domain/merge/directory.js';
import {fc} from '../../helpers/random.js';

const ann: Owner = {kind: 'extension', id: 103, number: '1003', name: 'Ann Lee'};
const bob: Owner = {kind: 'extension', id: 104, number: '1004', name: 'Bob Ray'};
const support: Owner = {kind: 'queue', id: 1, number: '', name: 'Support', assignmentMode: 'auto'};
const unlisted: Owner = {kind: 'extension', id: 0, number: '1003', name: ''};
const now = 900;

const record = (owners: readonly Owner[], complete: DirectoryRecord['complete'] = []): DirectoryRecord => ({
	owners,
	complete,
});

for (const [title, known, incoming, expected, changed] of [
	['new owners come in', record([ann]), record([bob]), record([ann, bob]), [bob]],
	[
		'the same again is no news',
		record([ann, support]),
		record([support, ann]),
		record([ann, support]),
		undefined,
	],
	[
		'a new name counts',
		record([ann]),
		record([{...ann, name: 'Ann Ray'}]),
		record([{...ann, name: 'Ann Ray'}]),
		[{...ann, name: 'Ann Ray'}],
	],
	[
		'what a list leaves out stays',
		record([support]),
		record([{kind: 'queue', id: 1, number: '', name: ''}]),
		record([support]),
		undefined,
	],
	[
		'a deletion counts',
		record([ann]),
		record([{...ann, deletedAt: 5}]),
		record([{...ann, deletedAt: 5}]),
		[{...ann, deletedAt: 5}],
	],
	[
		'a deleted extension does not stand for its successor',
		record([unlisted]),
		record([{...ann, deletedAt: 5}]),
		record([unlisted, {...ann, deletedAt: 5}]),
		[{...ann, deletedAt: 5}],
	],
	['who is listed again is in use', record([{...ann, deletedAt: 5}]), record([ann]), record([ann]), [ann]],
	[
		'a list that is not complete deletes nobody',
		record([ann, bob]),
		record([bob]),
		record([ann, bob]),
		undefined,
	],
	[
		'who is missing from a complete list was deleted',
		record([ann, bob, support]),
		record([bob], ['extension']),
		record([{...ann, deletedAt: now}, bob, support], ['extension']),
		[{...ann, deletedAt: now}],
	],
	[
		'who was deleted before stays so since then',
		record([{...ann, deletedAt: 5}, bob]),
		record([bob], ['extension']),
		record([{...ann, deletedAt: 5}, bob], ['extension']),
		[],
	],
	[
		'a complete list stays complete',
		record([ann], ['extension']),
		record([bob]),
		record([ann, bob], ['extension']),
		[bob],
	],
	['an extension known by its number gets its id', record([unlisted]), record([ann]), record([ann]), [ann]],
	[
		'also by a complete list',
		record([unlisted]),
		record([ann], ['extension']),
		record([ann], ['extension']),
		[ann],
	],
	[
		'an event deletes the extension with its number',
		record([ann]),
		record([{...unlisted, deletedAt: 5}]),
		record([{...ann, deletedAt: 5}]),
		[{...ann, deletedAt: 5}],
	],
	[
		'a successor with the same number is another',
		record([{...ann, deletedAt: 5}]),
		record([unlisted]),
		record([{...ann, deletedAt: 5}, unlisted]),
		[unlisted],
	],
	[
		'the last of two tellings counts',
		record([{...ann, deletedAt: 5}]),
		record([ann, {...ann, deletedAt: 5}]),
		record([{...ann, deletedAt: 5}]),
		undefined,
	],
] as const) {
	test(title, t => {
		const merged = mergeDirectory(known, incoming, now);
		t.deepEqual(merged.directory, expected);
		t.deepEqual(merged.changed?.owners, changed);
	});
}

const owner: fc.Arbitrary<Owner> = fc.record(
	{
		kind: fc.constantFrom('extension' as const, 'queue' as const),
		id: fc.nat(3),
		number: fc.constantFrom('1', '2'),
		name: fc.constantFrom('', 'a'),
		deletedAt: fc.integer({min: 1, max: 3}),
	},
	{requiredKeys: ['kind', 'id', 'number', 'name']},
);
const lists = fc.record({
	// As lists are: each with its id, and once.
	owners: fc.uniqueArray(
		owner.filter(({id}) => id !== 0),
		{selector: ({kind, id}) => `${kind}${id}`, maxLength: 5},
	),
	complete: fc.subarray(['extension' as const, 'queue' as const]),
});

test('the same twice changes nothing, and the change tells all that is new', t => {
	fc.assert(
		fc.property(lists, fc.array(owner, {maxLength: 3}), lists, (before, events, list) => {
			const known = mergeDirectory(before, {owners: events, complete: []}, 1).directory;
			const {directory, changed} = mergeDirectory(known, list, now);
			t.is(mergeDirectory(directory, list, now + 1).changed, undefined);
			t.deepEqual(changed ? applyDirectory(known, changed) : known, directory);
		}),
	);
});

for (const [foreign, known, expected] of [
	[0, 0, false],
	[1, 100, false],
	[2, 199, true],
	[1, 1, true],
] as const) {
	test(`${foreign} foreign of ${known} known sessions ${expected ? 'refuse' : 'do not refuse'} the import`, t => {
		t.is(isFromAnotherPbx({foreign, known}), expected);
	});
}
