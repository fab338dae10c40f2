import test from 'ava';
import {mentionBy, mentionOf, personOn} from '../../../source/domain/erase/person.js';

const person = personOn('+15550100', 'sms');
const names = new Set(['zoe quagmire', '田中太郎', 'สมชาย ใจดี', 'ann-marie (hq)']);

const cases: readonly (readonly [text: string, isTold: boolean])[] = [
	['', false],
	['call 001 555-0100 back', true],
	['invoice 15550101', false],
	['Zoé QUAGMIRE rang', true],
	['zoe quagmires', false],
	['azoe quagmire', false],
	['chat_with_Zoe Quagmire.txt', true],
	['(zoe quagmire)', true],
	['for Ann-Marie (HQ), today', true],
	['ann-marie', false],
	// Words are not parted here.
	['田中太郎さんから電話', true],
	['株式会社の田中太郎', true],
	['田中次郎さんから電話', false],
	['คุณสมชาย ใจดีโทรมา', true],
];

for (const [text, isTold] of cases)
	test(`“${text}” ${isTold ? 'tells' : 'does not tell'} of the person`, t => {
		t.is(mentionOf(person, names)(text), isTold);
		t.is(mentionBy(person, part => names.has(part))(text), isTold);
	});
