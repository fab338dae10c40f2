import test from 'ava';
import {mergeState} from '../../../source/domain/merge/state.js';

const shown = {status: 'closed', archived: false} as const;

for (const [title, imported, told, expected] of [
	['nothing was done here', {}, {status: 'closed'}, {...shown, kept: false}],
	[
		'nothing was done here, and the PBX says news',
		{},
		{status: 'open'},
		{...shown, status: 'open', kept: false},
	],
	[
		'the PBX says what it said before',
		{importedStatus: 'open'},
		{status: 'open'},
		{...shown, importedStatus: 'open', kept: true},
	],
	['the PBX did the same meanwhile', {importedStatus: 'open'}, {status: 'closed'}, {...shown, kept: false}],
	['the PBX says nothing', {importedStatus: 'open'}, {}, {...shown, importedStatus: 'open', kept: false}],
	[
		'archived there, closed here',
		{importedStatus: 'open'},
		{status: 'open', archived: true},
		{...shown, archived: true, importedStatus: 'open', kept: true},
	],
	[
		'brought back here from the archive',
		{importedArchived: true},
		{archived: true},
		{...shown, importedArchived: true, kept: true},
	],
	['brought back there, too', {importedArchived: true}, {archived: false}, {...shown, kept: false}],
] as const) {
	test(`of status and archived: ${title}`, t => {
		t.deepEqual(mergeState(shown, imported, told), expected);
	});
}
