import {readFileSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {commandLineOn, type Outcome} from '../helpers/command-line.js';
import {temporaryStore} from '../helpers/store.js';

const told = (name: string): object =>
	JSON.parse(readFileSync(`test/fixtures/yeastar/${name}.json`, 'utf8')) as object;

type Run = (argv: readonly string[]) => Promise<Outcome>;

const storeOf = async (t: ExecutionContext, name: string): Promise<Run> =>
	commandLineOn(await temporaryStore(t, told(name)));

const idsFor = async (run: Run, filter: string): Promise<readonly number[]> => {
	const {stdout} = await run(['list', '--filter', filter, '--json']);
	return (JSON.parse(stdout) as {sessions: readonly {id: number}[]}).sessions.map(({id}) => id);
};

const people: readonly (readonly [filter: string, ids: readonly number[]])[] = [
	['customer:jose', [4001, 4002, 4003]],
	['customer:josé', [4001, 4002]],
	['customer:jose\u0301', [4001, 4002]],
	['jose', [4001, 4002, 4003]],
	['josé', [4001, 4002]],
	['customer:finn', [4013]],
	['customer:full', [4014]],
	['customer:"zoë nbsp"', [4015]],
	['customer:"zoe nbsp"', [4015]],
	["customer:o'brien", [4016]],
	['customer:strasse', [4007, 4008]],
	['customer:straße', [4007, 4008]],
	['customer:ismail', [4005, 4006]],
	['customer:ışık', [4005]],
	['customer:lukasz', [4017]],
	['customer:łukasz', [4017]],
	['customer:tran', [4019]],
	['customer:カタカナ', [4020, 4021]],
	['text:finn', [4013]],
	['text:"zoe nbsp"', [4015]],
	['text:jose', [4001, 4002, 4003]],
	['text:josé', [4001, 4002]],
	["text:o'brien", [4016]],
	['text:カタカナ', [4020, 4021]],
];

test('finds names and messages by the same word, however it is written', async t => {
	const run = await storeOf(t, 'accents');
	for (const [filter, ids] of people) t.deepEqual(await idsFor(run, `${filter} sort:id`), ids, filter);
	const {stdout} = await run(['search', 'STRASSE', '--ndjson']);
	t.is(stdout.trim().split('\n').length, 2);
});

test('sorts names as a person would', async t => {
	const run = await storeOf(t, 'accents');
	const ids = await idsFor(run, 'sort:customer');
	const before = (a: number, b: number): boolean => ids.indexOf(a) < ids.indexOf(b);
	t.true(before(4004, 4003), 'Álvaro before Jose');
	t.true(before(4017, 4010), 'Łukasz before Petr');
});

test('does not end in a silent nothing where numbers and signs are written in other ways', async t => {
	const run = await storeOf(t, 'numbers');
	for (const filter of ['status：open', 'customer:“N1”', 'customer:*0101', 'customer:+1 555 010 0101']) {
		const ids = await idsFor(run, filter);
		t.true(ids.length > 0, filter);
	}

	for (const filter of ['customer:555 010 0101', 'N1 OR N2', 'handler:extension:*', 'status=open']) {
		const {code, stderr} = await run(['list', '--filter', filter]);
		t.is(code, 2, filter);
		t.regex(stderr, /^chatlogs: The filter cannot be understood\. At character|cannot be understood/, filter);
	}
});

test('names queues in a filter and as a destination by the same rules', async t => {
	const run = await storeOf(t, 'owners');
	const toQueue = async (queue: string): Promise<Outcome> =>
		run(['transfer', '1', '--to', `queue:${queue}`, '--dry-run']);
	for (const typed of ['Süd', 'Su\u0308d', 'SUD']) {
		const {code, stdout} = await toQueue(typed);
		t.is(code, 0, typed);
		t.regex(stdout, /Süd/, typed);
	}

	const [exact, two, three] = [await toQueue('support'), await toQueue('Support'), await toQueue('SUPPORT')];
	t.is(exact.code, 0);
	t.regex(two.stderr, /There are 2 queues/);
	t.regex(three.stderr, /There are 3 queues/);
	t.deepEqual(await idsFor(run, 'handler:queue:1'), [6]);
	t.deepEqual(await idsFor(run, 'handler:queue:2'), [7]);
});
