import {createHash} from 'node:crypto';
import test from 'ava';
import {DigestSet} from '../../../source/storage/proof/digest-set.js';

const digest = (number: number): Buffer => createHash('sha256').update(String(number)).digest();

test('knows exactly what was added, each once', t => {
	const set = new DigestSet(7);
	for (let round = 0; round < 2; round++)
		for (let number = 0; number < 5000; number++) set.add(digest(number));
	t.is(set.count, 5000);
	for (let number = 0; number < 5000; number++) t.true(set.has(digest(number)));
	for (let number = 5000; number < 10_000; number++) t.false(set.has(digest(number)));
});
