import test from 'ava';
import {StoreRefusal} from '../../source/domain/refusal.js';
import {emptyManifest, type Manifest, openManifest} from '../../source/storage/manifest.js';
import {SimulatedFileSystem} from '../helpers/simulated-file-system.js';

const filesWith = (content?: string): SimulatedFileSystem => {
	const files = new SimulatedFileSystem();
	if (content !== undefined) files.put('/store.json', content);
	return files;
};

test('what is written is read, and takes its name when it is whole', async t => {
	const files = filesWith();
	const manifest = openManifest(files, '/');
	const data: Manifest = {...emptyManifest, pbx: {name: 'Head office “ä”'}};
	manifest.data = data;
	await manifest.write();
	const read = openManifest(files, '/');
	await read.read();
	t.deepEqual(read.data, data);
	t.deepEqual(files.list('/'), ['store.json']);
	t.deepEqual(files.operations, [
		'make store.json.new',
		'write store.json.new',
		'sync store.json.new',
		'rename store.json',
		'sync folder ',
	]);
});

const whole = JSON.stringify(emptyManifest);

for (const [name, content, reason] of [
	['is missing', undefined, '/store.json is missing'],
	['is empty', '', '/store.json is damaged: Unexpected end of JSON input. It was left as it is.'],
	['is cut off', whole.slice(0, -20), /^\/store\.json is damaged: .+ It was left as it is\.$/v],
	[
		'is another program’s',
		'{"name":"x"}',
		'/store.json is not a store of chatlogs. Choose another folder with --store.',
	],
	['is no object', '[1]', '/store.json is not a store of chatlogs. Choose another folder with --store.'],
	['is null', 'null', '/store.json is not a store of chatlogs. Choose another folder with --store.'],
	[
		'is newer',
		JSON.stringify({...emptyManifest, version: 99}),
		'/store.json was written by a newer chatlogs (store version 99; this one knows 4). Update chatlogs; the store was left as it is.',
	],
	...(['segments', 'folded', 'directory', 'pbx'] as const).map(
		part =>
			[
				`lacks ${part}`,
				JSON.stringify({...emptyManifest, [part]: undefined}),
				'/store.json is damaged: parts of it are missing, or not what they should be. It was left as it is.',
			] as const,
	),
] as const) {
	test(`a store.json that ${name} is refused with the reason, and left as it is`, async t => {
		const files = filesWith(content);
		await t.throwsAsync(openManifest(files, '/').read(), {instanceOf: StoreRefusal, message: reason});
		t.deepEqual(files.operations, []);
		if (content !== undefined) t.is(files.bytes('/store.json').toString(), content);
	});
}
