import test from 'ava';
import {apiHandler, type Handler} from '../../../source/domain/handler.js';
import {messageType} from '../../../source/domain/message.js';
import {toldDuration, toldTransfer} from '../../../source/domain/timeline/param.js';
import {ann, message, support} from '../../helpers/office.js';
import {fc} from '../../helpers/random.js';

const extension = (number: string, name = '', id = 0): Handler => ({kind: 'extension', id, number, name});
const queue = (name: string, id = 0): Handler => ({kind: 'queue', id, number: '', name});

type Told = ReturnType<typeof toldTransfer>;

const transfers: readonly (readonly [title: string, type: number, param: unknown, told: Told])[] = [
	['whole handlers', messageType.transferredToQueue, {from: ann, to: support}, {from: ann, to: support}],
	[
		'numbers',
		messageType.transferred,
		{from: '1003', to: 1004},
		{from: extension('1003'), to: extension('1004')},
	],
	[
		'names',
		messageType.transferredToQueue,
		{from: 'Sales', to: ' Support '},
		{from: queue('Sales'), to: queue('Support')},
	],
	['an extension that is numbered like a kind', messageType.transferred, {to: '9'}, {to: extension('9')}],
	[
		"the API's users",
		messageType.transferred,
		{from: {user_type: 1, user_no: '1003', username: 'Ann Lee'}, to: {user_type: 9, user_no: 'api'}},
		{from: extension('1003', 'Ann Lee'), to: apiHandler},
	],
	[
		'the platform by its word',
		messageType.transferred,
		{from: '1003', to: 'API'},
		{from: extension('1003'), to: apiHandler},
	],
	[
		'fields side by side',
		messageType.transferred,
		{from_number: '1003', from_name: 'Ann Lee', to_id: 4, to_number: '1004'},
		{from: extension('1003', 'Ann Lee'), to: extension('1004', '', 4)},
	],
	[
		'the fields of a transfer request',
		messageType.transferred,
		{destination_type: 'queue', destination_id: 7},
		{to: queue('', 7)},
	],
	[
		'a queue by its name',
		messageType.transferredToQueue,
		{to: {queue_id: '7', queue_name: 'Support'}},
		{to: queue('Support', 7)},
	],
	[
		'an id that is none',
		messageType.transferredToQueue,
		{to: {id: 'first', name: 'Support'}},
		{to: queue('Support')},
	],
	['only the destination, alone', messageType.transferredToQueue, 'Support', {to: queue('Support')}],
	['only the source', messageType.transferred, {source: '1003'}, {from: extension('1003')}],
	['nothing', messageType.transferred, undefined, {}],
	['null', messageType.transferred, null, {}],
	['a list', messageType.transferred, [1, 2], {}],
	['empty fields', messageType.transferred, {from: {}, to: ''}, {}],
	['fields that are something else', messageType.transferred, {from: [ann], to: {id: {}, name: []}}, {}],
];

for (const [title, type, param, told] of transfers) {
	test(`from whom and to whom, told by ${title}`, t => {
		t.deepEqual(toldTransfer(message({id: 1, type, param})), told);
	});
}

const durations: readonly (readonly [param: unknown, seconds: number | undefined])[] = [
	[{duration: 125}, 125],
	[{duration: '125'}, 125],
	[{duration: 0}, 0],
	[{talk_duration: 12.6}, 13],
	[{duration: -1}, undefined],
	[{duration: 'long'}, undefined],
	[{duration: ''}, undefined],
	[{}, undefined],
	['125', undefined],
	[undefined, undefined],
];

for (const [param, seconds] of durations) {
	test(`a call told by ${JSON.stringify({param})} took ${seconds ?? 'unknown'} seconds`, t => {
		t.is(toldDuration(message({id: 1, type: messageType.call, param})), seconds);
	});
}

test('whatever a param is, it is read', t => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.anything(),
				fc.dictionary(
					fc.constantFrom('from', 'to', 'to_name', 'destination_type', 'duration', '__proto__'),
					fc.anything(),
				),
			),
			param => {
				const given = message({id: 1, type: messageType.transferred, param});
				for (const handler of Object.values(toldTransfer(given))) {
					t.is(typeof handler.name, 'string');
					t.true(Number.isSafeInteger(handler.id));
				}

				t.true((toldDuration(given) ?? 0) >= 0);
			},
		),
	);
});
