import test from 'ava';
import {comparable} from '../../source/text/comparable.js';

const same: readonly (readonly [what: string, written: string, typed: string])[] = [
	['capitals', 'MARIA', 'maria'],
	['a capital İ', 'İSTANBUL', 'istanbul'],
	['a dotless ı', 'DIYARBAKIR', 'diyarbakır'],
	['a final sigma', 'ΟΔΟΣ', 'οδοσ'],
	['a decomposed accent', 'Jose\u0301', 'josé'],
	['a decomposed capital', 'J\u030C', '\u01F0'],
	['a capital sharp s', 'STRAẞE', 'straße'],
	['a line break', 'Ann\nLee', 'ann lee'],
	['Chinese', '李雷', '李雷'],
];

for (const [what, written, typed] of same) {
	test(`compares ${what} as the same`, t => {
		t.is(comparable(written), comparable(typed));
	});
}
