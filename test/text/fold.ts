import test from 'ava';
import {compactNumber, fold} from '../../source/text/fold.js';

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
		t.is(fold(written), fold(typed));
	});
}

const numbers: readonly (readonly [written: string, compact: string])[] = [
	['+1 (555) 010-0123', '+15550100123'],
	['+1.555.0100', '+15550100'],
	['+1\u00A0555\u20110100', '+15550100'],
	['webchat-7', 'webchat7'],
];

for (const [written, compact] of numbers) {
	test(`compares the number ${written} as ${compact}`, t => {
		t.is(compactNumber(written), compact);
	});
}
