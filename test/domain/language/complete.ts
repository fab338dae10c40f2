import test from 'ava';
import {Directory} from '../../../source/domain/directory.js';
import {complete} from '../../../source/domain/language/complete.js';
import {apiHandler, nobody} from '../../../source/domain/handler.js';
import {tableOf} from '../../helpers/table.js';

const source = {
	table: tableOf([
		{channel: {type: 'fax', name: 'Old', number: '+1 555'}, handler: apiHandler},
		{channel: {type: 'livechat', name: 'Website', number: ''}, handler: nobody},
		{handler: {kind: 'extension', id: 3, number: '1003', name: 'Ann Lee'}},
		// Nothing that could be written after `handler:`.
		{handler: {kind: 'extension', id: 4, number: '', name: ''}},
	]),
	directory: new Directory({
		owners: [
			{kind: 'extension', id: 3, number: '1003', name: 'Ann Lee', deletedAt: 1},
			{kind: 'queue', id: 6, number: '', name: 'Tech Support'},
		],
		complete: [],
	}),
};

/** `|` is the caret; each result is what the text would become. */
const completions: readonly (readonly [text: string, results: readonly string[]])[] = [
	['s|', ['sender:', 'status:', 'sort:']],
	['a -st|', ['a -status:']],
	['a ST|x b', ['a status: b']],
	['re|cip:ann', ['recipient:ann']],
	['zz|', []],
	['"s|', []],
	['status:|', ['status:open', 'status:closed']],
	['status:open,c|', ['status:open,closed']],
	['status:c|l is:x', ['status:closed is:x']],
	['has:f|', ['has:failed', 'has:file']],
	['is:p|', ['is:picked-up', 'is:pending', 'is:orphaned']],
	['sort:-c|', ['sort:-created', 'sort:-customer', 'sort:-channel']],
	['created:last-|', ['created:last-7-days', 'created:last-30-days']],
	['active:1|', ['active:12h']],
	['channel:f|', ['channel:facebook', 'channel:fax']],
	['number:|', ['number:"+1 555"', 'number:Website']],
	['number:"+1|', ['number:"+1 555"']],
	['number:+155|', ['number:"+1 555"']],
	['number:001-5|', []],
	['number:55|', ['number:"+1 555"']],
	['handler:|', ['handler:extension:1003', 'handler:"queue:Tech Support"', 'handler:api', 'handler:none']],
	['handler:ann|', ['handler:extension:1003']],
	['handler:q|', ['handler:"queue:Tech Support"']],
	['customer:m|', []],
	['constructor:x|', []],
];

for (const [marked, results] of completions) {
	test(`completes ${marked}`, t => {
		const caret = marked.indexOf('|');
		const text = marked.replace('|', '');
		const {from, to, options} = complete(text, caret, source);
		t.deepEqual(
			options.map(option => text.slice(0, from) + option.text + text.slice(to)),
			results,
		);
	});
}

test('offers every field where nothing is written yet, with what it means', t => {
	const {from, to, options} = complete('a  b', 2, source);
	t.deepEqual([from, to], [2, 2]);
	t.deepEqual(options[0], {text: 'id:', hint: 'session id'});
	t.true(options.some(({text}) => text === 'sort:'));
});

test('says which handlers were deleted', t => {
	const {options} = complete('handler:1003', 12, source);
	t.deepEqual(options, [
		{text: 'extension:1003', label: '1003 Ann Lee, deleted', hint: '1003 Ann Lee, deleted'},
	]);
});

test('filters complete by their name', t => {
	const named = [
		{name: 'VIP open', text: 'status:open costa'},
		{name: 'Not VIP', text: '-costa'},
		{name: 'Státus', text: 'is:held'},
	];
	const completed = (marked: string): readonly string[] => {
		const text = marked.replace('|', '');
		const {from, to, options} = complete(text, marked.indexOf('|'), source, {filters: named});
		return options.map(option => text.slice(0, from) + option.text + text.slice(to));
	};

	t.deepEqual(completed('a vip| b'), ['a status:open costa b', 'a -costa b']);
	t.deepEqual(completed('"vip o|'), ['status:open costa']);
	t.deepEqual(completed('-vip|'), []);
	t.deepEqual(completed('sta|'), ['status:', 'is:held']);
	t.deepEqual(completed('id:vip|'), []);
});

test('the names of sites, where there are any', t => {
	const sites = [
		{name: 'berlin', folder: '/b'},
		{name: 'bonn', folder: '/c', label: 'Rhine office'},
	];
	const texts = (text: string, known = sites): readonly string[] =>
		complete(text, text.length, source, {sites: known}).options.map(option => option.text);
	t.deepEqual(texts('si'), ['site:']);
	t.deepEqual(texts('si', []), []);
	t.deepEqual(texts('site:'), ['berlin', 'bonn', '*']);
	t.deepEqual(texts('site:be'), ['berlin']);
	t.deepEqual(texts('site:berlin,rhine'), ['bonn']);
	t.deepEqual(texts('site:x'), []);
	t.deepEqual(texts('site:', []), []);
});
