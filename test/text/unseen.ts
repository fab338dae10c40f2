import test from 'ava';
import {isUnseen} from '../../source/text/unseen.js';

for (const text of [
	'',
	' \t',
	'\u200B',
	'\u00AD',
	'\u3164',
	'\u2800',
	'\u202E',
	'\u0301',
	'\uFE0F',
	'\u0007',
])
	test(`nobody sees ${JSON.stringify(text)}`, t => {
		t.true(isUnseen(text));
		t.true(isUnseen(` ${text}`));
		t.false(isUnseen(`${text}a`));
	});

for (const text of ['a', '7', '-', '李', '☂️', 'e\u0301', '👩\u200D💻', '⠁'])
	test(`one sees ${text}`, t => {
		t.false(isUnseen(text));
	});
