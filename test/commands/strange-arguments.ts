import test from 'ava';
import {loadCommands} from '../../source/commands/command-list.js';
import {flagName} from '../../source/commands/flag-name.js';
import {run} from '../helpers/command-line.js';
import {hostileText} from '../helpers/hostile-text.js';
import {temporaryStore} from '../helpers/store.js';
import {fc, trials} from '../helpers/random.js';

const commands = await loadCommands();

const flags = [...new Set(commands.flatMap(command => Object.keys(command.flags)).map(flagName))];

/** Those that would wait for ever, write elsewhere, or reach the network. */
const leftOut = new Set(['--watch', '--output', '--report']);

const word = fc.oneof(
	fc.constantFrom(...flags.filter(flag => !leftOut.has(flag)), '--json', '--as', '--help', '--', '-', '-x'),
	fc.constantFrom(
		'set',
		'bash',
		'3001',
		'0',
		'-1',
		'1e9',
		'99999999999999999999',
		'queue:',
		'extension:1013',
		'api',
	),
	fc.constantFrom(
		'is:orphaned',
		'id:1..',
		'text:"',
		'sort:',
		'--filter=(',
		'--limit=NaN',
		'__proto__',
		'--=',
		'',
	),
	hostileText,
);

const names = commands.map(({name}) => name).filter(name => !['deliver', 'platform'].includes(name));

test('tells in one line what is wrong, whatever it is given', async t => {
	const folder = await temporaryStore(t);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...names), fc.array(word, {maxLength: 5}), async (name, words) => {
			const {code, stdout, stderr} = await run([name, '--store', folder, ...words], {dataFolder: folder});
			const told = `${JSON.stringify([name, ...words])}: ${code} ${stderr}`;
			t.true(code >= 0 && code <= 3, told);
			t.notRegex(stderr, /\n {4}at |this is a bug/, told);
			t.notRegex(stdout + stderr, /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/, told);
			if (code === 2) t.is(stderr.trimEnd().split('\n').length, 1, told);
		}),
		{numRuns: trials(100)},
	);
});
