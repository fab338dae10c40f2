import test from 'ava';
import {Refusal} from '../../../source/domain/refusal.js';
import {eventOf, ForeignEvent, NoEvent} from '../../../source/exchange/receive/events.js';
import {fc, trials} from '../../helpers/random.js';

const sn = '3633D2199440';
const read = (event: unknown) => eventOf(JSON.stringify(event), sn);

const message = {
	session_id: 3073,
	msg_id: 512,
	delivery_status: 1,
	sender: {user_type: 2, user_no: '+4930123', username: 'Eve'},
	msg_type: 0,
	msg_body: 'Hello',
	msg_files: '',
	send_time: 1_784_000_000,
};

test('a message and a result bring one message of one session, and claim nothing of the others', t => {
	for (const [type, kind] of [
		[30_031, 'message'],
		[30_032, 'result'],
	] as const) {
		for (const msg of [message, JSON.stringify(message)]) {
			const event = read({type, sn, msg});
			if (event.kind !== 'message' && event.kind !== 'result') return t.fail(event.kind);
			t.is(event.kind, kind);
			t.like(event.incoming, {id: 3073, isWhole: undefined, told: undefined});
			t.like(event.incoming.messages, [{id: 512, text: 'Hello', at: 1_784_000_000}]);
		}
	}
});

test('the result of a sending may lack the time, a message may not', t => {
	const msg = {session_id: 1, msg_id: 2, delivery_status: 2, send_error: 'X'};
	t.is(read({type: 30_032, sn, msg}).kind, 'result');
	t.throws(() => read({type: 30_031, sn, msg}), {instanceOf: Refusal});
});

test('an event about an extension comes as an object, as a string, and as the guide prints it', t => {
	const owner = {kind: 'owner', option: 'DELETE', number: '1004'} as const;
	const msg = {ext_number: '1004', option: 'DELETE'};
	t.deepEqual(read({type: 30_022, msg}), owner);
	t.deepEqual(read({type: 30_022, msg: JSON.stringify(msg)}), owner);
	t.deepEqual(eventOf('{"type": 30022, "msg": "{"ext_number":"1004","option":"DELETE"}"}', sn), owner);
	t.deepEqual(eventOf('{"msg": "{"ext_number":"1004","option":"DELETE"}", "type":30022}', sn), owner);
	for (const odd of [{}, {ext_number: '1004', option: 'SELL'}, 'x', [], null])
		t.throws(() => read({type: 30_022, msg: odd}), {instanceOf: Refusal});
});

test('read receipts, the test of the settings and other events bring nothing', t => {
	t.deepEqual(read({type: 30_038, sn, msg: '{"data":{"session_id":1,"read_msg_id":2}}'}), {kind: 'read'});
	t.deepEqual(read({event: 'test'}), {kind: 'test'});
	t.deepEqual(read({type: 30_011, sn, msg: {}}), {kind: 'other', type: 30_011});
});

test('an event of another PBX is refused, whatever it is; without a connection none is', t => {
	for (const type of [30_022, 30_031, 30_032, 30_038, 30_011])
		t.throws(() => read({type, sn: 'other', msg: message}), {instanceOf: ForeignEvent});
	t.is(eventOf(JSON.stringify({type: 30_031, sn: 'other', msg: message}), undefined).kind, 'message');
	t.is(read({type: 30_031, msg: message}).kind, 'message');
});

test('what is no event is told apart from an event that cannot be used', t => {
	for (const text of ['', 'x', '[]', '1', 'null', '{', '{"type":"x"}', '{}', '\u0000', '{"msg":"{"}'])
		t.throws(() => eventOf(text, sn), {instanceOf: NoEvent}, text);
	for (const odd of [
		null,
		1,
		{...message, msg_id: 0},
		{...message, session_id: '0012'},
		{...message, send_time: 'x'},
	])
		t.false(t.throws(() => read({type: 30_031, sn, msg: odd}), {instanceOf: Refusal}) instanceof NoEvent);
});

test('nesting as deep as fits is refused', t => {
	const deep = '['.repeat(400_000) + ']'.repeat(400_000);
	const whole = JSON.stringify(message);
	for (const text of [
		deep,
		`{"type":30031,"sn":${deep},"msg":${whole}}`,
		`{"type":30022,"msg":${deep}}`,
		...['session_id', 'msg_body', 'sender', 'send_time', 'msg_files', 'param', 'send_error'].flatMap(name => [
			`{"type":30031,"msg":${whole.slice(0, -1)},"${name}":${deep}}}`,
			JSON.stringify({type: 30_031, msg: `${whole.slice(0, -1)},"${name}":${deep}}`}),
			JSON.stringify({type: 30_031, msg: {...message, [name]: deep}}),
		]),
	]) {
		try {
			eventOf(text, sn);
		} catch (error) {
			t.true(error instanceof Refusal, String(error).slice(0, 200));
		}
	}

	t.pass();
});

test('many openings of a msg take no more time than one', t => {
	t.throws(() => eventOf('"msg":"{'.repeat(130_000), sn), {instanceOf: NoEvent});
	t.throws(() => eventOf(`"msg"${' '.repeat(1_000_000)}`, sn), {instanceOf: NoEvent});
});

test('whatever comes is an event or refused', t => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({unit: 'binary'}),
				fc.json(),
				fc
					.record({
						type: fc.oneof(fc.constantFrom(30_022, 30_031, 30_032, 30_038, '30031'), fc.anything()),
						msg: fc.oneof(
							fc.dictionary(fc.constantFrom(...Object.keys(message), 'ext_number', 'option'), fc.anything()),
							fc.json(),
							fc.anything(),
						),
						sn: fc.oneof(fc.constant(sn), fc.anything()),
					})
					.map(event =>
						JSON.stringify(event, (_key, value: unknown) => (typeof value === 'bigint' ? 1 : value)),
					),
			),
			text => {
				try {
					t.truthy(eventOf(text, sn).kind);
				} catch (error) {
					if (!(error instanceof Refusal)) throw error;
				}
			},
		),
		{numRuns: trials(1000)},
	);
	t.pass();
});
