import test from 'ava';
import {Directory, emptyDirectory} from '../../../source/domain/directory.js';
import {type Delivery} from '../../../source/domain/outbox/due.js';
import {apiHandler} from '../../../source/domain/handler.js';
import {type History} from '../../../source/domain/history.js';
import {type Message, messageType} from '../../../source/domain/message.js';
import {type Session} from '../../../source/domain/session.js';
import {type Contents, pagesOf} from '../../../source/exchange/platform/pages.js';
import {readYeastar} from '../../../source/exchange/yeastar/read-yeastar.js';
import {agent, message} from '../../helpers/office.js';
import {tableOf} from '../../helpers/table.js';

const session: Session = {
	...tableOf([{id: 7}]).session(7)!,
	channel: {type: 'whatsapp', name: 'Line', number: '+1555'},
	customer: {name: 'Li Lei', number: '+15550100'},
	handler: apiHandler,
	status: 'closed',
};

const delivery: Delivery = {
	event: 'session.transferred',
	session: 7,
	transfer: 12,
	change: {n: 12, at: 1_700_000_000, by: 'ann', kind: 'transfer'},
};

interface Body {
	readonly type: string;
	readonly timestamp: string;
	readonly data: Readonly<Record<string, unknown>> & {readonly records?: readonly object[]};
}

const bodiesOf = (messages: readonly Message[], size?: number, history?: Partial<History>): Body[] => {
	const contents: Contents = {session, history: {id: 7, messages, records: [], ...history}, messages};
	return Array.from(
		pagesOf(delivery, () => contents, size),
		({body}) => JSON.parse(body) as Body,
	);
};

test('the session comes first, then its history, of which the last page says that it is complete', t => {
	const messages = Array.from({length: 50}, (_, index) => message({id: index + 1, text: 'é'.repeat(100)}));
	const [first, ...pages] = bodiesOf(messages, 4096);
	t.like(first, {
		type: 'session.transferred',
		timestamp: '2023-11-14T22:13:20.000Z',
		data: {transfer: 12, message_count: 50},
	});
	t.true(pages.length > 2);
	t.deepEqual(
		pages.map(({type, data}) => [type, data.session_id, data.transfer, data.complete]),
		pages.map((_, index) => ['session.messages', 7, 12, index === pages.length - 1]),
	);
	t.deepEqual(
		pages.flatMap(({data}) => data.records!).map(record => (record as {msg_id: number}).msg_id),
		messages.map(({id}) => id),
	);
});

test('pages keep to the limit, unless one message alone is longer', t => {
	const messages = [10, 5000, 10, 1500, 1500, 1500].map((length, index) =>
		message({id: index + 1, text: 'x'.repeat(length)}),
	);
	const contents: Contents = {session, history: {id: 7, messages, records: []}, messages};
	const sizes = Array.from(
		pagesOf(delivery, () => contents, 4096),
		({body}) => Buffer.byteLength(body),
	);
	t.deepEqual(
		sizes.map(size => size > 4096),
		[false, false, true, false, false],
	);
});

test('a session without messages is complete with an empty page', t => {
	t.like(bodiesOf([])[1], {data: {complete: true, records: []}});
	t.is(bodiesOf([]).length, 2);
});

test('what is sent is in the shapes of the PBX, so that it can be read back', async t => {
	const messages = [
		message({id: 1, files: [{name: 'a.pdf', size: 12, type: 'application/pdf'}]}),
		message({id: 2, author: agent, delivery: 'failed', error: 'auth_fail'}),
		message({id: 3, author: agent, type: messageType.transferredToQueue, param: {to: {id: 1}}}),
	];
	const [first, page] = bodiesOf(messages, undefined, {extra: {origin: 'Autumn', page_name: 'Acme'}});
	const answers = [
		{errcode: 0, list: first!.data.session},
		{errcode: 0, data: page!.data},
	];
	const {sessions} = await readYeastar(
		answers.map(value => ({name: 'sent', text: [JSON.stringify(value)]})),
		{directory: new Directory(emptyDirectory), completeLists: false, now: 0},
	);
	const [read] = [...sessions];
	t.deepEqual(read!.messages, messages);
	t.deepEqual(read!.told, {
		channel: session.channel,
		customer: session.customer,
		handler: apiHandler,
		status: 'closed',
		archived: false,
		lastMessage: 3,
		extra: {origin: 'Autumn', page_name: 'Acme'},
	});
});

test('of what is taken back only the numbers are told', t => {
	const undo: Delivery = {...delivery, event: 'session.withdrawn'};
	const pages = [
		...pagesOf(undo, () => {
			throw new Error('Nothing of the session is wanted.');
		}),
	];
	t.deepEqual(
		pages.map(({body}) => JSON.parse(body) as unknown),
		[
			{
				type: 'session.withdrawn',
				timestamp: '2023-11-14T22:13:20.000Z',
				data: {session_id: 7, transfer: 12},
			},
		],
	);
});
