import {chmodSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {readSecret} from '../../../source/exchange/http/secret.js';
import {secret} from '../../helpers/platform.js';
import {temporaryFolder} from '../../helpers/store.js';

const write = (file: string, text: string, mode: number): string => {
	writeFileSync(file, text);
	chmodSync(file, mode);
	return file;
};

const secretOf = (byte: number): string => `whsec_${Buffer.alloc(24, byte).toString('base64')}`;

test('the variable comes first, then the file it names, then the file among the settings', t => {
	const configFolder = temporaryFolder(t);
	write(path.join(configFolder, 'platform-secret'), `${secret}\n`, 0o600);
	t.is(readSecret({environment: {}, configFolder}), secret);
	const file = write(path.join(configFolder, 'other'), secretOf(2), 0o400);
	const named = {CHATLOGS_PLATFORM_SECRET_FILE: file};
	t.is(readSecret({environment: named, configFolder}), secretOf(2));
	t.is(
		readSecret({environment: {...named, CHATLOGS_PLATFORM_SECRET: secretOf(3)}, configFolder}),
		secretOf(3),
	);
	t.is(
		readSecret({
			environment: {CHATLOGS_PLATFORM_SECRET_FILE: '', CHATLOGS_PLATFORM_SECRET: ''},
			configFolder,
		}),
		secret,
	);
});

test('a missing secret is refused with what to do', t => {
	const configFolder = temporaryFolder(t);
	const error = t.throws(() => readSecret({environment: {}, configFolder}), {instanceOf: Refusal});
	t.true(error.message.includes(path.join(configFolder, 'platform-secret')));
	t.regex(error.message, /CHATLOGS_PLATFORM_SECRET\b.*0600/);
});

for (const mode of [0o640, 0o604, 0o622]) {
	test(`a file of mode 0${mode.toString(8)} is refused`, t => {
		const configFolder = temporaryFolder(t);
		write(path.join(configFolder, 'platform-secret'), secret, mode);
		t.throws(() => readSecret({environment: {}, configFolder}), {instanceOf: Refusal, message: /chmod 600/});
	});
}

for (const wrong of [
	'geheim',
	'whsec_',
	secret.slice(0, 20),
	`${secret}!geheim`,
	`whsec_${'A'.repeat(100)}`,
]) {
	test(`“${wrong.slice(0, 12)}…” of ${wrong.length} characters is refused and not told`, t => {
		const environment = {CHATLOGS_PLATFORM_SECRET: wrong};
		const error = t.throws(() => readSecret({environment, configFolder: '/nowhere'}), {instanceOf: Refusal});
		t.regex(error.message, /openssl rand -base64 32/);
		t.notRegex(error.message, /geheim|AAAA/);
	});
}
