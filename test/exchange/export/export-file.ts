import {mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {Readable} from 'node:stream';
import test from 'ava';
import {Refusal, UsageRefusal} from '../../../source/domain/refusal.js';
import {writeExport} from '../../../source/exchange/export/export-file.js';
import {temporaryFolder} from '../../helpers/store.js';

const texts = (...parts: readonly string[]): AsyncIterable<string> => Readable.from(parts);

const target = (file: string, rest: Partial<Parameters<typeof writeExport>[0]> = {}) => ({
	file,
	storeFolder: '/nowhere',
	mayReplace: false,
	...rest,
});

test('writes all of it', async t => {
	const folder = temporaryFolder(t);
	await writeExport(target(path.join(folder, 'a')), texts('one ', 'two ', '李'));
	t.is(readFileSync(path.join(folder, 'a'), 'utf8'), 'one two 李');
	t.deepEqual(readdirSync(folder), ['a']);
});

async function* failing(): AsyncGenerator<string> {
	yield* ['half'];
	await Promise.reject(new Refusal('The history is damaged.'));
}

test('leaves nothing behind if what is to be written fails, nor touches what was there', async t => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'a');
	await writeExport(target(file), texts('kept'));
	await t.throwsAsync(writeExport(target(file, {mayReplace: true}), failing()), {message: /damaged/});
	t.is(readFileSync(file, 'utf8'), 'kept');
	t.deepEqual(readdirSync(folder), ['a']);
});

test('does not replace what came to its place meanwhile', async t => {
	const folder = temporaryFolder(t);
	const file = path.join(folder, 'a');
	function* slow(): Generator<string> {
		yield 'late';
		writeFileSync(file, 'first');
	}

	await t.throwsAsync(writeExport(target(file), Readable.from(slow())), {
		instanceOf: UsageRefusal,
		message: /is there already/,
	});
	t.is(readFileSync(file, 'utf8'), 'first');
	t.deepEqual(readdirSync(folder), ['a']);
});

test('replaces only plain files', async t => {
	const folder = temporaryFolder(t);
	mkdirSync(path.join(folder, 'folder'));
	symlinkSync('/dev/null', path.join(folder, 'link'));
	for (const file of [path.join(folder, 'folder'), path.join(folder, 'link'), '/dev/null']) {
		await t.throwsAsync(writeExport(target(file, {mayReplace: true}), texts('x')), {
			instanceOf: UsageRefusal,
			message: /is no plain file/,
		});
	}
});

test('knows the folder of the store by every way to it', async t => {
	const folder = temporaryFolder(t);
	const storeFolder = path.join(folder, 'store');
	mkdirSync(path.join(storeFolder, 'inner'), {recursive: true});
	symlinkSync(storeFolder, path.join(folder, 'link'));
	for (const place of ['store/a', 'store/../store/a', 'link/a', 'store/inner/a']) {
		await t.throwsAsync(writeExport(target(path.join(folder, place), {storeFolder}), texts('x')), {
			instanceOf: UsageRefusal,
			message: /own folder/,
		});
	}

	await writeExport(target(path.join(folder, 'stored'), {storeFolder}), texts('x'));
	t.deepEqual(readdirSync(storeFolder), ['inner']);
});

test('says what to do where the system refuses', async t => {
	const folder = temporaryFolder(t);
	const places: readonly (readonly [file: string, told: RegExp])[] = [
		[path.join(folder, 'missing', 'a'), /its folder does not exist/],
		[path.join(folder, 'x'.repeat(300)), /its name is too long/],
	];
	for (const [file, message] of places)
		await t.throwsAsync(writeExport(target(file), texts('x')), {instanceOf: Refusal, message});
	await writeExport(target(path.join(folder, 'file')), texts('x'));
	await t.throwsAsync(writeExport(target(path.join(folder, 'file', 'a')), texts('x')), {
		instanceOf: Refusal,
		message: /its folder is a file/,
	});
});
