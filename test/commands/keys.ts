import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {actions} from '../../source/actions/registry.js';
import {type Outcome, run} from '../helpers/command-line.js';

const withPreferences = (
	t: ExecutionContext,
	text: string,
): ((...argv: readonly string[]) => Promise<Outcome>) => {
	const preferencesFolder = mkdtempSync(path.join(os.tmpdir(), 'chatlogs-keys-'));
	t.teardown(() => rmSync(preferencesFolder, {recursive: true}));
	writeFileSync(path.join(preferencesFolder, 'preferences.json'), text);
	return async (...argv) => {
		const outcome = await run(['keys', ...argv], {preferencesFolder});
		t.deepEqual(readdirSync(preferencesFolder), ['preferences.json']);
		t.is(readFileSync(path.join(preferencesFolder, 'preferences.json'), 'utf8'), text);
		return outcome;
	};
};

test('prints every action with its keys', async t => {
	const {code, stdout, stderr} = await run(['keys']);
	t.is(code, 0);
	t.is(stderr, '');
	for (const {id, keys} of actions)
		t.regex(stdout, new RegExp(`^${RegExp.escape(`${id} `)} +${RegExp.escape(keys.join(' '))} `, 'm'));
});

test('prints one’s own keys beside the default ones', async t => {
	const keys = withPreferences(t, '{"keys": {"session.transfer": "Ctrl-T", "jobs.open": {"list": "none"}}}');
	const {stdout} = await keys();
	t.regex(stdout, /^session\.transfer +ctrl-t +t +Transfer +list messages operations$/m);
	t.regex(stdout, /^jobs\.open +none +w .+ list$/m);
	t.regex(stdout, /^jobs\.open +w +— .+ messages operations$/m);
	const json = await keys('--json');
	const {keys: all, problems} = JSON.parse(json.stdout) as {
		keys: readonly object[];
		problems: unknown;
	};
	t.deepEqual(problems, []);
	t.true(
		all.some(
			each =>
				JSON.stringify(each) ===
				'{"id":"jobs.open","place":"list","title":"Jobs: work behind the screen, its progress and errors","keys":[],"defaults":["w"]}',
		),
	);
	const checked = await keys('--check');
	t.like(checked, {code: 0, stdout: 'All keys can be used.\n', stderr: ''});
});

test('tells what cannot be used, and leaves the file as it is', async t => {
	const keys = withPreferences(t, String.raw`{"keys": {"session.transfer": "d", "nonsense\u001b[2J": "x"}}`);
	const checked = await keys('--check');
	t.like(checked, {code: 1, stdout: ''});
	t.is(
		checked.stderr,
		'chatlogs: keys: there is no action “nonsense^[[2J”\n' +
			'chatlogs: keys.session.transfer: d is the key of session.delete in list\n',
	);
	const listed = await keys();
	t.is(listed.code, 0);
	t.is(listed.stderr, checked.stderr);
	const {code, stdout} = await keys('--check', '--json');
	t.is(code, 1);
	t.is((JSON.parse(stdout) as {problems: readonly string[]}).problems.length, 2);
});

for (const [text, problem] of [
	['{"keys": {,}}', /preferences\.json is no JSON$/m],
	[`[${' '.repeat(1_100_000)}]`, /preferences\.json is larger than 1 MiB$/m],
	['{"keys": 3}', /^chatlogs: keys: expected an object/],
] as const)
	test(`a file that begins with ${text.slice(0, 12)} is told and left alone`, async t => {
		const {code, stderr} = await withPreferences(t, text)('--check');
		t.is(code, 1);
		t.regex(stderr, problem);
	});
