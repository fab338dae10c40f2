import test from 'ava';
import {canonicalJson} from '../../../source/domain/proof/canonical-json.js';
import {fc} from '../../helpers/random.js';

test('a value is written in one way, whatever the order of its keys', t => {
	t.is(
		canonicalJson({b: [1, {d: null, c: 'é\n'}], a: undefined}),
		String.raw`{"b":[1,{"c":"é\n","d":null}]}`,
	);
	t.is(canonicalJson(JSON.parse('{"z":1,"__proto__":{"a":2}}')), '{"__proto__":{"a":2},"z":1}');
});

test('it is JSON of the same value, and of nothing else', t => {
	fc.assert(
		fc.property(fc.jsonValue({maxDepth: 5}), value => {
			const text = canonicalJson(value);
			const plain = JSON.stringify(value);
			t.deepEqual(JSON.parse(text), JSON.parse(plain));
			t.is(canonicalJson(JSON.parse(text)), text);
		}),
	);
});
