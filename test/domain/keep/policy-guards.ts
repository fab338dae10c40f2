import test from 'ava';
import {tooFar} from '../../../source/domain/keep/policy-guards.js';

const large = {all: 10_000, before: 0};

test('a run may take 100 sessions at first, and later twice what the run before took', t => {
	t.is(tooFar({...large, hits: 100}), undefined);
	t.regex(tooFar({...large, hits: 101}) ?? '', /twice the 0/);
	t.is(tooFar({...large, hits: 400, before: 200}), undefined);
	t.regex(tooFar({...large, hits: 401, before: 200}) ?? '', /twice the 200/);
});

test('a run takes a tenth of the store and no more', t => {
	t.is(tooFar({hits: 5, all: 50, before: 5}), undefined);
	t.regex(tooFar({hits: 1, all: 9, before: 1}) ?? '', /take 1 session,/);
	t.regex(tooFar({hits: 6, all: 50, before: 6}) ?? '', /a tenth of all 50/);
});

test('the limit of the policy itself counts too', t => {
	t.is(tooFar({...large, hits: 20, atMost: 20}), undefined);
	t.regex(tooFar({...large, hits: 21, atMost: 20}) ?? '', /more than the 20/);
});

test('the number that a person expects lifts the limits if it is right', t => {
	t.is(tooFar({...large, hits: 9000, atMost: 20, expect: 9000}), undefined);
	t.regex(tooFar({...large, hits: 9000, expect: 8999}) ?? '', /9,000 sessions, not the 8,999 expected/);
	t.regex(tooFar({...large, hits: 0, expect: 3}) ?? '', /not the 3 expected/);
});

test('no run takes the whole store, whatever a person expects', t => {
	t.regex(tooFar({hits: 7, all: 7, before: 7, expect: 7}) ?? '', /whole store \(7 sessions\)/);
	t.is(tooFar({hits: 0, all: 0, before: 0}), undefined);
});
