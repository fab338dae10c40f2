import test from 'ava';
import {sendErrors} from '../../source/demo/attachment-data.js';
import {describeSendError} from '../../source/domain/send-error.js';

for (const [error, words] of [
	['exceeds_size_limit', 'too large'],
	['auth_not_exit', 'no authentication'],
	['send_fail: 131053 exceeds_size_limit', 'sending failed: 131053 exceeds_size_limit'],
	['no_such_code', 'no_such_code'],
	['no_such_code: why', 'no_such_code: why'],
	['constructor', 'constructor'],
	['send_failure', 'send_failure'],
	['send_fail again', 'send_fail again'],
	['131053: send_fail', '131053: send_fail'],
	['', ''],
] as const)
	test(`a send error “${error}” reads “${words}”`, t => {
		t.is(describeSendError(error), words);
	});

test('no code of the demo is left as it is', t => {
	for (const code of sendErrors) t.notRegex(describeSendError(code), /_/);
});
