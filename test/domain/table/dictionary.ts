import test from 'ava';
import {Dictionary} from '../../../source/domain/table/dictionary.js';

test('equal values have one number, by which they are found again', t => {
	const dictionary = new Dictionary<{readonly name: string}>();
	const first = dictionary.numberOf({name: 'a'});
	const second = dictionary.numberOf({name: 'b'});
	t.not(first, second);
	t.is(dictionary.numberOf({name: 'a'}), first);
	t.deepEqual(dictionary.get(second), {name: 'b'});
	t.deepEqual(dictionary.values, [{name: 'a'}, {name: 'b'}]);
});

test('what makes values equal can be said', t => {
	const dictionary = new Dictionary<string>(value => value.toLowerCase());
	t.is(dictionary.numberOf('Ann'), dictionary.numberOf('ANN'));
	t.deepEqual(dictionary.values, ['Ann']);
});
