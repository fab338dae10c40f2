import test from 'ava';
import {isTellingName} from '../../source/text/telling-name.js';

const names: readonly (readonly [name: string, isTelling: boolean])[] = [
	['', false],
	['Bob', false],
	['B. O’B', false],
	['1234', false],
	['Anna', true],
	['Li Na', true],
	['李', false],
	['李雷', true],
	['철수', false],
	['김철수', true],
	['みき', false],
	['ひなた', true],
];

for (const [name, isTelling] of names)
	test(`“${name}” ${isTelling ? 'tells' : 'does not tell'} one person from others`, t => {
		t.is(isTellingName(name), isTelling);
	});
