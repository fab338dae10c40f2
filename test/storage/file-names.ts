import test from 'ava';
import {deliverLockName, isDeliverLock} from '../../source/storage/file-names.js';
import {StoreRefusal} from '../../source/domain/refusal.js';

for (const [target, name] of [
	['platform', 'deliver-lock'],
	['pbx', 'deliver-lock-pbx'],
	['feed-2', 'deliver-lock-feed-2'],
	['../pbx', undefined],
	['pbx\n', undefined],
	['', undefined],
	['PBX', undefined],
] as const) {
	test(`who delivers to ${JSON.stringify(target)} ${name === undefined ? 'finds no lock' : `holds ${name}`}`, t => {
		if (name === undefined) t.throws(() => deliverLockName(target), {instanceOf: StoreRefusal});
		else {
			t.is(deliverLockName(target), name);
			t.true(isDeliverLock(name));
		}
	});
}

test('what only begins like the lock of a deliverer is none', t => {
	for (const name of ['deliver-lock-', 'deliver-lock-/x', 'deliver-lock.new', 'deliver-locks', 'lock'])
		t.false(isDeliverLock(name), name);
});
