import path from 'node:path';
import test from 'ava';
import {run} from '../helpers/command-line.js';
import {Platform} from '../helpers/platform.js';
import {temporaryFolder, temporaryStore} from '../helpers/store.js';

const settings = [
	['pbx', 'set', 'country=DE', 'api=on'],
	['platform', 'set', 'https://platform.example.com/chats'],
	['policy', 'set', 'Old', '--filter', 'channel:sms', '--then', 'delete'],
	['site', 'set', 'hq', '--label', 'HQ', '--tag', 'north', '--read-only', 'off'],
	['site', 'rename', 'hq', 'hq'],
	['demo', '--sessions', '5', '--no-open', '--store'],
];

for (const argv of settings) {
	test(`${argv.slice(0, 2).join(' ')} tells nothing with --quiet where that is so already`, async t => {
		const folder = temporaryFolder(t);
		const store = await temporaryStore(t);
		const sender = {...new Platform().sender, configFolder: path.join(folder, 'config')};
		const setting = {sender, dataFolder: path.join(folder, 'data'), stateFolder: path.join(folder, 'state')};
		t.is(await run.code(['site', 'add', 'hq', '--store', store], setting), 0);
		const whole = argv.at(-1) === '--store' ? [...argv, path.join(folder, 'demo')] : argv;
		t.is(await run.code(whole, setting), 0);
		t.not(await run.stdout(whole, setting), '');
		t.is(await run.stdout([...whole, '--quiet'], setting), '');
	});
}
